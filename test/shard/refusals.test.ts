import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sliceSpec } from '../../src/api.ts'
import { digest } from '../../src/core/digest.ts'
import { copyFolder, temporaryFolder, treeOf } from '../support/tree.ts'
import { description, merged, parts, whole } from './project.ts'

beforeEach(() => void vi.stubEnv('SOURCE_DATE_EPOCH', '1700000000'))
afterEach(() => void vi.unstubAllEnvs())

const THREE = ['parts/1', 'parts/2', 'parts/3']

const template = mkdtempSync(join(tmpdir(), 'slice-parts-'))
beforeAll(async () => {
  vi.stubEnv('SOURCE_DATE_EPOCH', '1700000000')
  writeFileSync(join(template, 'openapi.json'), description())
  await parts(template, {}, { of: 3 })
})
afterAll(() => rmSync(template, { recursive: true, force: true }))

/** A folder with parts 1 to 3 of 3. */
function three(): string {
  const cwd = temporaryFolder()
  copyFolder(template, cwd)
  return cwd
}

/** Makes a part anew, from something else. */
async function again(cwd: string, shard: string, options: object = {}, outDir = 'parts/2'): Promise<void> {
  await sliceSpec({ input: 'openapi.json', outDir, shard, ...options }, { cwd })
}

/** Writes the list of a part anew, with the digest that goes with it. */
function forge(file: string, change: (list: { part: Record<string, unknown>; groups: Record<string, unknown>[] }) => void): void {
  const { digest: _, ...list } = JSON.parse(readFileSync(file, 'utf8')) as Parameters<typeof change>[0] & { digest: string }
  change(list)
  const lines = [list.part, ...list.groups].map((line) => JSON.stringify(line))
  writeFileSync(file, JSON.stringify({ digest: digest(lines.join('\n')), ...list }))
}

/** Each with what is done to three parts, the folders that are then named, and what is said. */
const CASES: Record<string, [change: (cwd: string) => unknown, folders: string[], code: string, message: string]> = {
  'one is missing': [() => {}, ['parts/1', 'parts/3'], 'part-missing', 'Of 3 parts, one is missing: 2/3.'],
  'several are missing': [() => {}, ['parts/3'], 'part-missing', 'Of 3 parts, 2 are missing: 1/3, 2/3.'],
  'none is named': [() => {}, [], 'bad-option', 'No part is named.'],
  'a folder is not there': [(cwd) => rmSync(join(cwd, 'parts/2'), { recursive: true }), THREE, 'part-missing', 'parts/2 does not exist.'],
  'a run has not begun to list what it has made': [
    (cwd) => rmSync(join(cwd, 'parts/2/shard.json')),
    THREE,
    'part-missing',
    'parts/2 is no part: there is no shard.json in it.',
  ],
  'a run was killed': [
    (cwd) => writeFileSync(join(cwd, 'parts/2/.openapi-slice.lock'), ''),
    THREE,
    'part-missing',
    'parts/2 is still being written, or its run was killed.',
  ],
  'a whole run is named': [(cwd) => whole(cwd, { outDir: 'parts/2', cache: false }), THREE, 'part-missing', 'parts/2 is no part'],
  'one is named twice': [() => {}, [...THREE, 'parts/2'], 'part-repeated', 'parts/2 and parts/2 are both part 2 of 3.'],
  'one is there twice, and another is missing': [
    (cwd) => again(cwd, '1/3'),
    THREE,
    'part-repeated',
    'parts/1 and parts/2 are both part 1 of 3.',
  ],
  'one is of another number of parts': [
    (cwd) => again(cwd, '2/4'),
    THREE,
    'part-differs',
    'parts/2 is part 2 of 4, and parts/1 is part 1 of 3.',
  ],
  'the source is another one': [
    async (cwd) => {
      writeFileSync(join(cwd, 'openapi.json'), description('Other'))
      await again(cwd, '2/3')
    },
    THREE,
    'part-differs',
    'parts/2 was made from another source than parts/1: openapi.json differs.',
  ],
  'an option is another one': [
    (cwd) => again(cwd, '2/3', { format: 'json' }),
    THREE,
    'part-differs',
    'parts/2 was made with other options than parts/1: “format” is "json" there, and "yaml" here.',
  ],
  'the ruleset is another one': [
    async (cwd) => {
      writeFileSync(join(cwd, 'redocly.yaml'), 'rules: {}\n')
      await again(cwd, '2/3', { ruleset: 'redocly.yaml' })
    },
    THREE,
    'part-differs',
    'parts/2 was made from another source than parts/1: redocly.yaml differs.',
  ],
  'the date is another one': [
    async (cwd) => {
      vi.stubEnv('SOURCE_DATE_EPOCH', undefined)
      await again(cwd, '2/3')
    },
    THREE,
    'part-differs',
    'parts/2 was made for another date than parts/1: SOURCE_DATE_EPOCH was not set there, and 2023-11-14T22:13:20.000Z here.',
  ],
  'groups are formed in another way': [
    async (cwd) => {
      for (const shard of ['1/3', '3/3']) await again(cwd, shard, { groupBy: () => 'all' }, `parts/${shard[0]}`)
      await again(cwd, '2/3', { groupBy: ({ path }: { path: string }) => path })
    },
    THREE,
    'part-differs',
    'parts/2 has other files than parts/1 says that it should have, though source and options are the same.',
  ],
  'the version is another one': [
    (cwd) => forge(join(cwd, 'parts/2/shard.json'), ({ part }) => (part['program'] = { version: '9.9.9', build: 'x' })),
    THREE,
    'part-differs',
    'parts/2 was made by version 9.9.9 of unplugin-openapi-slice, and this is version sources.',
  ],
  'the build is another one': [
    (cwd) => forge(join(cwd, 'parts/2/shard.json'), ({ part }) => (part['program'] = { version: 'sources', build: 'x' })),
    THREE,
    'part-differs',
    'parts/2 was made by another build of version sources',
  ],
  'a slice is missing': [(cwd) => rmSync(join(cwd, 'parts/2', sliceIn(cwd))), THREE, 'part-damaged', ' is missing.'],
  'a byte of a slice has changed': [
    (cwd) => {
      const file = join(cwd, 'parts/2', sliceIn(cwd))
      writeFileSync(file, readFileSync(file, 'utf8').replace('Parts', 'parts'))
    },
    THREE,
    'part-damaged',
    ' is not as it was written.',
  ],
  'the list of a part is cut': [
    (cwd) => writeFileSync(join(cwd, 'parts/2/shard.json'), readFileSync(join(cwd, 'parts/2/shard.json')).subarray(0, -100)),
    THREE,
    'part-damaged',
    'parts/2/shard.json is not as it was written.',
  ],
  'the list of a part has changed': [
    (cwd) => {
      const file = join(cwd, 'parts/2/shard.json')
      writeFileSync(file, readFileSync(file, 'utf8').replace('"PASS"', '"FAIL"'))
    },
    THREE,
    'part-damaged',
    'parts/2/shard.json is not as it was written.',
  ],
  'a list was made to name a file elsewhere': [
    (cwd) => forge(join(cwd, 'parts/2/shard.json'), ({ groups }) => (groups[0]!['file'] = '../../openapi.json')),
    THREE,
    'part-damaged',
    'parts/2/shard.json is not as it was written.',
  ],
  'a list was made to leave out a file': [
    (cwd) => forge(join(cwd, 'parts/2/shard.json'), ({ groups }) => groups.pop()),
    THREE,
    'part-damaged',
    '/shard.json is not as it was written.',
  ],
  'a list was made to have a file twice': [
    (cwd) => forge(join(cwd, 'parts/2/shard.json'), ({ groups }) => groups.push(groups[0]!)),
    THREE,
    'part-damaged',
    'parts/2/shard.json is not as it was written.',
  ],
}

function sliceIn(cwd: string): string {
  return Object.keys(treeOf(join(cwd, 'parts/2'))).find((name) => name.endsWith('.yaml'))!
}

describe('parts are not joined if', () => {
  it.for(Object.entries(CASES))('%s', async ([, [change, folders, code, message]]) => {
    const cwd = three()
    await change(cwd)
    const before = treeOf(cwd)

    await expect(merged(cwd, folders)).rejects.toMatchObject({ code, message: expect.stringContaining(message) })
    expect(treeOf(cwd)).toEqual(before)
  })

  it('the whole would go into the folder of one of them', async () => {
    const cwd = three()
    const before = treeOf(cwd)

    await expect(merged(cwd, THREE, { outDir: './parts/2/' })).rejects.toMatchObject({ code: 'bad-option' })
    expect(treeOf(cwd)).toEqual(before)
  })

  it.skipIf(process.platform === 'win32')('a slice is a link to a file of the same contents', async () => {
    const cwd = three()
    const name = sliceIn(cwd)
    cpSync(join(cwd, 'parts/2', name), join(cwd, 'copy.yaml'))
    rmSync(join(cwd, 'parts/2', name))
    symlinkSync(join(cwd, 'copy.yaml'), join(cwd, 'parts/2', name))

    await expect(merged(cwd, THREE)).rejects.toMatchObject({ code: 'part-damaged' })
  })
})
