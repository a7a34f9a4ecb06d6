import { beforeAll, describe, expect, it } from 'vitest'
import type { SpecInfo } from '../../src/index.ts'
import { build, folderWith, sliceOas, tree } from './slice-oas.ts'

beforeAll(build, 120_000)

/** What info says of a fixture; nothing is written. */
async function info(fixture: string, ...flags: string[]): Promise<string> {
  const cwd = folderWith([fixture])
  const before = tree(cwd)
  const run = await sliceOas(['info', fixture, ...flags], { cwd })
  expect(run).toMatchObject({ code: 0, stderr: '' })
  expect(tree(cwd)).toEqual(before)
  return run.stdout
}

const infoAsJson = async (fixture: string, ...flags: string[]): Promise<SpecInfo> =>
  JSON.parse(await info(fixture, '--json', ...flags)) as SpecInfo

describe('slice-oas info', () => {
  it('says what a description is and what becomes of it in each version', async () => {
    expect(await info('streams.yaml')).toBe(
      `streams: version 3.2.0
  Size: 1.1 kB in 1 file
  Endpoints: 3
  Components: 3 schemas
3.0.x: 1 of 3 endpoints without loss
  1 with losses:
    conversion/item-schema  1 place, 1 endpoint: What the items of a stream are cannot be said before OpenAPI 3.2.
  1 cannot be said there:
    QUERY /events — The method QUERY cannot be described before OpenAPI 3.2. (streams.yaml:15:5)
3.1.x: 1 of 3 endpoints without loss
  1 with losses:
    conversion/item-schema  1 place, 1 endpoint: What the items of a stream are cannot be said before OpenAPI 3.2.
  1 cannot be said there:
    QUERY /events — The method QUERY cannot be described before OpenAPI 3.2. (streams.yaml:15:5)
3.2.x: the version it has
`,
    )
  })

  it('says everything as JSON', async () => {
    const found = await infoAsJson('streams.yaml')

    expect(found).toMatchObject({ name: 'streams', version: '3.2.0', files: 1, endpoints: 3, allEndpoints: 3, components: { schemas: 3 } })
    expect(found.targets.map(({ version, isOwn }) => [version, isOwn])).toEqual([
      ['3.0.x', false],
      ['3.1.x', false],
      ['3.2.x', true],
    ])
    expect(found.targets[1]).toMatchObject({
      lossless: 1,
      lossy: 1,
      losses: [{ code: 'conversion/item-schema', places: 1, endpoints: 1 }],
      impossible: [
        {
          path: '/events',
          method: 'QUERY',
          problems: [
            {
              code: 'conversion/query',
              severity: 'error',
              phase: 7,
              place: { file: 'streams.yaml', line: 15, pointer: '#/paths/~1events/query' },
            },
          ],
        },
      ],
    })
    expect(found.targets[2]).toMatchObject({ lossless: 3, lossy: 0, losses: [], impossible: [] })
  })

  it.for<[flags: string[], endpoints: number, lossless: number, impossible: number]>([
    [['--filter', '/events'], 2, 0, 1],
    [['--tag', 'pets'], 1, 1, 0],
    [['--method', 'GET'], 2, 1, 0],
    [['--exclude', '/events'], 1, 1, 0],
    [['--path', '/events', '--method', 'query'], 1, 0, 1],
  ])('%j says it of these endpoints', async ([flags, endpoints, lossless, impossible]) => {
    const found = await infoAsJson('streams.yaml', ...flags)

    expect(found).toMatchObject({ endpoints, allEndpoints: 3 })
    expect(found.targets[0]).toMatchObject({ lossless })
    expect(found.targets[0]!.impossible).toHaveLength(impossible)
    expect(await info('streams.yaml', ...flags)).toContain(`  Endpoints: ${endpoints} selected of 3\n`)
  })

  it('says the same as a run', async () => {
    const cwd = folderWith(['streams.yaml'])
    const run = await sliceOas(['streams.yaml', '--output-version', '3.1.x', '--strict'], { cwd })

    expect(run.stdout).toContain('1 extracted, 2 failed')
  })

  it('lists 20 of many that cannot be said, and all as JSON', async () => {
    const paths = Array.from({ length: 25 }, (_, index) => `  /p${index}: {query: {responses: {"200": {description: A}}}}\n`)
    const cwd = folderWith([], { 'api.yaml': `openapi: 3.2.0\ninfo: {title: A, version: "1"}\npaths:\n${paths.join('')}` })
    const { stdout } = await sliceOas(['info', 'api.yaml'], { cwd })
    const json = await sliceOas(['info', 'api.yaml', '--json'], { cwd })

    expect(stdout.match(/^ {4}QUERY /gm)).toHaveLength(40)
    expect(stdout).toContain('    … and 5 more, see --json\n')
    expect((JSON.parse(json.stdout) as SpecInfo).targets[0]!.impossible).toHaveLength(25)
  })

  it('counts all files', async () => {
    const files = {
      'api.yaml': 'openapi: 3.1.0\ninfo: {title: A, version: "1"}\npaths:\n  /a: {get: {responses: {"200": {$ref: "ok.yaml"}}}}\n',
      'ok.yaml': 'description: A\n',
    }
    const { stdout } = await sliceOas(['info', 'api.yaml', '--json'], { cwd: folderWith([], files) })
    const found = JSON.parse(stdout) as SpecInfo

    expect(found).toMatchObject({ files: 2, size: files['api.yaml'].length + files['ok.yaml'].length, components: { responses: 1 } })
  })

  it('looks at a description without endpoints', async () => {
    const cwd = folderWith([], { 'api.yaml': 'openapi: 3.1.0\ninfo: {title: A, version: "1"}\ncomponents: {}\n' })

    expect(await sliceOas(['info', 'api.yaml'], { cwd })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Endpoints: 0\n  Components: none'),
    })
  })

  it('tells which path items cannot be read, whatever the version', async () => {
    const cwd = folderWith([], {
      'api.yaml':
        'openapi: 3.0.3\ninfo: {title: A, version: "1"}\npaths:\n  /a: {get: {responses: {"200": {description: A}}}}\n  /b: {$ref: "b.yaml"}\n',
    })
    const { code, stdout } = await sliceOas(['info', 'api.yaml'], { cwd })

    expect(code).toBe(0)
    expect(stdout).toMatch(/ {2}Endpoints: 2\n {2}1 cannot be read:\n {4}\* \/b — .*b\.yaml.*\(api\.yaml:5:\d+\)\n/)
    expect(stdout).toContain('3.1.x: 1 of 1 endpoint without loss\n')
  })

  it('takes control characters out of what it shows, and escapes them in JSON', async () => {
    const path = '/a\u001b[31m\u202e\u0085b'
    const text = JSON.stringify({
      openapi: '3.2.0',
      info: { title: 'A', version: '1' },
      paths: { [path]: { query: { responses: { 200: { description: 'A' } } } } },
    })
    const cwd = folderWith([], { 'api.json': text })
    const { stdout } = await sliceOas(['info', 'api.json'], { cwd })
    const json = (await sliceOas(['info', 'api.json', '--json'], { cwd })).stdout

    expect(stdout).toContain('QUERY /ab — ')
    for (const shown of [stdout, json]) expect(shown).not.toMatch(/[\u001b\u202e\u0085]/)
    expect((JSON.parse(json) as SpecInfo).targets[0]!.impossible[0]!.path).toBe(path)
  })

  it('describes what a configuration declares', async () => {
    const cwd = folderWith(['shop.yaml', 'tiny.yaml'], { 'unplugin.config.json': '{"specs": ["shop.yaml", "tiny.yaml", "missing.yaml"]}' })
    const run = await sliceOas(['info'], { cwd })
    const json = await sliceOas(['info', '--json'], { cwd })

    expect(run).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/^shop: version 3\.1\.0\n[^]*\ntiny: version /),
      stderr: expect.stringContaining('✗ missing: There is no file missing.yaml.'),
    })
    expect((JSON.parse(json.stdout) as SpecInfo[]).map(({ name }) => name)).toEqual(['shop', 'tiny'])
  })

  it('tells every description that is refused', async () => {
    const cwd = folderWith(['tiny.yaml'], { 'unplugin.config.json': '{"specs": ["missing.yaml", "tiny.yaml", "lost.yaml"]}' })

    expect(await sliceOas(['info'], { cwd })).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/^tiny: version /),
      stderr: expect.stringMatching(/✗ missing: .*\n.*\n✗ lost: /),
    })
  })

  it('describes a file named info', async () => {
    const cwd = folderWith([], {
      info: 'openapi: 3.1.0\ninfo: {title: A, version: "1"}\npaths: {/a: {get: {responses: {"200": {description: A}}}}}\n',
    })

    expect(await sliceOas(['info', 'info'], { cwd })).toMatchObject({ code: 0, stdout: expect.stringMatching(/^info: version 3\.1\.0\n/) })
    expect(await sliceOas(['--input', 'info'], { cwd })).toMatchObject({ code: 0, stdout: expect.stringContaining('1 extracted') })
  })
})

describe('slice-oas info refuses', () => {
  it.for<[args: string, code: number, message: RegExp]>([
    ['info', 2, /nothing to slice/],
    ['info missing.yaml', 3, /no file missing\.yaml/],
    ['info shop.yaml other.yaml', 2, /two input files/],
    [
      'info shop.yaml --output-dir out',
      2,
      /slice-oas info does not take --output-dir; that is for slice-oas, slice-oas report, slice-oas merge, slice-oas inputs and slice-oas outputs\.\n.*Leave out --output-dir/,
    ],
    ['info shop.yaml -o out', 2, /does not take -o;/],
    ['info shop.yaml --no-csv', 2, /does not take --no-csv;/],
    ['info shop.yaml --strict', 2, /does not take --strict;/],
    ['info shop.yaml --fliter /a', 2, /Did you mean --filter\?/],
    ['info shop.yaml --tag nobody', 5, /None of the 7 endpoints matches nobody/],
    ['info shop.yaml --path /users/{idd} --method GET', 5, /no endpoint GET \/users\/\{idd\}\.\n.*GET \/users\/\{id\}/],
    ['info shop.yaml --path /users', 2, /--method GET/],
  ])('%s', async ([args, code, message]) => {
    const cwd = folderWith(['shop.yaml'])
    const before = tree(cwd)
    const run = await sliceOas(args.split(' '), { cwd })

    expect(run).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(/^✗ .+\n(?: {2}Where: .+\n)? {2}What to do: .+\n$/) })
    expect(run.stderr).toMatch(message)
    expect(tree(cwd)).toEqual(before)
  })
})
