import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { build, folderWith, SHOP, sliceOas, slicesIn, tree } from './slice-oas.ts'

beforeAll(build, 120_000)

/** Slices the shop into “out” and expects that to go well. */
async function shop(...flags: string[]) {
  const folder = folderWith(['shop.yaml'])
  const run = await sliceOas(['--input', 'shop.yaml', '--output-dir', 'out', ...flags], { cwd: folder })
  expect(run).toMatchObject({ code: 0 })
  return { ...run, folder, out: join(folder, 'out') }
}

describe('input and output', () => {
  it('slices every endpoint, with an index and a report', async () => {
    const { out, stdout, stderr } = await shop('--batch')

    expect(Object.keys(tree(out)).toSorted()).toEqual([...SHOP, '.openapi-slice.json', 'index.csv', 'problems.json'].toSorted())
    expect(stdout).toContain('✓ 7 extracted, 0 failed')
    expect(stderr).toContain('Extracting endpoint 7/7 (100%)')
  })

  it.for([
    ['-i', 'shop.yaml', '-o', 'out'],
    ['shop.yaml', '-o', 'out'],
    ['-i=shop.yaml', '-o=out'],
    ['shop.yaml', '-oout'],
    ['-o', 'out', '--', 'shop.yaml'],
    ['--input=shop.yaml', '--output-dir=out'],
  ])('%j', async (args) => {
    const folder = folderWith(['shop.yaml'])

    expect(await sliceOas(args, { cwd: folder })).toMatchObject({ code: 0 })
    expect(slicesIn(join(folder, 'out'))).toEqual(SHOP)
  })

  it('puts slices into “slices” if no folder is named', async () => {
    const folder = folderWith(['tiny.yaml'])
    await sliceOas(['tiny.yaml'], { cwd: folder })

    expect(slicesIn(join(folder, 'slices'))).toEqual(['ping_GET.yaml'])
  })

  it('--format json', async () => {
    const { out } = await shop('--format', 'json')

    expect(slicesIn(out)).toEqual(SHOP.map((name) => name.replace('yaml', 'json')))
    expect(JSON.parse(tree(out)['orders_GET.json']!)).toMatchObject({ openapi: '3.1.0' })
  })

  it('--no-csv', async () => {
    const { out, stdout } = await shop('--no-csv')

    expect(tree(out)).not.toHaveProperty('index.csv')
    expect(stdout).not.toContain('Index')
  })

  it('--llms', async () => {
    const { out, stdout } = await shop('--llms')

    expect(tree(out)['llms.txt']).toContain('- [`GET /users/{id}`](users-id_GET.yaml)\n')
    expect(tree(out)['.openapi-slice.json']).toContain('"llms.txt": { "size": ')
    expect(stdout).toContain(`  For language models: ${join('out', 'llms.txt')}`)
  })

  it('--layout by-prefix', async () => {
    const { out } = await shop('--layout', 'by-prefix')

    expect(slicesIn(out)).toContain('users/users-id_GET.yaml')
  })

  it('--group-by tag', async () => {
    const { out } = await shop('--group-by', 'tag')

    expect(slicesIn(out)).toEqual(['orders.yaml', 'untagged.yaml', 'users.yaml'])
  })

  it('--output-version auto', async () => {
    const { out } = await shop('--output-version', 'auto')

    expect(tree(out)['status_GET.yaml']).toMatch(/^openapi: 3\.1\.0$/m)
  })

  it.for([
    ['3.0.x', '3.0.4'],
    ['3.1', '3.1.2'],
    ['3.1.0', '3.1.0'],
    ['3.2.x', '3.2.0'],
  ])('--output-version %s', async ([version, written]) => {
    const { out } = await shop('--output-version', version!)

    // Slices of the description's own family keep its version.
    const expected = version === '3.1' ? '3.1.0' : written
    for (const name of SHOP) expect(tree(out)[name]).toMatch(new RegExp(`^openapi: ${expected}$`, 'm'))
  })

  it('--name names the description', async () => {
    const folder = folderWith(['tiny.yaml', 'shop.yaml'], { 'unplugin.config.json': '{"specs": ["tiny.yaml", "shop.yaml"]}' })
    const one = await sliceOas(['--input', 'tiny.yaml', '--name', 'one'], { cwd: folder })
    const several = await sliceOas(['--name', 'one'], { cwd: folder })

    expect(one).toMatchObject({ code: 0 })
    expect(readdirSync(join(folder, 'slices'))).toEqual(['one'])
    expect(several).toMatchObject({ code: 2, stderr: expect.stringContaining('--name is for one description, and there are 2 to slice') })
  })

  it('--dry-run lists and writes nothing', async () => {
    const { folder, stdout } = await shop('--dry-run')

    expect(Object.keys(tree(folder))).toEqual(['shop.yaml'])
    for (const name of SHOP) expect(stdout).toMatch(new RegExp(`^ +\\d+ B  ${name}$`, 'm'))
    expect(stdout).toMatch(/^ {2}\d\.\d kB in all$/m)
    expect(stdout).toContain('7 files would be written to out')
  })
})

describe('selection', () => {
  it.for<[flags: string, expected: string[]]>([
    ['--filter /users/*', ['users-id_DELETE.yaml', 'users-id_GET.yaml']],
    ['--filter /users --filter /status', ['status_GET.yaml', 'users_GET.yaml']],
    ['--filter /users/**#DELETE', ['users-id_DELETE.yaml']],
    ['--filter ^/(status|orders)$ --filter-type regex', ['orders_GET.yaml', 'orders_POST.yaml', 'status_GET.yaml']],
    ['--filter-type glob --filter /status', ['status_GET.yaml']],
    ['--method post --method DELETE', ['orders_POST.yaml', 'users-id_DELETE.yaml']],
    ['--tag orders --method GET', ['orders_GET.yaml', 'users-id-orders_GET.yaml']],
    ['--tag orders --tag users --exclude /users/**', ['orders_GET.yaml', 'orders_POST.yaml', 'users_GET.yaml']],
    ['--operation-id list* --operation-id getUser', ['orders_GET.yaml', 'users-id-orders_GET.yaml', 'users-id_GET.yaml', 'users_GET.yaml']],
    ['--exclude /users/** --exclude /orders', ['status_GET.yaml', 'users_GET.yaml']],
    ['--deprecated', ['users-id_DELETE.yaml']],
    ['--no-deprecated', SHOP.filter((name) => name !== 'users-id_DELETE.yaml')],
    ['--webhooks --filter orderPlaced', ['webhook-orderPlaced_POST.yaml']],
    ['--path /users/{id} --method get', ['users-id_GET.yaml']],
  ])('%s', async ([flags, expected]) => {
    const { out } = await shop(...flags.split(' '))

    expect(slicesIn(out)).toEqual(expected)
  })

  it('--allow-empty makes a warning of nothing', async () => {
    const { out, stdout } = await shop('--filter', '/nothing', '--allow-empty')

    expect(slicesIn(out)).toEqual([])
    expect(stdout).toContain('nothing-selected')
  })

  it('--path is taken literally', async () => {
    const folder = folderWith([], {
      'api.yaml':
        'openapi: 3.1.0\ninfo: {title: A, version: "1"}\npaths:\n  /a/*: {get: {responses: {"200": {description: A}}}}\n  /a/b: {get: {responses: {"200": {description: B}}}}\n',
    })
    await sliceOas(['api.yaml', '--path', '/a/*', '--method', 'GET'], { cwd: folder })

    expect(slicesIn(join(folder, 'slices'))).toEqual(['a_GET.yaml'])
  })
})

describe('checks and limits', () => {
  it('--inherited decides about errors of the source', async () => {
    const folder = folderWith(['defective.yaml'])
    const failing = await sliceOas(['defective.yaml'], { cwd: folder })
    const refused = slicesIn(join(folder, 'slices'))
    const warned = await sliceOas(['defective.yaml', '--inherited', 'warn'], { cwd: folder })

    expect(failing).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/1 extracted, 1 failed[^]*✗ GET \/broken — .*\(defective\.yaml:10:\d+\)/),
    })
    expect(refused).toEqual(['whole_GET.yaml'])
    expect(warned).toMatchObject({ code: 0, stdout: expect.stringContaining('2 extracted, 0 failed') })
  })

  it('--inherited fail is the default, said', async () => {
    const folder = folderWith(['defective.yaml'])

    expect(await sliceOas(['defective.yaml', '--inherited', 'fail'], { cwd: folder })).toMatchObject({ code: 1 })
  })

  it('--strict fails what loses something, with exit code 7 if that is all', async () => {
    const folder = folderWith(['streams.yaml'])
    const to31 = (...flags: string[]) => sliceOas(['streams.yaml', '--output-version', '3.1.x', ...flags], { cwd: folder })
    const lax = await to31('--method', 'GET')
    const strict = await to31('--method', 'GET', '--strict')

    expect(lax).toMatchObject({ code: 0, stdout: expect.stringMatching(/2 extracted, 0 failed[^]*! 1 × conversion\/item-schema: /) })
    expect(strict).toMatchObject({
      code: 7,
      stdout: expect.stringMatching(/1 extracted, 1 failed[^]*✗ GET \/events — .*\(streams\.yaml:14:\d+\)/),
    })
    expect(slicesIn(join(folder, 'slices'))).toEqual(['pets_GET.yaml'])
  })

  it('what cannot be said in a version fails with exit code 7; with other failures it is 1', async () => {
    const folder = folderWith(['streams.yaml'], {
      'both.yaml':
        'openapi: 3.2.0\ninfo: {title: A, version: "1"}\npaths:\n  /a:\n    query: {responses: {"200": {description: A}}}\n  /b:\n    get: {responses: {"200": {$ref: "#/components/responses/Nothing"}}}\n',
    })
    const conversion = await sliceOas(['streams.yaml', '--output-version', '3.1.x'], { cwd: folder })
    const written = slicesIn(join(folder, 'slices'))
    const both = await sliceOas(['both.yaml', '--output-version', '3.1.x', '-o', 'both'], { cwd: folder })

    expect(conversion).toMatchObject({ code: 7, stdout: expect.stringMatching(/2 extracted, 1 failed[^]*✗ QUERY \/events — /) })
    expect(written).toEqual(['events_GET.yaml', 'pets_GET.yaml'])
    expect(both).toMatchObject({ code: 1, stdout: expect.stringContaining('0 extracted, 2 failed') })
  })

  it('--validate each finds the same', async () => {
    const folder = folderWith(['defective.yaml'])
    const env = { SOURCE_DATE_EPOCH: '1700000000' }
    for (const way of ['once', 'each']) await sliceOas(['defective.yaml', '-o', way, '--validate', way], { cwd: folder, env })

    expect(tree(join(folder, 'each'))).toEqual(tree(join(folder, 'once')))
  })

  it.for<[flags: string[], kept: string[], gone: string[]]>([
    [[], ['Cat:', 'Event:', 'x-owner:', 'x-audience:'], []],
    [['--no-subtypes'], ['Event:'], ['Cat:']],
    [['--refs-in-data', 'literal'], ['Cat:', "$ref: '#/components/schemas/Event'"], ['Event:']],
    [['--refs-in-data', 'keep'], ['Cat:', 'Event:'], []],
    [['--root-extensions', 'true'], ['x-owner:', 'x-audience:'], []],
    [['--root-extensions', 'false'], [], ['x-owner:', 'x-audience:']],
    [['--root-extensions', 'x-owner'], ['x-owner:'], ['x-audience:']],
    [['--root-extensions', 'x-owner,x-audience'], ['x-owner:', 'x-audience:'], []],
    [['--root-extensions', 'x-owner, x-audience '], ['x-owner:', 'x-audience:'], []],
  ])('%j decides what comes along', async ([flags, kept, gone]) => {
    const folder = folderWith(['streams.yaml'])
    const run = await sliceOas(['streams.yaml', '--path', '/pets', '--method', 'GET', ...flags], { cwd: folder })
    const slice = tree(join(folder, 'slices'))['pets_GET.yaml']!

    expect(run).toMatchObject({ code: 0 })
    for (const text of kept) expect(slice).toContain(text)
    for (const text of gone) expect(slice).not.toContain(text)
  })

  it('--allow opens a folder', async () => {
    const folder = folderWith(['outside.yaml', 'Item.yaml'])
    for (const name of ['api', 'shared', 'work']) mkdirSync(join(folder, name))
    renameSync(join(folder, 'outside.yaml'), join(folder, 'api/openapi.yaml'))
    renameSync(join(folder, 'Item.yaml'), join(folder, 'shared/Item.yaml'))
    const cwd = join(folder, 'work')
    const closed = await sliceOas(['../api/openapi.yaml'], { cwd })
    const open = await sliceOas(['../api/openapi.yaml', '--allow', '../shared'], { cwd })

    expect(closed).toMatchObject({ code: 1, stdout: expect.stringContaining('allow its folder or origin with --allow') })
    expect(open).toMatchObject({ code: 0 })
  })

  it('--ruleset adds rules', async () => {
    const folder = folderWith(['tiny.yaml', 'strict-ruleset.yaml'])

    expect(await sliceOas(['tiny.yaml', '--ruleset', 'strict-ruleset.yaml'], { cwd: folder })).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('see its rule “operation-summary”'),
    })
    expect(readFileSync(join(folder, 'slices/problems.json'), 'utf8')).toContain('redocly/info-license')
  })

  it('--ruleset extends nothing of the network, and says so', async () => {
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(request.url!)
      response.end('rules: {}\n')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/rules.yaml`
    const folder = folderWith(['tiny.yaml'], { 'redocly.yaml': `extends: ['${address}']\n` })
    const run = await sliceOas(['tiny.yaml', '--ruleset', 'redocly.yaml'], { cwd: folder })
    server.close()

    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining(`it extends ${address}, and the network is not read`) })
    expect(asked).toEqual([])
  })

  it.for([
    [
      'extends: [recommended]\nrules: {operation-sumary: error}\n',
      'has a rule that does not exist: “operation-sumary” (did you mean “operation-summary”?).',
    ],
    ['oas3_0Rules: {of-nobody: {severity: warn}}\n', 'has a rule that does not exist: “of-nobody”.'],
    ['rules: {operation-summary: warning}\n', 'has a severity that does not exist: "warning" for “operation-summary”.'],
    ['rules: {operation-summary: {severity: fatal}}\n', 'has a severity that does not exist: "fatal" for “operation-summary”.'],
    ['rules: {operation-summary: 2}\n', 'has a severity that does not exist: 2 for “operation-summary”.'],
    [
      'rules: {rule/a: {severity: info, subject: {type: Tag}, assertions: {defined: true}}}\n',
      'has a severity that does not exist: "info" for “rule/a”.',
    ],
  ] as const)('--ruleset has no rule or severity that does not exist: %j', async ([rules, reason]) => {
    const folder = folderWith(['tiny.yaml'], { 'redocly.yaml': rules })
    const run = await sliceOas(['tiny.yaml', '--ruleset', 'redocly.yaml'], { cwd: folder })
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining(reason) })
  })

  it('--ruleset may turn off what does not exist, and have rules for other documents', async () => {
    const plugin = `export default () => ({ id: 'own', rules: { async2: { other: () => ({}) } } })`
    const folder = folderWith(['tiny.yaml'], {
      'plugin.mjs': plugin,
      'redocly.yaml': `plugins: [./plugin.mjs]
rules: {nobody: off, nothing: {severity: off}, channels-kebab-case: error, no-unused-types: error, own/other: error}
oas3_1Rules: {not-in-this-version: error}
`,
    })
    expect(await sliceOas(['tiny.yaml', '--ruleset', 'redocly.yaml'], { cwd: folder })).toMatchObject({ code: 0 })
  })

  it.for([
    ['./gone.yaml', 'it extends ./gone.yaml, which cannot be read'],
    ['./broken.yaml', 'it extends ./broken.yaml, which is not valid YAML (line 2, column 1).'],
  ] as const)('--ruleset extends %s only if it is there and right', async ([file, reason]) => {
    const folder = folderWith(['tiny.yaml'], { 'redocly.yaml': `extends: [recommended, ${file}]\n`, 'broken.yaml': 'rules: [\n' })
    const run = await sliceOas(['tiny.yaml', '--ruleset', 'redocly.yaml'], { cwd: folder })
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining(reason) })
  })

  it.for([
    ['redocly.yaml', 'extends: recommended\n', 'its “extends” is a text instead of a list'],
    ['redocly.yaml', 'extends: [1]\n', 'its “extends” has something that is a number instead of a text'],
    ['redocly.yaml', 'extends: [./redocly.yaml]\n', 'it extends itself, or what it extends does'],
    ['other', undefined, 'it is a folder'],
  ] as const)('--ruleset %s has to be what Redocly reads: %s', async ([name, text, reason]) => {
    const folder = folderWith(['tiny.yaml'], text === undefined ? { [`${name}/redocly.yaml`]: '' } : { [name]: text })
    const run = await sliceOas(['tiny.yaml', '--ruleset', name], { cwd: folder })
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining(`The ruleset ${name} cannot be read: ${reason}.`) })
  })

  it.for([
    [
      'rules:\n  a: b\n   c: d\n',
      /The ruleset own\.yaml is not valid YAML: bad indent.* \(line 3, column 5\)\.\n {2}Where: own\.yaml:3:5\n/,
    ],
    ['rules: {}\n---\nrules: {}\n', /The ruleset own\.yaml is not valid YAML: expected a single document.*\.\n {2}What to do: Correct it/],
  ] as const)('--ruleset has to be YAML: %j', async ([text, message]) => {
    const run = await sliceOas(['tiny.yaml', '--ruleset', 'own.yaml'], { cwd: folderWith(['tiny.yaml'], { 'own.yaml': text }) })
    expect(run).toMatchObject({ code: 2, stderr: expect.stringMatching(message) })
  })

  it.for(['', '# soon\n', 'rule: {operation-summary: error}\n', 'operation-summary: error\n', '- rules\n', 'rules\n', 'theme: {}\n'])(
    '--ruleset has to have what may be rules: %j',
    async (text) => {
      const run = await sliceOas(['tiny.yaml', '--ruleset', 'own.yaml'], { cwd: folderWith(['tiny.yaml'], { 'own.yaml': text }) })
      expect(run).toMatchObject({ code: 2, stderr: expect.stringMatching(/The ruleset own\.yaml has no rules\.\n.*“rules” stands in it/) })
    },
  )

  it('--ruleset is no description', async () => {
    const run = await sliceOas(['tiny.yaml', '--ruleset', 'tiny.yaml'], { cwd: folderWith(['tiny.yaml']) })
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('The ruleset tiny.yaml has no rules.') })
  })

  it('--ruleset is not blamed for what is to be ignored', async () => {
    const folder = folderWith(['tiny.yaml'], { 'redocly.yaml': 'rules: {}\n', '.redocly.lint-ignore.yaml': 'a: [\n' })
    const run = await sliceOas(['tiny.yaml', '--ruleset', 'redocly.yaml'], { cwd: folder })
    expect(run.stderr).toContain('beside it is .redocly.lint-ignore.yaml, which is not valid YAML (line 2, column 1).')
  })

  it('--ruleset may extend, assert, and bring plugins, from files and from packages', async () => {
    const plugin = (id: string): string => `export default () => ({
      id: '${id}',
      rules: { oas3: { found: () => ({ Operation: (operation, { report }) => report({ message: '${id} was here' }) }) } },
    })`
    const folder = folderWith([], {
      'redocly.yaml': `extends: [recommended-strict]
plugins: [./plugin.mjs, packed]
rules:
  own/found: error
  packed/found: error
  no-invalid-media-type-examples: error
  rule/operation-has-tags:
    subject: { type: Operation, property: tags }
    assertions: { defined: true }
    message: Every operation has a tag
`,
      'plugin.mjs': plugin('own'),
      'node_modules/packed/package.json': '{ "name": "packed", "type": "module", "main": "index.js" }',
      'node_modules/packed/index.js': plugin('packed'),
      'wrong.yaml': `openapi: 3.0.3
info: { title: Wrong, version: '1' }
paths:
  /ping:
    get:
      responses:
        '200':
          description: Pong
          content: { application/json: { schema: { type: integer }, example: text } }
`,
    })

    const { stdout } = await sliceOas(['wrong.yaml', '--ruleset', 'redocly.yaml', '-o', 'out'], { cwd: folder })

    expect(stdout).toContain('0 extracted, 1 failed')
    const codes = JSON.parse(readFileSync(join(folder, 'out/problems.json'), 'utf8')) as { problems: { code: string }[] }
    expect(codes.problems.map(({ code }) => code)).toEqual(
      expect.arrayContaining([
        'redocly/own/found',
        'redocly/packed/found',
        'redocly/no-invalid-media-type-examples',
        'redocly/operation-4xx-response',
        'redocly/rule/operation-has-tags',
      ]),
    )
  })

  it('--max-output stops a run before it writes', async () => {
    const folder = folderWith(['shop.yaml'])
    const run = await sliceOas(['shop.yaml', '--max-output', '1 KB'], { cwd: folder })

    expect(run).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('(--max-output). With --yes instead of --max-output it is written all the same.'),
    })
    expect(Object.keys(tree(folder))).toEqual(['shop.yaml'])
  })

  it('--max-output stops a merge, and --yes is what helps', async () => {
    const folder = folderWith(['shop.yaml'])
    for (const part of ['1', '2']) await sliceOas(['shop.yaml', '--shard', `${part}/2`, '-o', part], { cwd: folder })
    const run = await sliceOas(['merge', '1', '2', '-o', 'all', '--max-output', '10'], { cwd: folder })

    expect(run.code).toBe(6)
    expect(run.stderr).toMatch(/do: Raise the limit \(--max-output\)\. With --yes instead of --max-output it is written all the same\.\n$/)
    expect(await sliceOas(['merge', '1', '2', '-o', 'all', '--yes'], { cwd: folder })).toMatchObject({ code: 0 })
  })

  it('--yes lifts the limit of a configuration', async () => {
    const folder = folderWith(['shop.yaml'], { 'unplugin.config.js': 'export default { specs: "shop.yaml", maxOutput: 100 }' })
    expect(await sliceOas([], { cwd: folder })).toMatchObject({ code: 6, stderr: expect.stringContaining(' With --yes it is written') })
    expect(await sliceOas(['--yes'], { cwd: folder })).toMatchObject({ code: 0 })
  })

  it('--minify writes JSON without spaces', async () => {
    const folder = folderWith(['shop.yaml'])
    await sliceOas(['shop.yaml', '-o', 'out', '--format', 'json', '--minify'], { cwd: folder })
    for (const name of slicesIn(join(folder, 'out'))) expect(readFileSync(join(folder, 'out', name), 'utf8').split('\n')).toHaveLength(2)
  })

  it.each([[[]], [['--quiet']]])('--timing says where the time went %s', async (flags) => {
    const folder = folderWith(['shop.yaml'])
    const { stderr } = await sliceOas(['shop.yaml', '--timing', ...flags], { cwd: folder })
    expect(stderr).toMatch(/^Where the time went:\n {2}start +\d+ ms +\d+%\n {2}load +\d+ ms +\d+%\n/m)
    expect(stderr).toMatch(/\n {2}total +\d+ ms +100%\n {2}Peak of memory: \d+\.\d MB\n$/)
  })

  it('--concurrency changes no byte', async () => {
    const folder = folderWith(['shop.yaml'])
    const env = { SOURCE_DATE_EPOCH: '1700000000' }
    for (const number of ['1', '16']) await sliceOas(['shop.yaml', '-o', `with-${number}`, '--concurrency', number], { cwd: folder, env })

    expect(slicesIn(join(folder, 'with-1'))).toEqual(SHOP)
    expect(tree(join(folder, 'with-16'))).toEqual(tree(join(folder, 'with-1')))
  })
})

describe('what is said', () => {
  it('--quiet says nothing when all is well', async () => {
    expect(await shop('--quiet')).toMatchObject({ stdout: '', stderr: '' })
  })

  it('--quiet tells failures', async () => {
    const folder = folderWith(['defective.yaml'])

    expect(await sliceOas(['defective.yaml', '--quiet'], { cwd: folder })).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('GET /broken'),
    })
  })

  it('--debug adds phases to failures, and causes to refusals', async () => {
    const folder = folderWith(['defective.yaml'])
    const failed = await sliceOas(['defective.yaml', '--debug'], { cwd: folder })
    const refused = await sliceOas(['missing.yaml', '--debug'], { cwd: folder })

    expect(failed.stdout).toContain('phase 4, reference resolution')
    expect(refused.stderr).toMatch(/\n\s+at .*\[cause\]: Error: ENOENT/s)
  })

  it('paints as NO_COLOR and FORCE_COLOR say', async () => {
    const folder = folderWith(['tiny.yaml'])
    const said = async (env: Record<string, string>) => (await sliceOas(['tiny.yaml'], { cwd: folder, env })).stdout

    expect(await said({})).not.toContain('\x1b')
    expect(await said({ CI: 'true' })).not.toContain('\x1b')
    expect(await said({ FORCE_COLOR: '1' })).toContain('\x1b[32m')
    expect(await said({ FORCE_COLOR: '0' })).not.toContain('\x1b')
    expect(await said({ FORCE_COLOR: '1', NO_COLOR: '1' })).not.toContain('\x1b')
  })
})
