import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sliceSpec } from '../../src/api.ts'
import type { SliceRequest } from '../../src/core/options/request.ts'
import { memorySink } from '../../src/core/write/sink.ts'
import { type Tree, treeOf } from '../support/tree.ts'
import { description, folderOf, merged, parts, project, whole } from './project.ts'

beforeEach(() => void vi.stubEnv('SOURCE_DATE_EPOCH', '1700000000'))
afterEach(() => void vi.unstubAllEnvs())

/** Names of slices of a part. */
const slicesIn = (folder: string): string[] =>
  Object.keys(treeOf(folder)).filter((name) => !/^(?:index\.csv|llms\.txt|problems\.json|shard\.json|\.openapi-slice\.json)$/.test(name))

/** Messages name the folder, which the list of files has the sizes of. */
function treeSaying(folder: string, tree: Tree): Tree {
  const files = Object.entries(tree).filter(([name]) => name !== '.openapi-slice.json')
  return Object.fromEntries(files.map(([name, text]) => [name, text.replaceAll(`${folder}/`, '')]))
}

const CASES: Partial<SliceRequest>[] = [
  {},
  { llms: true, csv: false },
  { llms: true, layout: 'by-prefix', inherited: 'warn' },
  { groupBy: 'tag', format: 'json', minify: true },
  { outputVersion: '3.1.x', webhooks: true, header: true, validate: 'each' },
  { filter: '/items/**', methods: 'GET', outputVersion: '3.2.x' },
  { groupBy: ({ path }) => `${path.length}` },
]

describe('the parts of a run, joined,', () => {
  it.for(CASES)('are the run, to the byte: %o', async (options) => {
    const cwd = project()
    const expected = await whole(cwd, options)
    const { tree, result } = await merged(cwd, await parts(cwd, options, { of: 3 }))

    expect(tree).toEqual(expected.tree)
    const { elapsed: _, timings: _1, inputs: _2, outDir: _3, indexPath: _4, llmsPath: _5, ...told } = expected.result
    expect(result).toMatchObject(told)
    expect(result.total).toBeGreaterThan(0)
  })

  it('have failed endpoints, and problems that several of them share, or the test above shows little', async () => {
    const cwd = project()
    const reports = (await parts(cwd, {}, { of: 3 })).map((folder) => treeOf(join(cwd, folder))['problems.json']!)
    const codes = reports.map((text) => (JSON.parse(text) as { problems: { code: string }[] }).problems.map(({ code }) => code))

    for (const code of ['unresolved-reference', 'redocly/nullable-type-sibling']) {
      expect(codes.filter((some) => some.includes(code)).length).toBeGreaterThan(1)
    }
  })

  it('are the run in whatever order they are named', async () => {
    const cwd = project()
    const folders = await parts(cwd)

    expect((await merged(cwd, folders.toReversed())).tree).toEqual((await whole(cwd)).tree)
  })

  it.for([1, 5])('are the run if they are %i, and if there are more of them than files', async (of) => {
    const cwd = project()
    const options = { filter: '/items/1?', methods: 'DELETE' }
    const { tree, result } = await merged(cwd, await parts(cwd, options, { of }))

    expect(tree).toEqual((await whole(cwd, options)).tree)
    expect(result.files).toHaveLength(2)
  })

  it('are the run of a description without endpoints', async () => {
    const cwd = project({ 'openapi.json': '{"openapi": "3.1.0", "info": {"title": "None", "version": "1"}, "paths": {}}' })
    const folders = await parts(cwd, { allowEmpty: true }, { of: 2 })

    expect((await merged(cwd, folders)).tree).toEqual((await whole(cwd, { allowEmpty: true })).tree)
  })

  it('replace a former whole, without what no longer belongs', async () => {
    const cwd = project()
    await whole(cwd, { outDir: 'merged', llms: true, groupBy: 'path' })
    writeFileSync(join(cwd, 'merged/mine.txt'), 'mine')
    const { tree } = await merged(cwd, await parts(cwd, {}, { of: 2 }))

    expect(tree).toEqual({ ...(await whole(cwd)).tree, 'mine.txt': 'mine' })
  })

  it('overwrite nothing of others', async () => {
    const cwd = project()
    const folders = await parts(cwd, {}, { of: 2 })
    mkdirSync(join(cwd, 'merged'))
    writeFileSync(join(cwd, 'merged/index.csv'), 'mine')

    await expect(merged(cwd, folders)).rejects.toMatchObject({ code: 'cannot-write' })
    expect(treeOf(join(cwd, 'merged'))['index.csv']).toBe('mine')
    expect((await merged(cwd, folders, { force: true })).tree).toEqual((await whole(cwd)).tree)
  })

  it('are the run also where a slice cannot be written', async () => {
    const cwd = project()
    const folders = await parts(cwd, {}, { of: 2 })
    const [slice] = slicesIn(join(cwd, folders[0]!))
    for (const folder of ['merged', 'whole']) {
      mkdirSync(join(cwd, folder))
      writeFileSync(join(cwd, folder, slice!), 'mine')
    }
    const expected = await whole(cwd)
    const { tree, result } = await merged(cwd, folders)

    expect(result.failures.map(({ reason }) => reason).filter((reason) => reason.includes(slice!))).toHaveLength(1)
    expect(treeSaying('merged', tree)).toEqual(treeSaying('whole', expected.tree))
    expect(result.files).toEqual(expected.result.files)
  })

  it('are not written over one of them, by whatever name it goes', async () => {
    const cwd = project()
    const folders = await parts(cwd, {}, { of: 2 })
    symlinkSync(folders[0]!, join(cwd, 'merged'), 'dir')

    await expect(merged(cwd, folders)).rejects.toMatchObject({ code: 'bad-option' })
    expect(treeOf(join(cwd, folders[0]!))).toHaveProperty(['shard.json'])
  })

  it('write nothing if it would be too much', async () => {
    const cwd = project()
    const folders = await parts(cwd, {}, { of: 2 })

    await expect(merged(cwd, folders, { maxOutput: 1_000 })).rejects.toMatchObject({
      code: 'output-too-large',
      // The endpoints that are in the parts cannot be selected any more.
      help: 'Raise the limit (maxOutput).',
    })
    expect(treeOf(join(cwd, 'merged'))).toEqual({})
  })
})

describe('a part', () => {
  it('has the files that the whole run gives the same names, and no other part has them', async () => {
    const cwd = project()
    const { tree } = await whole(cwd)
    const folders = await parts(cwd, {}, { of: 3 })
    const slices = folders.flatMap((folder) => slicesIn(join(cwd, folder)))

    expect(slices.toSorted()).toEqual(slicesIn(join(cwd, 'whole')).toSorted())
    for (const folder of folders) {
      for (const name of slicesIn(join(cwd, folder))) expect(treeOf(join(cwd, folder))[name]).toBe(tree[name])
    }
    expect(slices.some((name) => name.includes('~'))).toBe(true)
  })

  it('has an index, a report and a size limit of its own', async () => {
    const cwd = project()
    const { result } = await whole(cwd)
    await parts(cwd, {}, { only: [3] })
    const tree = treeOf(join(cwd, folderOf(3)))
    const report = JSON.parse(tree['problems.json']!) as { total: number }

    expect(report.total).toBeLessThan(result.total)
    expect(tree['index.csv']!.trimEnd().split('\r\n')).toHaveLength(report.total + 1)
    const most = result.files.reduce((sum, { size }) => sum + size, 0) - 1
    expect(await parts(cwd, { maxOutput: most }, { only: [4] })).toEqual([folderOf(4)])
  })

  it('is the same from what an earlier run has left, and is made again without its list', async () => {
    const { paths, ...rest } = JSON.parse(description()) as { paths: Record<string, unknown> }
    const { '/lost': _, ...found } = paths
    const cwd = project({ 'openapi.json': JSON.stringify({ ...rest, paths: found }) })
    mkdirSync(join(cwd, 'node_modules'))
    await parts(cwd, {}, { of: 2, only: [2] })
    const first = treeOf(join(cwd, folderOf(2)))
    const again = await sliceSpec({ input: 'openapi.json', outDir: folderOf(2), shard: '2/2' }, { cwd })
    expect(again.unchanged).toBe(true)

    rmSync(join(cwd, folderOf(2), 'shard.json'))
    const third = await sliceSpec({ input: 'openapi.json', outDir: folderOf(2), shard: '2/2' }, { cwd })
    expect(third.unchanged).toBe(false)
    expect(treeOf(join(cwd, folderOf(2)))).toEqual(first)
  })

  it('goes wherever the files of a run go', async () => {
    const cwd = project()
    const files = new Map<string, string>()
    const sink = memorySink((file, bytes) => files.set(file, Buffer.from(bytes).toString()))
    await sliceSpec({ input: 'openapi.json', shard: '1/2' }, { cwd, sink })
    await parts(cwd, {}, { of: 2, only: [1] })

    expect(files.get('shard.json')).toBe(treeOf(join(cwd, folderOf(1)))['shard.json'])
  })

  it('is not mistaken for a slice of that name', async () => {
    const cwd = project()
    const options: Partial<SliceRequest> = { groupBy: () => 'shard', format: 'json' }
    const { tree } = await merged(cwd, await parts(cwd, options, { of: 2 }))

    expect(Object.keys(tree).filter((name) => name.startsWith('shard'))).toEqual([expect.stringMatching(/^shard~[\da-f]{8}\.json$/)])
    expect(tree).toEqual((await whole(cwd, options)).tree)
  })

  it('has no page of the whole', async () => {
    await expect(parts(project(), { report: true }, { of: 2 })).rejects.toMatchObject({
      code: 'bad-option',
      help: expect.stringContaining('slice-oas report'),
    })
  })
})
