import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { fastJson } from '../../src/core/load/fast/fast-json.ts'
import { fastYaml } from '../../src/core/load/fast/fast-yaml.ts'
import { load } from '../../src/core/load/load.ts'
import { type Json, type JsonObject, valueAt } from '../../src/core/model/json.ts'
import { specFiles } from '../convert/descriptions.ts'
import { hasSpecs, SPECS } from '../support/specs.ts'
import { temporaryFolder, writeTree } from '../support/tree.ts'
import { keptTexts, withTexts } from './kept-texts.ts'

const read = (text: string, piece: number) => {
  const notes = withTexts()
  const parse = text.startsWith('{') ? fastJson : fastYaml
  const root = parse(Buffer.from(text), notes, undefined, piece) as JsonObject
  return {
    root,
    notes,
    textAt: (...tokens: string[]) => notes.texts!.get(tokens.reduce((node: Json, token) => (node as JsonObject)[token]!, root) as object),
  }
}

/** A description with a schema in a notation of its own, and others around it. */
const withSchema = (schema: string): string =>
  `{"paths": {}, "components": {"schemas": {"First": {"type": "string"}, "Odd": ${schema}, "Last": {"type": "number"}}}}`

const operation = { operationId: 'a', responses: { 200: { description: 'Fine' }, default: { description: 'Not' } } }
const description = {
  openapi: '3.1.0',
  paths: { '/a': { parameters: [{ $ref: '#/components/parameters/P' }], get: operation, put: operation }, '/b': { post: operation } },
  components: {
    schemas: { A: { type: 'object', properties: { a: { type: 'string' } } }, B: true },
    parameters: { P: { name: 'p', in: 'query', schema: { type: 'integer' } } },
  },
}

describe('the JSON that is kept of what was read', () => {
  it.each([
    ['JSON', JSON.stringify(description, null, 2)],
    ['JSON without spaces', JSON.stringify(JSON.parse(JSON.stringify(description)))],
    ['YAML', stringify(description, { aliasDuplicateObjects: false })],
  ])('is that of operations, their common parameters, and components in %s, in pieces of any size', (_, text) => {
    for (const piece of [1, 20, 100, 200]) {
      const { root, notes, textAt } = read(text, piece)
      for (const place of [
        ['/a', 'get'],
        ['/a', 'put'],
        ['/b', 'post'],
      ]) {
        expect(textAt('paths', ...place)).toBe(JSON.stringify(operation))
      }
      expect(textAt('paths', '/a', 'parameters')).toBe(JSON.stringify(description.paths['/a'].parameters))
      expect(textAt('components', 'schemas', 'A')).toBe(JSON.stringify(description.components.schemas.A))
      expect(textAt('components', 'parameters', 'P')).toBe(JSON.stringify(description.components.parameters.P))
      expect(keptTexts(root, notes)).toEqual({ kept: 6, wrong: [] })
    }
  })

  it.each([
    ['1.0', '{"default": 1.0}'],
    ['1.50', '{"default": 1.50}'],
    ['an escape that need not be', String.raw`{"default": "a\/b"}`],
    ['an escape for a letter', String.raw`{"default": "\u0061"}`],
    ['a letter beyond ASCII', '{"default": "é"}'],
    ['half a character', String.raw`{"default": "\ud800"}`],
  ])('is none where JSON.stringify has another notation: %s', (_, schema) => {
    const { textAt } = read(withSchema(schema), 60)
    expect(textAt('components', 'schemas', 'Odd')).toBeUndefined()
    expect(textAt('components', 'schemas', 'First')).toBe('{"type":"string"}')
    expect(textAt('components', 'schemas', 'Last')).toBe('{"type":"number"}')
  })

  it.each([
    ['an exponent', '{"default":1e2}', '{"default":100}'],
    ['zero below zero', '{"default":-0.0}', undefined],
    ['the escapes that it has, too', String.raw`{"default":"\n\t\"\\"}`, String.raw`{"default":"\n\t\"\\"}`],
  ])('says of %s what JSON.stringify says', (_, schema, expected) => {
    expect(read(withSchema(schema), 60).textAt('components', 'schemas', 'Odd')).toBe(expected)
  })

  it('is none where names stand in an order that JavaScript does not keep, or a number that it cannot hold', () => {
    for (const odd of ['{"b": {"2": 0, "1": 0}}', '{"default": 12345678901234567890}']) {
      const { textAt } = read(withSchema(odd), 60)
      expect(textAt('components', 'schemas', 'Odd')).toBeUndefined()
    }
  })

  it('is right of path items that are lists', () => {
    const { root, notes } = read('{"paths": {"/a": [{"get": {}}], "/b": {"get": {}}}, "components": {}}', 10)
    expect(keptTexts(root, notes).wrong).toEqual([])
  })

  it.runIf(hasSpecs)('is right of whatever was loaded', { timeout: 60_000 }, async () => {
    for (const file of specFiles()) {
      const { root, notes } = await load({ input: resolve(SPECS, file), cwd: SPECS, allow: [SPECS] })
      expect(keptTexts(root, notes).wrong, file).toEqual([])
    }
  })

  it('is not that of requirements which get the name of a scheme in place of its address', async () => {
    const padding = 'x'.repeat(70_000)
    const folder = temporaryFolder()
    writeTree(folder, {
      'openapi.json': JSON.stringify({
        openapi: '3.2.0',
        $self: 'https://example.com/api',
        info: { title: 'T', version: '1', description: padding },
        paths: { '/a': { get: { security: [{ 'https://example.com/api#/components/securitySchemes/key': [] }] } } },
        components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X' } } },
      }),
    })
    const { root, notes } = await load({ input: join(folder, 'openapi.json'), cwd: folder, allow: [] })
    expect(valueAt(root, ['paths', '/a', 'get', 'security'])).toEqual([{ key: [] }])
    expect(keptTexts(root, notes).wrong).toEqual([])
  })
})
