import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type Sliced, sliceInMemory } from '../support/slice.ts'

const folder = mkdtempSync(join(tmpdir(), 'inherited-'))
afterAll(() => rmSync(folder, { recursive: true }))

const responses = { 200: { description: 'ok' } }

function sliced(description: object, validate: 'once' | 'each'): Promise<Sliced> {
  const input = join(folder, 'openapi.json')
  writeFileSync(input, JSON.stringify({ openapi: '3.0.3', info: { title: 't', version: '1' }, ...description }))
  return sliceInMemory(input, { validate })
}

describe.each(['once', 'each'] as const)('validating %s', (validate) => {
  it('takes what the linter misses in the source, beside another mistake, for a mistake of the source', async () => {
    const parameters = [{ name: 'p', in: 'path', required: true, schema: { type: 'string' } }]
    const item = { get: { operationId: { a: 1 }, parameters, responses }, post: { responses } }
    const { problems } = await sliced({ paths: { '/a/{p}': item } }, validate)
    const found = problems.filter(({ code, method }) => code === 'redocly/path-parameters-defined' && method === 'POST')
    expect(found).toHaveLength(1)
    expect(found[0]!.help).not.toMatch(/mistake of unplugin/)
  })

  it('lets an extension that the linter knows refer to anything', async () => {
    const info = { title: 't', version: '1', 'x-logo': { $ref: '#/components/schemas/A/properties/a/type' } }
    const schema = { $ref: '#/components/schemas/A' }
    const paths = { '/a': { get: { responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } } } } }
    const components = { schemas: { A: { properties: { a: { type: 'string' } } } } }
    const { result } = await sliced({ info, paths, components }, validate)
    expect(result.failed).toBe(0)
  })
})
