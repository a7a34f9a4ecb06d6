import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { build, folderWith, sliceOas, slicesIn, tree } from './slice-oas.ts'

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
