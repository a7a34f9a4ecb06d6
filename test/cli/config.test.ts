import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { build, folderWith, sliceOas, slicesIn, tree } from './slice-oas.ts'

beforeAll(build, 120_000)

const config = (options: unknown): Record<string, string> => ({
  'unplugin.config.ts': `export default ${JSON.stringify(options)} satisfies object\n`,
})

describe('unplugin.config.ts', () => {
  it('declares what is sliced without flags', async () => {
    const folder = folderWith(['shop.yaml'], config({ specs: 'shop.yaml', outDir: 'declared', methods: 'POST' }))

    expect(await sliceOas([], { cwd: folder })).toMatchObject({ code: 0 })
    expect(slicesIn(join(folder, 'declared'))).toEqual(['orders_POST.yaml'])
  })

  it('may have another name', async () => {
    const folder = folderWith(['tiny.yaml'], { 'other.config.json': '{"specs": ["tiny.yaml"]}' })

    expect(await sliceOas(['--config', 'other.config.json'], { cwd: folder })).toMatchObject({ code: 0 })
    expect(slicesIn(join(folder, 'slices'))).toEqual(['ping_GET.yaml'])
  })

  it('is not needed beside an input', async () => {
    const folder = folderWith(['tiny.yaml'], config({ format: 'json' }))

    expect(await sliceOas(['tiny.yaml'], { cwd: folder })).toMatchObject({ code: 0 })
    expect(slicesIn(join(folder, 'slices'))).toEqual(['ping_GET.json'])
  })

  it('calls its functions', async () => {
    const folder = folderWith(['shop.yaml'], {
      'unplugin.config.mjs':
        "export default { specs: ['shop.yaml'], groupBy: ({ method }) => method.toLowerCase(), onProgress: ({ done }) => console.log('done', done) }\n",
    })
    const run = await sliceOas([], { cwd: folder })

    expect(run.stdout).toContain('done 7\n')
    expect(slicesIn(join(folder, 'slices'))).toEqual(['delete.yaml', 'get.yaml', 'post.yaml'])
  })

  it('can keep failed endpoints from failing the command', async () => {
    const folder = folderWith(['defective.yaml'], config({ specs: ['defective.yaml'], failOn: 'never' }))

    expect(await sliceOas([], { cwd: folder })).toMatchObject({ code: 0, stdout: expect.stringContaining('1 failed') })
  })

  it.for(['export default new Promise(() => {})', 'await new Promise(() => {})\nexport default {}'])(
    'that never comes to an end is told of: %s',
    async (text) => {
      const run = await sliceOas([], { cwd: folderWith(['shop.yaml'], { 'unplugin.config.mjs': text }) })

      expect(run).toMatchObject({ code: 2, stdout: '' })
      expect(run.stderr).toMatch(/^✗ unplugin\.config\.mjs cannot be loaded: what it waits for never comes\.\n {2}What to do: .+\n$/)
    },
  )

  it('is read for many folders at once without a warning of Node', async () => {
    const warnings: string[] = []
    const take = ({ name }: Error): void => void warnings.push(name)
    process.on('warning', take)
    onTestFinished(() => void process.off('warning', take))
    const folders = Array.from({ length: 12 }, () => folderWith([], { 'unplugin.config.json': '{ "specs": "shop.yaml" }' }))
    const before = process.listenerCount('beforeExit')

    expect(await Promise.all(folders.map((folder) => loadConfig(folder)))).toHaveLength(12)
    expect(warnings).not.toContain('MaxListenersExceededWarning')
    expect(process.listenerCount('beforeExit')).toBe(before)
  })
})

describe('flags', () => {
  it('win over the defaults and over what one description declares', async () => {
    const folder = folderWith(
      ['shop.yaml'],
      config({ specs: [{ input: 'shop.yaml', format: 'json', outDir: 'a' }], methods: 'POST', csv: false }),
    )
    await sliceOas(['--format', 'yaml', '--output-dir', 'b', '--method', 'DELETE', '--csv'], { cwd: folder })

    expect(slicesIn(join(folder, 'b'))).toEqual(['users-id_DELETE.yaml'])
    expect(tree(folder)).toHaveProperty('b/index.csv')
  })

  it('turn switches off', async () => {
    const folder = folderWith(['tiny.yaml'], config({ specs: ['tiny.yaml'], dryRun: true }))
    await sliceOas(['--no-dry-run'], { cwd: folder })

    expect(slicesIn(join(folder, 'slices'))).toEqual(['ping_GET.yaml'])
  })

  it('pick one of several descriptions, with what is declared for it and its folder', async () => {
    const folder = folderWith(['shop.yaml', 'tiny.yaml'], config({ specs: ['tiny.yaml', { input: './shop.yaml', methods: 'POST' }] }))
    await sliceOas(['--input', 'shop.yaml'], { cwd: folder })
    await sliceOas(['--input', 'shop.yaml', '--output-dir', 'out'], { cwd: folder })

    expect(slicesIn(join(folder, 'slices/shop'))).toEqual(['orders_POST.yaml'])
    expect(slicesIn(join(folder, 'out'))).toEqual(['orders_POST.yaml'])
    expect(tree(folder)).not.toHaveProperty('slices/tiny/index.csv')
  })

  it('name one endpoint whatever is declared', async () => {
    const folder = folderWith(
      ['shop.yaml'],
      config({ specs: 'shop.yaml', tags: 'orders', exclude: '/users/**', deprecated: false, allowEmpty: true }),
    )
    await sliceOas(['--path', '/users/{id}', '--method', 'DELETE'], { cwd: folder })

    expect(slicesIn(join(folder, 'slices'))).toEqual(['users-id_DELETE.yaml'])
    expect(await sliceOas(['--path', '/nobody', '--method', 'GET'], { cwd: folder })).toMatchObject({ code: 5 })
  })

  it('name one endpoint of one description only', async () => {
    const folder = folderWith([], config({ specs: ['a.yaml', 'b.yaml'] }))

    expect(await sliceOas(['--path', '/a', '--method', 'GET'], { cwd: folder })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/there are 2 to slice\.\n.*--input/),
    })
  })
})

describe('several descriptions', () => {
  it('are sliced one after the other, each into a folder', async () => {
    const folder = folderWith(['shop.yaml', 'tiny.yaml'], config({ specs: ['shop.yaml', 'tiny.yaml'] }))
    const run = await sliceOas([], { cwd: folder })

    expect(run).toMatchObject({ code: 0, stdout: expect.stringMatching(/^shop:\n✓ 7 extracted[^]*\ntiny:\n✓ 1 extracted/) })
    expect(slicesIn(join(folder, 'slices')).filter((name) => name.endsWith('GET.yaml'))).toContain('tiny/ping_GET.yaml')
  })

  it('do not stop each other; the first exit code that is not 0 counts', async () => {
    const folder = folderWith(['defective.yaml', 'tiny.yaml'], config({ specs: ['missing.yaml', 'defective.yaml', 'tiny.yaml'] }))
    const run = await sliceOas([], { cwd: folder })

    expect(run).toMatchObject({ code: 3, stderr: expect.stringContaining('✗ missing: There is no file missing.yaml.') })
    expect(slicesIn(join(folder, 'slices/tiny'))).toEqual(['ping_GET.yaml'])
  })
})

describe('a configuration is refused', () => {
  it.for<[what: string, text: string, message: RegExp]>([
    [
      'an option of the wrong kind',
      'export default { specs: ["tiny.yaml"], concurrency: 99 }',
      /The option “concurrency” is 99; .*\n {2}Where: unplugin\.config\.ts\n/,
    ],
    [
      'an unknown option',
      'export default { specs: ["tiny.yaml"], fliter: "/a" }',
      /no option "fliter"\.\n {2}Where: unplugin\.config\.ts\n.*“filter”/,
    ],
    ['an option of one description', 'export default { specs: [{ input: "tiny.yaml", format: "xml" }] }', /“format” is "xml"/],
    ['no descriptions', 'export default { format: "json" }', /“specs” is missing/],
    ['an empty list', 'export default { specs: [] }', /“specs” is empty/],
    ['a list of something else', 'export default { specs: [42] }', /“specs” must be/],
    ['a syntax error', 'export default { specs: [', /cannot be loaded/],
    ['an exception', 'throw new Error("no luck")', /cannot be loaded: no luck/],
    ['an exception that is none', 'throw undefined', /cannot be loaded: undefined/],
    ['no default export', 'export const a = 1', /./],
  ])('%s', async ([, text, message]) => {
    const folder = folderWith(['tiny.yaml'], { 'unplugin.config.ts': text })
    const run = await sliceOas([], { cwd: folder })

    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr).toMatch(/^✗ .+\n(?: {2}Where: .+\n)? {2}What to do: .+\n$/)
    expect(run.stderr).toMatch(message)
    expect(tree(folder)).not.toHaveProperty('slices/index.csv')
  })

  it('by an exception of one of its functions, without its stack', async () => {
    const folder = folderWith(['tiny.yaml'], {
      'unplugin.config.mjs': "export default { specs: ['tiny.yaml'], groupBy: () => { throw new Error('no luck') } }\n",
    })
    const plain = await sliceOas([], { cwd: folder })
    const debug = await sliceOas(['--debug'], { cwd: folder })

    expect(plain).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^✗ The function “groupBy” failed for GET \/ping: no luck\.\n {2}What to do: .*“groupBy”.*\n$/),
    })
    expect(debug.stderr).toMatch(/\n\s+at groupBy /)
  })

  it.for<[what: string, file: string, text: string, message: string, remedy: string]>([
    ['a name that is nearly right', 'yaml', 'spec: tiny.yaml', 'the option “specs” is missing.', 'Did you mean “specs” by “spec”?'],
    ['a list', 'json', '[]', 'the option “specs” is missing.', "Add it, for example specs: ['./openapi.yaml']."],
    ['other names', 'ts', 'export const x = 1', 'the option “specs” is missing.', "Add it, for example specs: ['./openapi.yaml']."],
    ['nothing in YAML', 'yaml', '', 'unplugin.config.yaml has no options.', 'for example specs: [./openapi.yaml].'],
    ['only comments', 'yml', '# soon', 'unplugin.config.yml has no options.', 'for example specs: [./openapi.yaml].'],
    ['nothing in JSON', 'json', '', 'unplugin.config.json has no options.', 'for example { "specs": ["./openapi.yaml"] }.'],
    ['text in JSON', 'json', '"tiny.yaml"', 'unplugin.config.json has no options.', 'for example { "specs": ["./openapi.yaml"] }.'],
    [
      'our package, which is not installed',
      'ts',
      "import { defineConfig } from 'unplugin-openapi-slice'\nexport default defineConfig({ specs: 'tiny.yaml' })",
      'cannot be loaded: it needs the package unplugin-openapi-slice, which is not installed here.',
      'Install it (npm install -D unplugin-openapi-slice), or write the options into unplugin.config.yaml, which needs no package.',
    ],
    [
      'another package, which is not installed',
      'mjs',
      "import '@some/other.thing'\nexport default { specs: 'tiny.yaml' }",
      'cannot be loaded: it needs the package @some/other.thing, which is not installed here.',
      'Install it (npm install -D @some/other.thing).',
    ],
    [
      'a file that is not there',
      'mjs',
      "import './other.mjs'\nexport default { specs: 'tiny.yaml' }",
      "cannot be loaded: Cannot find module './other.mjs'",
      'Correct the file',
    ],
    [
      'no object in a program',
      'mjs',
      'export default 42',
      'unplugin.config.mjs exports no options.',
      'end with “export default defineConfig(',
    ],
    [
      'an option of all descriptions in the entry of one',
      'json',
      '{"specs": [{"input": "tiny.yaml", "failOn": "never"}]}',
      'The option “failOn” stands in an entry of “specs”, and holds for all descriptions together.',
      'Move “failOn” out of the entry, beside “specs”.',
    ],
    [
      'a list in the list',
      'json',
      '{"specs": [["tiny.yaml"]]}',
      'The option “specs” must be a path, or a list',
      'Write, for example, specs:',
    ],
  ])('%s, with advice for it', async ([, extension, text, message, remedy]) => {
    const run = await sliceOas([], { cwd: folderWith(['tiny.yaml'], { [`unplugin.config.${extension}`]: text }) })

    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr.split('\n')[0]).toContain(message)
    expect(run.stderr).toMatch(/\n {2}What to do: .+\n$/)
    expect(run.stderr.split('What to do: ')[1]).toContain(remedy)
  })

  it.for<[what: string, file: string, text: string, reason: string, place: string]>([
    [
      'JSON',
      'unplugin.config.json',
      '{\n  "specs": "tiny.yaml",\n}',
      'is not valid JSON: Expected a name in double quotes but found "}" (line 3, column 1).',
      'unplugin.config.json:3:1',
    ],
    ['YAML', 'unplugin.config.yaml', 'specs: [tiny.yaml\nformat: json', 'is not valid YAML: ', 'unplugin.config.yaml:2:1'],
    [
      'YAML with a key twice',
      'unplugin.config.yml',
      'specs: tiny.yaml\nspecs: shop.yaml',
      'is not valid YAML: The key "specs" is used twice in the same map, first in line 1 (line 2, column 1).',
      'unplugin.config.yml:2:1',
    ],
    [
      'TypeScript',
      'unplugin.config.ts',
      'const a: number = 1\nexport default { specs: [a 2] }',
      'cannot be loaded: Unexpected token, expected "," (line 2, column 28).',
      'unplugin.config.ts:2:28',
    ],
    [
      'JavaScript',
      'unplugin.config.mjs',
      "export default {\n  specs: ['tiny.yaml]\n}",
      'cannot be loaded: Unterminated string constant (line 2, column 11).',
      'unplugin.config.mjs:2:11',
    ],
    [
      'what it imports',
      'unplugin.config.ts',
      "import './broken.ts'\nexport default { specs: 'tiny.yaml' }",
      'cannot be loaded: Unexpected token, expected "," (broken.ts, line 1, column 14).',
      'broken.ts:1:14',
    ],
  ])('a mistake in %s, with its line and column', async ([, file, text, reason, place]) => {
    const run = await sliceOas([], { cwd: folderWith(['tiny.yaml'], { [file]: text, 'broken.ts': 'const b = [1 2]' }) })
    const [message, where, remedy, ...rest] = run.stderr.split('\n')

    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(message).toContain(`✗ ${file} ${reason}`)
    expect(where).toBe(`  Where: ${place}`)
    expect(remedy).not.toContain('defineConfig')
    expect(rest).toEqual([''])
  })

  it('in JSON with the mark that some editors write in front', async () => {
    const cwd = folderWith(['tiny.yaml'], { 'unplugin.config.json': '\ufeff{ "specs": ["tiny.yaml"] }' })
    expect(await sliceOas(['check'], { cwd })).toMatchObject({ code: 0 })
  })

  it('that is a folder, in plain words', async () => {
    const run = await sliceOas([], { cwd: folderWith(['tiny.yaml'], { 'unplugin.config.json/file': '' }) })
    expect(run).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('unplugin.config.json is a folder, not a file.'),
    })
  })

  it.for<[option: string, text: string]>([
    ['onForecast', "() => { throw new Error('no luck.') }"],
    ['onProgress', "() => { throw new Error('no luck.') }"],
    ['onProgress', "async () => { throw new Error('no luck.') }"],
  ])('by an exception of %s: %s', async ([option, text]) => {
    const cwd = folderWith(['tiny.yaml'], { 'unplugin.config.mjs': `export default { specs: ['tiny.yaml'], ${option}: ${text} }\n` })
    const refusal = `✗ The function “${option}” failed: no luck.\n  What to do: Correct the function of the option “${option}”, or leave it out.\n`

    for (const command of [[], ['check'], ['report']]) {
      const run = await sliceOas(command, { cwd })
      expect(run.code).toBe(2)
      expect(run.stderr.slice(run.stderr.indexOf('✗'))).toBe(refusal)
    }
  })

  it('with flags named where flags were given', async () => {
    const folder = folderWith(['tiny.yaml'], config({ specs: ['tiny.yaml'] }))

    expect(await sliceOas(['--concurrency', '99'], { cwd: folder })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^✗ --concurrency is 99.*\n {2}What/),
    })
  })
})
