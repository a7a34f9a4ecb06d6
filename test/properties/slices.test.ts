import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sample } from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { description } from '../judge/arbitrary.ts'
import { judgeRow, judgeSlice, loadSource, operationsOf, type Source } from '../judge/index.ts'
import { type Sliced, sliceInMemory } from '../support/slice.ts'

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 15)

/** A random description, as a file in either format. */
interface Drawn {
  document: unknown
  json: string
  yaml: string
  source: Source
  /** What slicing the JSON gives, by default. */
  sliced: Sliced
}

describe.each(['3.0', '3.1', '3.2'] as const)('any description of %s', (version) => {
  let folder: string
  let drawn: Drawn[]
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'slices-'))
    const documents = sample(description(version), { numRuns: RUNS, seed: 20261123 })
    drawn = await Promise.all(
      documents.map(async (document, index) => {
        const [json, yaml] = [join(folder, `${index}.json`), join(folder, `${index}.yaml`)]
        writeFileSync(json, JSON.stringify(document))
        writeFileSync(yaml, stringify(document, { aliasDuplicateObjects: false }))
        return { document, json, yaml, source: await loadSource(json), sliced: await sliceInMemory(json) }
      }),
    )
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  /** Checks a property of all that were drawn. */
  async function holds(property: (one: Drawn) => Promise<void> | void): Promise<void> {
    for (const one of drawn) {
      try {
        await property(one)
      } catch (error) {
        throw new Error(`${String(error)}\nof ${JSON.stringify(one.document)}`, { cause: error })
      }
    }
  }

  it('gives slices that the judge finds equal, and all operations of the source', { timeout: 300_000 }, () =>
    holds(({ source, sliced: { slices, rows, result } }) => {
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
    holds(async ({ yaml }) => {
      const { slices } = await sliceInMemory(yaml)
      for (const { text } of slices.values()) {
        const again = join(folder, 'again.yaml')
        writeFileSync(again, text)
        const [slice] = (await sliceInMemory(again)).slices.values()
        expect(slice!.text).toBe(text)
      }
    }),
  )

  it('is the same document in YAML and JSON, and the same bytes with 1 and 16 in flight', { timeout: 300_000 }, () =>
    holds(async ({ json: file, sliced }) => {
      const one = await sliceInMemory(file, { concurrency: 1 })
      const many = await sliceInMemory(file, { concurrency: 16 })
      const json = await sliceInMemory(file, { format: 'json' })
      for (const [id, { text }] of sliced.slices) {
        expect(one.slices.get(id)!.text).toBe(text)
        expect(many.slices.get(id)!.text).toBe(text)
        expect(JSON.parse(json.slices.get(id)!.text)).toEqual(parse(text))
      }
    }),
  )

  it.each(['path', 'tag', 'prefix'] as const)(
    'holds in groups by %s: every operation in exactly one file, judged equal',
    { timeout: 300_000 },
    (groupBy) =>
      holds(async ({ json, source }) => {
        const { files, result } = await sliceInMemory(json, { groupBy })
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
