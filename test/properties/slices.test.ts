import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assert, asyncProperty } from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { description } from '../judge/arbitrary.ts'
import { judgeRow, judgeSlice, loadSource, operationsOf } from '../judge/index.ts'
import { sliceInMemory } from '../support/slice.ts'

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 40)

describe.each(['3.0', '3.1', '3.2'] as const)('any description of %s', (version) => {
  let folder: string
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'slices-'))))
  afterAll(() => rmSync(folder, { recursive: true }))

  /** Checks a property of many random descriptions, written to a file as the first argument says. */
  async function holds(extension: 'json' | 'yaml', property: (file: string) => Promise<void>): Promise<void> {
    const file = join(folder, `openapi.${extension}`)
    await assert(
      asyncProperty(description(version), async (document) => {
        writeFileSync(file, extension === 'json' ? JSON.stringify(document) : stringify(document, { aliasDuplicateObjects: false }))
        await property(file)
      }),
      { numRuns: RUNS, seed: 20261123, endOnFailure: true },
    )
  }

  it('gives slices that the judge finds equal, and all operations of the source', { timeout: 300_000 }, () =>
    holds('json', async (file) => {
      const source = await loadSource(file)
      const { slices, rows, result } = await sliceInMemory(file)
      const operations = operationsOf(source)
      expect(result.failures).toEqual([])
      expect([...slices.keys()].toSorted()).toEqual(operations.map(({ method, path }) => `${method} ${path}`).toSorted())
      for (const operation of operations) {
        const { text } = slices.get(`${operation.method} ${operation.path}`)!
        const row = rows.find(({ path, method }) => path === operation.path && method === operation.method)!
        expect(judgeSlice(source, { text, operations: [operation] })).toEqual([])
        expect(judgeRow(source, operation, row, text)).toEqual([])
      }
    }),
  )

  it('gives the same bytes when a slice is sliced again', { timeout: 300_000 }, () =>
    holds('yaml', async (file) => {
      const { slices } = await sliceInMemory(file)
      for (const { text } of slices.values()) {
        const again = join(folder, 'again.yaml')
        writeFileSync(again, text)
        const [slice] = (await sliceInMemory(again)).slices.values()
        expect(slice!.text).toBe(text)
      }
    }),
  )

  it('is the same document in YAML and JSON, and the same bytes with 1 and 16 in flight', { timeout: 300_000 }, () =>
    holds('json', async (file) => {
      const one = await sliceInMemory(file, { concurrency: 1 })
      const many = await sliceInMemory(file, { concurrency: 16 })
      const json = await sliceInMemory(file, { format: 'json' })
      for (const [id, { text }] of one.slices) {
        expect(many.slices.get(id)!.text).toBe(text)
        expect(JSON.parse(json.slices.get(id)!.text)).toEqual(parse(text))
      }
    }),
  )

  it.each(['path', 'tag', 'prefix'] as const)(
    'holds in groups by %s: every operation in exactly one file, judged equal',
    { timeout: 300_000 },
    (groupBy) =>
      holds('json', async (file) => {
        const source = await loadSource(file)
        const { files, result } = await sliceInMemory(file, { groupBy })
        const seen: string[] = []
        for (const { file: name, endpoints } of result.files) {
          seen.push(...endpoints)
          const operations = operationsOf(source).filter(({ method, path }) => endpoints.includes(`${method} ${path}`))
          expect(judgeSlice(source, { text: files.get(name)!, operations })).toEqual([])
        }
        expect(seen.toSorted()).toEqual(
          operationsOf(source)
            .map(({ method, path }) => `${method} ${path}`)
            .toSorted(),
        )
      }),
  )
})
