import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import addFormats from 'ajv-formats'
import Ajv from 'ajv-draft-04'
import type { Log } from 'sarif'
import { SaxesParser } from 'saxes'
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' }
import { beforeAll, describe, expect, it } from 'vitest'
import { build, folderWith, sliceOas, tree } from './slice-oas.ts'

beforeAll(build, 120_000)

/** A reference that leads nowhere, and texts that want to be more than text. */
const EVIL = `openapi: 3.1.0
info: { title: 'A', version: '1' }
paths:
  "/a,b:c%0A::error::x<&>\\"']]>\\e[31m\\u0001\\uFFFE":
    get:
      responses: { '200': { $ref: '#/components/responses/Lost' } }
  /fine:
    get:
      responses: { '200': { description: Fine } }
`

interface Options {
  files?: Record<string, string>
  fixtures?: string[]
  env?: Record<string, string>
  folder?: string
}

async function check(args: string, { files = {}, fixtures = [], env = {}, folder = '.' }: Options = {}) {
  const root = folderWith(fixtures, files)
  const cwd = join(root, folder)
  mkdirSync(cwd, { recursive: true })
  const before = tree(root)
  const run = await sliceOas(['check', ...args.split(' ').filter((arg) => arg !== '')], {
    cwd,
    env: { ...env, ...(folder !== '.' && { GITHUB_WORKSPACE: root }) },
  })
  // It is for looking.
  expect(tree(root)).toEqual(before)
  return run
}

const isSarif = addFormats.default(new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false })).compile(schema)

function sarifOf(text: string): Log {
  const log: unknown = JSON.parse(text)
  expect(isSarif(log), JSON.stringify(isSarif.errors, null, 2)).toBe(true)
  return log as Log
}

interface Element {
  name: string
  attributes: Record<string, string>
  children: Element[]
  text: string
}

/** Parses XML, as strictly as the specification wants it. */
function xmlOf(text: string): Element {
  const parser = new SaxesParser()
  const open: Element[] = [{ name: '', attributes: {}, children: [], text: '' }]
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes: attributes as Record<string, string>, children: [], text: '' }
    open.at(-1)!.children.push(element)
    open.push(element)
  })
  parser.on('text', (content) => void (open.at(-1)!.text += content))
  parser.on('closetag', () => void open.pop())
  parser.write(text).close()
  return open[0]!.children[0]!
}

describe('slice-oas check', () => {
  it('says that all is well', async () => {
    expect(await check('shop.yaml', { fixtures: ['shop.yaml'] })).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/✓ All 7 endpoints pass\n$/),
    })
    expect(await check('tiny.yaml --quiet', { fixtures: ['tiny.yaml'] })).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  it('says what would fail, where, and what to do', async () => {
    const { code, stdout } = await check('defective.yaml', { fixtures: ['defective.yaml'] })

    expect(code).toBe(1)
    expect(stdout).toMatchInlineSnapshot(`
      "✗ GET /broken — The reference #/components/schemas/Missing leads nowhere. (defective.yaml:10:91)
         8:   /broken:
         9:     get:
        10:       responses: { '200': { description: Broken, content: { application/json: { schema: { $ref: '#/components/schemas/Missing' } } } } }
                                                                                                      ^
        Correct the reference, or what it refers to.
      ✗ 1 of 2 endpoints would fail, 1 pass
      "
    `)
  })

  it.for<[what: string, args: string, code: number]>([
    ['losses are warnings', 'streams.yaml --output-version 3.1.x --exclude /events', 0],
    ['conversion alone is in the way', 'streams.yaml --output-version 3.1.x --strict', 7],
    ['nothing is selected', 'shop.yaml --tag nobody', 5],
    ['a file is missing', 'lost.yaml', 3],
    ['errors of the source are warnings', 'defective.yaml --inherited warn', 0],
    ['a flag is about files', 'shop.yaml --output-dir out', 2],
    ['nothing is named', '', 2],
  ])('has the exit code of slicing: %s', async ([, args, code]) => {
    expect(await check(args, { fixtures: ['shop.yaml', 'streams.yaml', 'defective.yaml'] })).toMatchObject({ code })
  })

  it('checks what a configuration declares, and ends with 0 if that says so', async () => {
    const config = (failOn: string): Options => ({
      fixtures: ['shop.yaml', 'defective.yaml'],
      files: { 'unplugin.config.json': `{"specs": ["shop.yaml", "defective.yaml"], "failOn": "${failOn}"}` },
    })
    const run = await check('', config('error'))

    expect(run).toMatchObject({ code: 1, stdout: expect.stringMatching(/^shop:\n[^]*All 7 endpoints pass\ndefective:\n/) })
    expect(await check('', config('never'))).toMatchObject({ code: 0 })
  })

  it('refuses a reporter that it does not have', async () => {
    const run = await check('shop.yaml --reporter sarrif', { fixtures: ['shop.yaml'] })

    expect(run).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/must be one of pretty, json.*\n.*--reporter sarif\?/) })
  })
})

describe('--reporter json', () => {
  it('has every problem', async () => {
    const { code, stdout } = await check('--reporter json defective.yaml', { fixtures: ['defective.yaml'] })
    const found = JSON.parse(stdout) as { exitCode: number; descriptions: Record<string, unknown>[] }

    expect([code, found.exitCode]).toEqual([1, 1])
    expect(found.descriptions).toHaveLength(1)
    expect(found.descriptions[0]).toMatchObject({ name: 'defective', input: 'defective.yaml', failed: expect.any(Number) })
    expect(found.descriptions[0]!['problems']).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'unresolved-reference', severity: 'error' })]),
    )
  })

  it('has refusals', async () => {
    const { code, stdout, stderr } = await check('--reporter json api.yaml', { files: { 'api.yaml': 'openapi: [' } })

    expect([code, stderr]).toEqual([4, expect.stringContaining('not valid YAML')])
    expect(JSON.parse(stdout)).toMatchObject({
      exitCode: 4,
      descriptions: [{ name: 'api', input: 'api.yaml', refusal: { code: 'syntax-error', place: { file: 'api.yaml', line: 1 } } }],
    })
  })
})

describe('--reporter sarif', () => {
  it('is valid, and names rules and places', async () => {
    const { code, stdout } = await check('--reporter sarif defective.yaml', { fixtures: ['defective.yaml'] })
    const [run] = sarifOf(stdout).runs
    const { results = [], tool } = run!

    expect(code).toBe(1)
    expect(results.length).toBeGreaterThan(0)
    for (const { ruleId, ruleIndex, locations } of results) {
      const rule = tool.driver.rules![ruleIndex!]!
      expect(rule).toMatchObject({ id: ruleId, shortDescription: { text: expect.any(String) }, help: { text: expect.any(String) } })
      expect(locations![0]!.physicalLocation).toMatchObject({
        artifactLocation: { uri: 'defective.yaml', uriBaseId: '%SRCROOT%' },
        region: { startLine: expect.any(Number) },
      })
    }
  })

  it('is valid for what is well, what is refused, and several descriptions', async () => {
    const files = {
      'my api/a b.yaml': EVIL,
      'broken.yaml': 'openapi: [',
      'unplugin.config.json': '{"specs": ["shop.yaml", "my api/a b.yaml", "broken.yaml", "lost.yaml"]}',
    }
    const { code, stdout } = await check('--reporter sarif', { fixtures: ['shop.yaml'], files })
    const [run] = sarifOf(stdout).runs
    const uris = new Set(run!.results!.map(({ locations }) => locations![0]!.physicalLocation!.artifactLocation!.uri))

    expect(code).toBe(1)
    expect([...uris].toSorted()).toEqual(['broken.yaml', 'lost.yaml', 'my%20api/a%20b.yaml', 'shop.yaml'])
    expect(run!.invocations).toEqual([{ executionSuccessful: false, exitCode: 1 }])
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
    expect(sarifOf((await check('--reporter sarif tiny.yaml', { fixtures: ['tiny.yaml'] })).stdout).runs[0]!.invocations).toEqual([
      { executionSuccessful: true, exitCode: 0 },
    ])
  })

  it('names files from the root of the repository', async () => {
    const files = { 'packages/api/defective.yaml': EVIL }
    const { stdout } = await check('--reporter sarif defective.yaml', { files, folder: 'packages/api' })

    expect(sarifOf(stdout).runs[0]!.results![0]!.locations![0]!.physicalLocation!.artifactLocation).toEqual({
      uri: 'packages/api/defective.yaml',
      uriBaseId: '%SRCROOT%',
    })
  })
})

describe('--reporter junit', () => {
  it('has a suite for each description and a case for each endpoint, in the order of the source', async () => {
    const files = { 'unplugin.config.json': '{"specs": ["shop.yaml", "defective.yaml", "lost.yaml"]}' }
    const { code, stdout } = await check('--reporter junit', { fixtures: ['shop.yaml', 'defective.yaml'], files })
    const { name, children: suites } = xmlOf(stdout)
    const [shop, defective, lost] = suites

    expect([code, name]).toEqual([1, 'testsuites'])
    expect(shop!.attributes).toMatchObject({ name: 'shop', tests: '7', failures: '0', errors: '0' })
    expect(shop!.children.map(({ attributes }) => attributes['name'])).toEqual([
      ...['GET /orders', 'POST /orders', 'GET /users', 'GET /users/{id}', 'DELETE /users/{id}', 'GET /users/{id}/orders', 'GET /status'],
    ])
    const failed = defective!.children.filter(({ children }) => children.length > 0)
    expect(defective!.attributes).toMatchObject({ failures: String(failed.length) })
    expect(failed.length).toBeGreaterThan(0)
    expect(failed[0]!.children[0]).toMatchObject({ name: 'failure', attributes: { message: expect.stringMatching(/\.$/) } })
    expect(lost).toMatchObject({
      attributes: { tests: '1', errors: '1' },
      children: [{ attributes: { name: 'lost.yaml' }, children: [{ name: 'error', attributes: { type: 'input-missing' } }] }],
    })
  })

  it('lets no text be more than text', async () => {
    const { stdout } = await check('--reporter junit evil.yaml', { files: { 'evil.yaml': EVIL } })
    const cases = xmlOf(stdout).children[0]!.children

    expect(cases.map(({ attributes }) => attributes['name'])).toEqual(['GET /a,b:c%0A::error::x<&>"\']]>\ufffd', 'GET /fine'])
  })

  it('is the same bytes where time is to be none', async () => {
    const files = { 'evil.yaml': EVIL }
    const args = '--reporter junit evil.yaml'
    const env = { SOURCE_DATE_EPOCH: '1' }
    const [one, two] = [await check(args, { files, env }), await check(args, { files, env })]

    expect(one.stdout).toBe(two.stdout)
  })
})

describe('--reporter github', () => {
  it('annotates the lines of the description', async () => {
    const { code, stdout } = await check('--reporter github defective.yaml', { fixtures: ['defective.yaml'] })

    expect(code).toBe(1)
    expect(stdout).toMatch(/^::error file=defective\.yaml,line=\d+,col=\d+,title=unresolved-reference::.* leads nowhere.*%0A.+$/m)
    expect(stdout).toMatch(/would fail, \d+ pass\n$/)
  })

  it('escapes as the runner reads it, and lets no line begin with a command of others', async () => {
    const { stdout } = await check('--reporter github', {
      files: { 'a,b:c%.yaml': EVIL, 'unplugin.config.json': '{"specs": ["a,b:c%.yaml"]}' },
    })
    const commands = stdout.split(/\r?\n/).filter((line) => line.startsWith('::'))

    expect(commands).toHaveLength(1)
    expect(commands[0]).toMatch(/^::error file=a%2Cb%3Ac%25\.yaml,line=6,/)
    expect(commands[0]).toContain('c%250A::error::x')
  })

  it('annotates refusals, from the root of the repository', async () => {
    const { code, stdout } = await check('--reporter github broken.yaml', {
      files: { 'deep/broken.yaml': 'a: 1\nopenapi: [' },
      folder: 'deep',
    })

    expect(code).toBe(4)
    expect(stdout).toMatch(/^::error file=deep\/broken\.yaml,line=2,col=\d+,title=syntax-error::broken\.yaml is not valid YAML/)
  })
})

it('check is interrupted as slicing is', async () => {
  const paths = Array.from({ length: 2_000 }, (_, index) => `  /items-${index}: {get: {responses: {'200': {description: A}}}}`)
  const cwd = folderWith()
  writeFileSync(join(cwd, 'large.yaml'), `openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths:\n${paths.join('\n')}\n`)
  let isSent = false
  const run = await sliceOas(['check', 'large.yaml', '--concurrency', '1'], {
    cwd,
    onSaid(said, kill) {
      if (!isSent && said.includes('Extracting')) kill('SIGINT')
      isSent ||= said.includes('Extracting')
    },
  })

  expect(run).toMatchObject({ code: 130, stdout: '', stderr: expect.stringContaining('Stopped: ') })
})
