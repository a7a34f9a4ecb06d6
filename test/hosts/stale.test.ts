import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { staleFiles } from '../../src/host/stale.ts'

async function folderWith(...files: string[]): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'openapi-slice-')))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), '')
  }
  return folder
}

const left = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true })).map((file) => file.replaceAll('\\', '/')).sort()

it('removes what the build before has written, with the folders that become empty', async () => {
  const folder = await folderWith('slices/a.yaml', 'slices/b/c.yaml', 'slices/d/e.yaml', 'slices/d/mine.txt')
  const stale = staleFiles()
  await stale.remove(folder, new Set(['slices/a.yaml', 'slices/b/c.yaml', 'slices/d/e.yaml']))
  await stale.remove(folder, new Set(['slices/a.yaml']))
  expect(await left(folder)).toEqual(['slices', 'slices/a.yaml', 'slices/d', 'slices/d/mine.txt'])
})

it('removes nothing that it has not seen written, and nothing of another folder', async () => {
  const [one, other] = [await folderWith('a.yaml', 'b.yaml'), await folderWith('a.yaml', 'b.yaml')]
  const stale = staleFiles()
  await stale.remove(one, new Set(['b.yaml']))
  await stale.remove(other, new Set())
  expect([await left(one), await left(other)]).toEqual([
    ['a.yaml', 'b.yaml'],
    ['a.yaml', 'b.yaml'],
  ])
})

it('keeps a file that only changes in case', async () => {
  const folder = await folderWith('a.yaml')
  const stale = staleFiles()
  await stale.remove(folder, new Set(['a.yaml']))
  await stale.remove(folder, new Set(['A.yaml']))
  expect(await left(folder)).toEqual(['a.yaml'])
})
