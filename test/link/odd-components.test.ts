import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sliceInMemory } from '../support/slice.ts'

it.each(['schemas', 'x-schemas'])('what a reference finds in a list of %s comes along as a component', async (section) => {
  const folder = mkdtempSync(join(tmpdir(), 'slice-odd-'))
  const file = join(folder, 'openapi.json')
  const content = { 'application/json': { schema: { $ref: `#/components/${section}/0` } } }
  const paths = { '/a': { get: { responses: { 200: { description: 'ok', content } }, 'x-same': { $ref: `#/components/${section}/1` } } } }
  const components = { [section]: [{ type: 'string' }, { type: 'integer' }] }
  writeFileSync(file, JSON.stringify({ openapi: '3.0.3', info: { title: 't', version: '1' }, paths, components }))
  const { slices } = await sliceInMemory(file)
  rmSync(folder, { recursive: true })
  const { schemas } = (slices.get('GET /a')!.document as { components: { schemas: object } }).components
  expect(Object.values(schemas)).toEqual([{ type: 'string' }])
  expect(slices.get('GET /a')!.document).toMatchObject({ paths: { '/a': { get: { 'x-same': { type: 'integer' } } } } })
})
