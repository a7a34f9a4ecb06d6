import { cpSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { build, folderWith, SHOP, sliceOas, slicesIn, tree } from './slice-oas.ts'

beforeAll(build, 120_000)

const env = { SOURCE_DATE_EPOCH: '1700000000' }

describe('a second run', () => {
  it('gives the same bytes elsewhere', async () => {
    const folder = folderWith(['shop.yaml'])
    for (const out of ['one', 'two']) await sliceOas(['shop.yaml', '-o', out], { cwd: folder, env })

    expect(Object.keys(tree(join(folder, 'one')))).toHaveLength(10)
    expect(tree(join(folder, 'two'))).toEqual(tree(join(folder, 'one')))
  })

  it('does not touch what has not changed', async () => {
    const folder = folderWith(['shop.yaml'])
    const timeOf = (name: string): number => statSync(join(folder, 'slices', name)).mtimeMs
    await sliceOas(['shop.yaml'], { cwd: folder, env })
    const before = timeOf('users_GET.yaml')
    await sliceOas(['shop.yaml'], { cwd: folder, env })

    expect(timeOf('users_GET.yaml')).toBe(before)
  })

  it('removes slices that no longer belong, and nothing else', async () => {
    const folder = folderWith(['shop.yaml'])
    await sliceOas(['shop.yaml'], { cwd: folder })
    writeFileSync(join(folder, 'slices/notes.txt'), 'mine')
    await sliceOas(['shop.yaml', '--filter', '/status'], { cwd: folder })

    expect(slicesIn(join(folder, 'slices'))).toEqual(['notes.txt', 'status_GET.yaml'])
  })

  it('leaves everything when it is refused', async () => {
    const folder = folderWith(['shop.yaml'])
    await sliceOas(['shop.yaml'], { cwd: folder })
    const before = tree(folder)
    await sliceOas(['shop.yaml', '--filter', '/nothing'], { cwd: folder })
    await sliceOas(['shop.yaml', '--filter', '/status', '--dry-run'], { cwd: folder })

    expect(tree(folder)).toEqual(before)
  })
})

describe('a file of somebody else', () => {
  const FOREIGN = { 'out/users_GET.yaml': 'mine\n' }

  it('is not overwritten', async () => {
    const folder = folderWith(['shop.yaml'], FOREIGN)
    const run = await sliceOas(['shop.yaml', '-o', 'out'], { cwd: folder })

    expect(run).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/6 extracted, 1 failed[^]*✗ GET \/users — out\/users_GET\.yaml exists[^]*--force/),
    })
    expect(tree(join(folder, 'out'))['users_GET.yaml']).toBe('mine\n')
  })

  it('stays foreign when the run is repeated', async () => {
    const folder = folderWith(['shop.yaml'], FOREIGN)
    for (const _ of [1, 2]) expect(await sliceOas(['shop.yaml', '-o', 'out'], { cwd: folder })).toMatchObject({ code: 1 })
    await sliceOas(['shop.yaml', '-o', 'out', '--filter', '/status'], { cwd: folder })

    expect(slicesIn(join(folder, 'out'))).toEqual(['status_GET.yaml', 'users_GET.yaml'])
    expect(tree(join(folder, 'out'))['users_GET.yaml']).toBe('mine\n')
  })

  it('is overwritten with --force', async () => {
    const folder = folderWith(['shop.yaml'], FOREIGN)

    expect(await sliceOas(['shop.yaml', '-o', 'out', '--force'], { cwd: folder })).toMatchObject({ code: 0 })
    expect(tree(join(folder, 'out'))['users_GET.yaml']).toContain('openapi: 3.1.0')
  })

  it.for(['index.csv', 'problems.json'])('refuses the run where it is %s', async (name) => {
    const folder = folderWith(['shop.yaml'], { [`out/${name}`]: 'mine\n' })
    const run = await sliceOas(['shop.yaml', '-o', 'out'], { cwd: folder })

    expect(run).toMatchObject({
      code: 6,
      stderr: expect.stringMatching(new RegExp(`✗ out/${name} exists and was not written by an earlier run\\.\\n.*--force`)),
    })
    expect(tree(join(folder, 'out'))[name]).toBe('mine\n')
  })

  it('may be a folder', async () => {
    const folder = folderWith(['shop.yaml'])
    mkdirSync(join(folder, 'out/users_GET.yaml'), { recursive: true })
    const run = await sliceOas(['shop.yaml', '-o', 'out', '--force'], { cwd: folder })

    expect(run).toMatchObject({ code: 1, stdout: expect.stringContaining('there is a folder of that name') })
    expect(slicesIn(join(folder, 'out'))).toHaveLength(6)
  })
})

describe('what a run reads', () => {
  /** Expects that a run is refused because of a file, and leaves everything as it was. */
  async function expectSpared(folder: string, file: string, args: readonly string[]): Promise<void> {
    const before = tree(folder)
    const run = await sliceOas(args, { cwd: folder })

    expect(run).toMatchObject({ code: 6, stdout: '', stderr: expect.stringContaining(`✗ ${file} is read by this run, which would `) })
    expect(run.stderr).toMatch(/\n {2}What to do: .*another output folder/)
    expect(tree(folder)).toEqual(before)
  }

  it('is not removed, though an earlier run has written it', async () => {
    const folder = folderWith(['shop.yaml'])
    await sliceOas(['shop.yaml'], { cwd: folder })

    await expectSpared(folder, 'slices/users-id_GET.yaml', ['slices/users-id_GET.yaml', '--format', 'json'])
    await expectSpared(folder, 'slices/users-id_GET.yaml', ['slices/users-id_GET.yaml'])
    expect(await sliceOas(['slices/users-id_GET.yaml', '-o', 'more'], { cwd: folder })).toMatchObject({ code: 0 })
    expect(await sliceOas(['report', 'slices/users-id_GET.yaml'], { cwd: folder })).toMatchObject({ code: 0 })
    expect(slicesIn(join(folder, 'slices'))).toEqual([...SHOP, 'report.html'].toSorted())
  })

  it('is not overwritten, whatever it is called, and with --force', async () => {
    const folder = folderWith(['shop.yaml'])
    mkdirSync(join(folder, 'out'))
    cpSync(join(folder, 'shop.yaml'), join(folder, 'out/status_GET.yaml'))
    symlinkSync('out', join(folder, 'link'))
    symlinkSync('out/status_GET.yaml', join(folder, 'api.yaml'))

    await expectSpared(folder, 'out/status_GET.yaml', ['out/status_GET.yaml', '-o', 'out', '--force'])
    await expectSpared(folder, 'link/status_GET.yaml', ['out/status_GET.yaml', '-o', 'link', '--force'])
    await expectSpared(folder, 'out/status_GET.yaml', ['api.yaml', '-o', 'out', '--force'])
  })

  it('only makes its own endpoint fail where it would not be overwritten anyway', async () => {
    const folder = folderWith(['shop.yaml'])
    mkdirSync(join(folder, 'out'))
    cpSync(join(folder, 'shop.yaml'), join(folder, 'out/status_GET.yaml'))
    const run = await sliceOas(['out/status_GET.yaml', '-o', 'out'], { cwd: folder })
    expect(run).toMatchObject({ code: 1, stdout: expect.stringContaining('out/status_GET.yaml') })
    expect(readFileSync(join(folder, 'out/status_GET.yaml'))).toEqual(readFileSync(join(folder, 'shop.yaml')))
  })

  it('may be a link that a slice would replace', async () => {
    const folder = folderWith(['shop.yaml'])
    mkdirSync(join(folder, 'out'))
    symlinkSync('../shop.yaml', join(folder, 'out/status_GET.yaml'))

    await expectSpared(folder, 'out/status_GET.yaml', ['out/status_GET.yaml', '-o', 'out', '--force'])
  })

  it('may be a file that the description refers to', async () => {
    const folder = folderWith([], {
      'api.yaml': `openapi: 3.1.0
info: {title: A, version: '1'}
paths:
  /a: {get: {responses: {'200': {$ref: out/a_GET.yaml}}}}
`,
      'out/a_GET.yaml': 'description: Mine\n',
    })

    await expectSpared(folder, 'out/a_GET.yaml', ['api.yaml', '-o', 'out', '--force'])
  })
})

describe('a dry run', () => {
  const looked = async (args: readonly string[], files: Record<string, string>, code: number, said: RegExp) => {
    const folder = folderWith(['shop.yaml'], files)
    const before = tree(folder)
    for (const dry of [['--dry-run'], []]) {
      const run = await sliceOas(['shop.yaml', '-o', 'out', ...args, ...dry], { cwd: folder })
      expect(run.code).toBe(code)
      expect(run.stdout + run.stderr).toMatch(said)
      if (dry.length > 0) expect(tree(folder)).toEqual(before)
    }
  }

  it.for<[what: string, args: string[], files: Record<string, string>, code: number, said: RegExp]>([
    ['a file of somebody else', [], { 'out/users_GET.yaml': 'mine' }, 1, /✗ GET \/users — out\/users_GET\.yaml exists and was not written/],
    ['one that is replaced with --force', ['--force'], { 'out/users_GET.yaml': 'mine' }, 0, /7 extracted/],
    ['a folder', ['--force'], { 'out/users_GET.yaml/a': '' }, 1, /out\/users_GET\.yaml could not be written: there is a folder/],
    ['an index of somebody else', [], { 'out/index.csv': 'mine' }, 6, /✗ out\/index\.csv exists and was not written/],
    ['a file in place of the folder', [], { out: 'mine' }, 6, /✗ out cannot be written to: there is a file where a folder is needed/],
    [
      'a file in place of one above it',
      ['-o', 'out/a/b'],
      { out: '' },
      6,
      /✗ out\/a\/b cannot be written to: there is a file where a folder/,
    ],
    [
      'a file in place of an inner folder',
      ['--layout', 'by-prefix'],
      { 'out/users': '' },
      1,
      /GET \/users — out\/users\/users_GET\.yaml could not be written: there is a file where a folder/,
    ],
  ])('finds what is in the way as the run does: %s', async ([, args, files, code, said]) => looked(args, files, code, said))

  it('finds links in the way as the run does', async () => {
    const folder = folderWith(['shop.yaml'], { 'out/keep/file': '' })
    symlinkSync('keep', join(folder, 'out/users'))
    symlinkSync('nowhere', join(folder, 'gone'))
    for (const dry of [['--dry-run'], []]) {
      const inner = await sliceOas(['shop.yaml', '-o', 'out', '--layout', 'by-prefix', ...dry], { cwd: folder })
      expect(inner).toMatchObject({ code: 1, stdout: expect.stringContaining('its folder is a link to somewhere else') })
      expect(await sliceOas(['shop.yaml', '-o', 'gone', ...dry], { cwd: folder })).toMatchObject({ code: 6 })
    }
  })

  it('waits for nobody, and takes nothing away from a run that is under way', async () => {
    const holder = { pid: process.pid, machine: 'elsewhere', since: new Date().toISOString(), id: 'a' }
    await looked(['--dry-run'], { 'out/.openapi-slice.lock': JSON.stringify(holder), 'out/a.yaml.slice-tmp': '' }, 0, /7 extracted/)
  })

  it('of a check has nothing to do with the folder', async () => {
    const folder = folderWith(['shop.yaml'], { 'slices/index.csv': 'mine', 'slices/users_GET.yaml': 'mine' })

    for (const command of ['check', 'outputs']) expect(await sliceOas([command, 'shop.yaml'], { cwd: folder })).toMatchObject({ code: 0 })
  })
})
