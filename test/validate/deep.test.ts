import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sliceInMemory } from '../support/slice.ts'

/** Each schema refers to the next, and the last to the first. */
const ring = (length: number): Record<string, unknown> =>
  Object.fromEntries(
    Array.from({ length }, (_, index) => [
      `S${index}`,
      { type: 'object', properties: { next: { $ref: `#/components/schemas/S${(index + 1) % length}` } } },
    ]),
  )

it('a ring of references that is too long for the linter is sliced all the same, and the audit says that it could not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'slice-deep-'))
  const file = join(folder, 'openapi.json')
  const schema = { $ref: '#/components/schemas/S0' }
  const responses = { 200: { description: 'OK', content: { 'application/json': { schema } } } }
  const document = { openapi: '3.0.3', info: { title: 'Ring', version: '1' }, paths: { '/a': { get: { responses } } } }
  writeFileSync(file, JSON.stringify({ ...document, components: { schemas: ring(5_000) } }))
  const { result, problems } = await sliceInMemory(file)
  rmSync(folder, { recursive: true })
  expect(result).toMatchObject({ extracted: 1, failed: 0 })
  expect(problems).toMatchObject([{ code: 'linter-failed', severity: 'warning', path: '/a', method: 'GET' }])
})
