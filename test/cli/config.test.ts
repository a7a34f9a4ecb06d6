import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
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

  it('with flags named where flags were given', async () => {
    const folder = folderWith(['tiny.yaml'], config({ specs: ['tiny.yaml'] }))

    expect(await sliceOas(['--concurrency', '99'], { cwd: folder })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^✗ --concurrency is 99.*\n {2}What/),
    })
  })
})
