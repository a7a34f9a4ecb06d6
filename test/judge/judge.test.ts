import fc from 'fast-check'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { description } from './arbitrary.ts'
import { isAccepted } from '../support/second-validator.ts'
import { judgeRow, judgeSlice, loadSource, operationsOf, plainSource, textSource } from './index.ts'
import { parseText } from './description.ts'
import { readJson } from './json.ts'
import { mutantsOf, toJson } from './mutants.ts'
import { Numeric } from './numeric.ts'
import { MUTATIONS, ROW, SLICE, SOURCE } from './samples.ts'

const source = textSource(SOURCE)
const endpoint = { path: '/pets/{id}', method: 'POST' }
const judge = (text: string): string[] => judgeSlice(source, { text, operations: [endpoint] }).map(({ code }) => code)

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
const ok = { '200': { description: 'ok' } }
const shell = { openapi: '3.0.3', info: { title: 't', version: '1' } }
const schemaAt = (schema: unknown): object => ({
  '/a': { get: { responses: { '200': { description: 'ok', content: { 'application/json': { schema } } } } } },
})

const BASE = { $ref: '#/components/schemas/Base' }

/** A version that is a number, and webhooks, which 3.1 has. */
const UNQUOTED = "openapi: 3.1\ninfo: {title: t, version: '1'}\nwebhooks: {ä: {get: {}}}\n"

/** Findings on a slice of GET /a, source and slice given as plain objects. */
function judgePlain(before: object, after: object): string[] {
  return judgeSlice(plainSource(before), { text: json(after), operations: [{ path: '/a', method: 'GET' }] }).map(({ code }) => code)
}

describe('judgeSlice on a slice made by hand', () => {
  it('finds nothing wrong with a correct slice', () => {
    expect(judgeSlice(source, { text: SLICE, operations: [endpoint] })).toEqual([])
  })

  it.each(MUTATIONS)('finds %s', (_name, from, to) => {
    expect(SLICE.split(from)).not.toHaveLength(1)
    expect(judge(SLICE.replace(from, () => to))).not.toEqual([])
  })

  it('finds every single value that is left out, added, changed or moved', () => {
    const slice = parseText(SLICE)
    expect(judge(`${toJson(slice)}\n`)).toEqual([])
    const survivors = [...mutantsOf(slice)].filter(({ text }) => judge(text).length === 0).map(({ name }) => name)
    expect(survivors).toEqual([])
  })

  it('finds a byte order mark, a missing and a doubled final newline', () => {
    expect(judge(`\uFEFF${SLICE}`)).toContain('bom')
    expect(judge(SLICE.trimEnd())).toContain('final-newline')
    expect(judge(`${SLICE}\n`)).toContain('final-newline')
  })

  it('finds an operation that was not asked for, and one that was but is missing', () => {
    expect(judgeSlice(source, { text: SLICE, operations: [] }).map(({ code }) => code)).toContain('operation-added')
    const both = [endpoint, { path: '/other', method: 'GET' }]
    expect(judgeSlice(source, { text: SLICE, operations: both }).map(({ code }) => code)).toContain('operation-missing')
  })
})

describe('judgeSlice on small descriptions', () => {
  it('lets a file end with the empty lines that its last text ends with, and with no others', () => {
    const text = (end: string): string =>
      `openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {/a: {get: {responses: {'200': {description: ok}}}}}\nx-z: |+\n  a\n${end}`
    const codes = (before: string, after: string): string[] =>
      judgeSlice(textSource(text(before)), { text: text(after), operations: [{ path: '/a', method: 'GET' }] }).map(({ code }) => code)
    expect(codes('\n', '\n')).toEqual([])
    expect(codes('', '\n')).toEqual(['value-changed'])
    expect(judge(`${SLICE}\n`)).toEqual(['final-newline'])
  })

  it('takes a value in place of a reference in an extension, with what stands beside that, but no other', () => {
    const whole = { ...shell, 'x-a': { $ref: '#/info', mine: 1 }, paths: schemaAt({}) }
    expect(judgePlain(whole, { ...whole, 'x-a': { title: 't', version: '1', mine: 1 } })).toEqual([])
    expect(judgePlain(whole, { ...whole, 'x-a': { title: 't', version: '1' } })).toContain('missing')
    expect(judgePlain(whole, { ...whole, 'x-a': { title: 't', version: '2', mine: 1 } })).not.toEqual([])
  })

  it('reads a component as what its section says, wherever it is referred to', () => {
    const headers = { H: { schema: { type: 'string' } } }
    const whole = {
      ...shell,
      paths: { '/a': { get: { responses: { '200': { description: 'ok', headers: { h: { $ref: '#/components/responses/R' } } } } } } },
      components: { responses: { R: { description: 'r', headers: { H: { $ref: '#/components/headers/H' } } } }, headers },
    }
    expect(judgePlain(whole, whole)).toEqual([])
    expect(judgePlain(whole, { ...whole, components: { responses: { R: { description: 'r' } } } })).not.toEqual([])
  })

  it('takes a lost `security: []` for a change of meaning', () => {
    const whole = {
      ...shell,
      security: [{ k: [] }],
      paths: { '/a': { get: { security: [], responses: ok } } },
      components: { securitySchemes: { k: { type: 'http', scheme: 'basic' } } },
    }
    const slice = { ...shell, paths: { '/a': { get: { security: [], responses: ok } } } }
    expect(judgePlain(whole, slice)).toEqual([])
    expect(judgePlain(whole, { ...shell, paths: { '/a': { get: { responses: ok } } } })).not.toEqual([])
    expect(judgePlain(whole, { ...whole })).toContain('security-added')
  })

  it('accepts what an extension refers to in its place, with what stands beside the reference', () => {
    const whole = { ...shell, paths: { '/a': { get: { responses: ok, 'x-a': { $ref: '#/x-b/c', own: 1 } } } }, 'x-b': { c: { d: 2 } } }
    const slice = (value: object): object => ({
      ...shell,
      paths: { '/a': { get: { responses: ok, 'x-a': value } } },
      'x-b': { c: { d: 2 } },
    })
    expect(judgePlain(whole, slice({ d: 2, own: 1 }))).toEqual([])
    expect(judgePlain(whole, slice({ d: 2 }))).not.toEqual([])
    expect(judgePlain(whole, slice({ d: 3, own: 1 }))).not.toEqual([])
  })

  it('accepts a requirement in the place of a reference to it, and demands its scheme', () => {
    const components = { securitySchemes: { k: { type: 'http', scheme: 'basic' } } }
    const whole = { ...shell, paths: { '/a': { get: { security: [{ $ref: '#/x-k' }], responses: ok } } }, components, 'x-k': { k: [] } }
    const paths = { '/a': { get: { security: [{ k: [] }], responses: ok } } }
    expect(judgePlain(whole, { ...shell, paths, components, 'x-k': { k: [] } })).toEqual([])
    expect(judgePlain(whole, { ...shell, paths, 'x-k': { k: [] } })).toContain('scheme-missing')
  })

  it('takes for components only what the version knows as such', () => {
    const whole = (openapi: string): object => ({
      ...shell,
      openapi,
      paths: { '/a': { get: { responses: { '200': { $ref: '#/components/mediaTypes/A' } } } } },
      components: { mediaTypes: { A: { description: 'a' } } },
    })
    const slice = (openapi: string): object => ({
      ...shell,
      openapi,
      paths: { '/a': { get: { responses: { '200': { $ref: '#/components/responses/mediaTypes_A' } } } } },
      components: { responses: { mediaTypes_A: { description: 'a' } } },
    })
    expect(judgePlain(whole('3.1.0'), slice('3.1.0'))).toEqual([])
    expect(judgePlain(whole('3.2.0'), slice('3.2.0'))).toContain('component-renamed')
  })

  it('accepts mutually recursive schemas and demands both', () => {
    const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` })
    const whole = {
      ...shell,
      paths: schemaAt(ref('A')),
      components: { schemas: { A: { properties: { b: ref('B') } }, B: { items: ref('A') } } },
    }
    expect(judgePlain(whole, whole)).toEqual([])
    expect(
      judgePlain(whole, { ...whole, components: { schemas: { A: { properties: { b: ref('B') } }, B: { items: ref('B') } } } }),
    ).not.toEqual([])
  })

  it('demands that what dangles in the source dangles in the slice, in the same words', () => {
    const whole = { ...shell, paths: schemaAt({ $ref: '#/components/schemas/Gone' }) }
    expect(judgePlain(whole, whole)).toEqual([])
    expect(judgePlain(whole, { ...shell, paths: schemaAt({ $ref: '#/components/schemas/Away' }) })).toContain('dangling-changed')
    expect(judgePlain(whole, { ...whole, components: { schemas: { Gone: {} } } })).toContain('dangling-resolved')
  })

  it('keeps siblings of a reference as text in 3.0', () => {
    const whole = (siblings: object): object => ({
      ...shell,
      paths: schemaAt({ $ref: '#/components/schemas/S', ...siblings }),
      components: { schemas: { S: { type: 'string' } } },
    })
    expect(judgePlain(whole({ description: 'mine' }), whole({ description: 'mine' }))).toEqual([])
    expect(judgePlain(whole({ description: 'mine' }), whole({}))).toContain('siblings-changed')
  })

  it('compares a path item reference by what it stands for, joined with its siblings', () => {
    const whole = {
      ...shell,
      'x-items': { A: { summary: 'theirs', get: { responses: ok } } },
      paths: { '/a': { $ref: '#/x-items/A', summary: 'mine' } },
    }
    const slice = (summary: string): object => ({ ...whole, paths: { '/a': { summary, get: { responses: ok } } } })
    expect(judgePlain(whole, slice('mine'))).toEqual([])
    expect(judgePlain(whole, slice('theirs'))).toContain('value-changed')
    expect(judgePlain(whole, whole)).toContain('path-item-reference')
  })

  it('finds components named like members of Object.prototype', () => {
    const schemas = JSON.parse('{"__proto__": {"type": "string"}, "constructor": {"type": "object"}}') as object
    const whole = { ...shell, paths: schemaAt({ $ref: '#/components/schemas/__proto__' }), components: { schemas } }
    const slice = JSON.parse('{"__proto__": {"type": "string"}}') as object
    expect(judgePlain(whole, { ...whole, components: { schemas: slice } })).toEqual([])
    expect(judgePlain(whole, whole)).toContain('component-unreachable')
    expect(judgePlain(whole, { ...shell, paths: whole.paths })).toContain('component-missing')
  })

  it('reads `$id`-relative references and dynamic references', () => {
    const paths = schemaAt({ $ref: '#/components/schemas/IntList' })
    const List = { $id: 'list', items: { $dynamicRef: '#T' }, $defs: { T: { $dynamicAnchor: 'T' } } }
    const IntList = { $id: 'int-list', $ref: 'list', $defs: { T: { $dynamicAnchor: 'T', type: 'integer' } } }
    const whole = { ...shell, openapi: '3.1.0', paths, components: { schemas: { List, IntList } } }
    expect(judgePlain(whole, whole)).toEqual([])
    expect(judgePlain(whole, { ...whole, components: { schemas: { IntList } } })).not.toEqual([])
    expect(judgePlain(whole, { ...whole, components: { schemas: { List: { ...List, $id: 'other' }, IntList } } })).not.toEqual([])
  })

  it('demands schemes that 3.2 names by URI, and the parents of tags', () => {
    const whole = {
      ...shell,
      openapi: '3.2.0',
      tags: [{ name: 'top' }, { name: 'leaf', parent: 'top' }],
      paths: { '/a': { get: { tags: ['leaf'], security: [{ '#/components/securitySchemes/k': [] }], responses: ok } } },
      components: { securitySchemes: { k: { type: 'http', scheme: 'basic' } } },
    }
    expect(judgePlain(whole, whole)).toEqual([])
    expect(judgePlain(whole, { ...whole, tags: [{ name: 'leaf', parent: 'top' }] })).toContain('tags-changed')
    expect(judgePlain(whole, { ...shell, openapi: '3.2.0', tags: whole.tags, paths: whole.paths })).toContain('scheme-missing')
  })

  it('judges Swagger 2.0 with its own sections and inherited fields', () => {
    const whole = {
      swagger: '2.0',
      info: shell.info,
      basePath: '/v1',
      consumes: ['text/plain'],
      paths: {
        '/a': {
          get: {
            parameters: [{ $ref: '#/parameters/P' }],
            responses: { '200': { description: 'ok', schema: { $ref: '#/definitions/D' } } },
          },
        },
      },
      parameters: { P: { name: 'p', in: 'query', type: 'string' } },
      definitions: { D: { type: 'object', discriminator: 'kind' }, Sub: { allOf: [{ $ref: '#/definitions/D' }] } },
    }
    expect(judgePlain(whole, whole)).toEqual([])
    expect(judgePlain(whole, { ...whole, definitions: { D: whole.definitions.D } })).toContain('component-missing')
    expect(judgePlain(whole, { ...whole, consumes: ['text/html'] })).not.toEqual([])
  })

  it.each<[string, object, object]>([
    ['a discriminator within an allOf', { allOf: [{ allOf: [{ discriminator: { propertyName: 'k' } }] }] }, { allOf: [BASE] }],
    ['an allOf within an allOf', { discriminator: { propertyName: 'k' } }, { allOf: [{ allOf: [BASE] }] }],
    ['a reference with something beside it', { discriminator: { propertyName: 'k' } }, { ...BASE, maxProperties: 2 }],
  ])('wants what builds on a schema through %s', (_name, Base, Sub) => {
    const holding = (schemas: object): object => ({ ...shell, openapi: '3.1.0', paths: schemaAt(BASE), components: { schemas } })
    expect(judgePlain(holding({ Base, Sub }), holding({ Base, Sub }))).toEqual([])
    expect(judgePlain(holding({ Base, Sub }), holding({ Base }))).toContain('component-missing')
  })

  it('ends on a schema that is part of itself by an alias', () => {
    const head =
      "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {/a: {get: {responses: {'200': {description: ok, content: {application/json: {schema: "
    const recursive = textSource(`${head}&s {$id: s, type: object, properties: {self: *s}}}}}}}}}\n`)
    const slice = (type: string): string =>
      `${head}{$ref: '#/components/schemas/S'}}}}}}}}\ncomponents: {schemas: {S: {$id: s, type: ${type}, properties: {self: {$ref: s}}}}}\n`
    const codes = (text: string): unknown[] => judgeSlice(recursive, { text, operations: operationsOf(recursive) })
    expect(codes(slice('object'))).toEqual([])
    expect(codes(slice('array'))).not.toEqual([])
  })

  it('judges schemas nested thousands deep', () => {
    const nested = (depth: number): string => `${'{"items":'.repeat(depth)}{"type":"string"}${'}'.repeat(depth)}`
    const text = (depth: number): string =>
      `{"openapi":"3.0.3","info":{"title":"t","version":"1"},"paths":{"/a":{"get":{"responses":{"200":{"description":"ok","content":{"application/json":{"schema":${nested(depth)}}}}}}}}}\n`
    const deep = textSource(text(5000))
    expect(judgeSlice(deep, { text: text(5000), operations: [{ path: '/a', method: 'GET' }] })).toEqual([])
    expect(judgeSlice(deep, { text: text(4999), operations: [{ path: '/a', method: 'GET' }] })).not.toEqual([])
  })
})

describe('loadSource', () => {
  it('resolves references relative to the file they stand in, and inlines where no reference belongs', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'judge-'))
    writeFileSync(
      join(folder, 'openapi.yaml'),
      "openapi: 3.0.3\ninfo: {title: t, version: '1', description: {$ref: text.md}}\npaths: {/a: {get: {$ref: 'ops.yaml#/getA'}}}\n",
    )
    writeFileSync(
      join(folder, 'ops.yaml'),
      "getA: {responses: {$ref: '#/all'}}\nall: {'200': {description: ok, content: {application/json: {schema: {$ref: tree%2Eyaml}}}}}\n",
    )
    writeFileSync(join(folder, 'tree.yaml'), "type: object\nproperties: {kids: {$ref: '#'}}\n")
    writeFileSync(join(folder, 'text.md'), '# Hello\n')
    const split = await loadSource(join(folder, 'openapi.yaml'))
    const slice = (kids: string, description = '# Hello\n'): string =>
      json({
        ...shell,
        info: { ...shell.info, description },
        paths: schemaAt({ $ref: '#/components/schemas/tree' }),
        components: { schemas: { tree: { type: 'object', properties: { kids: { $ref: kids } } } } },
      })
    const codes = (text: string): string[] => judgeSlice(split, { text, operations: operationsOf(split) }).map(({ code }) => code)
    expect(codes(slice('#/components/schemas/tree'))).toEqual([])
    expect(codes(slice('tree.yaml'))).toContain('dangling')
    expect(codes(slice('#/components/schemas/tree', 'Hello'))).toContain('value-changed')
    rmSync(folder, { recursive: true })
  })

  it.each([
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${UNQUOTED}`, 'utf16le')],
    ['UTF-16 without one', Buffer.from(UNQUOTED, 'utf16le')],
    ['UTF-16 the other way round', Buffer.from(UNQUOTED, 'utf16le').swap16()],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${UNQUOTED}`)],
  ])('reads %s, and a version without quotes', async (_name, bytes) => {
    const folder = mkdtempSync(join(tmpdir(), 'judge-'))
    writeFileSync(join(folder, 'openapi.yaml'), bytes)
    const encoded = await loadSource(join(folder, 'openapi.yaml'))
    expect(operationsOf(encoded, { webhooks: true })).toEqual([{ path: 'ä', method: 'GET', webhook: true }])
    rmSync(folder, { recursive: true })
  })

  it('reads no file outside of the folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'judge-'))
    writeFileSync(join(folder, 'openapi.yaml'), json({ ...shell, paths: schemaAt({ $ref: '../../../../../../etc/hostname' }) }))
    const outside = await loadSource(join(folder, 'openapi.yaml'))
    const verbatim = json({ ...shell, paths: schemaAt({ $ref: '../../../../../../etc/hostname' }) })
    expect(judgeSlice(outside, { text: verbatim, operations: operationsOf(outside) })).toEqual([])
    rmSync(folder, { recursive: true })
  })
})

describe('operationsOf', () => {
  it('lists operations in source order, without extensions, callbacks and webhooks', () => {
    expect(operationsOf(source).map(({ path, method }) => `${method} ${path}`)).toEqual(['GET /pets/{id}', 'POST /pets/{id}', 'GET /other'])
    expect(operationsOf(source, { webhooks: true }).at(-1)).toEqual({ path: 'w', method: 'POST', webhook: true })
  })

  it('knows query and additional operations of 3.2', () => {
    const item = { query: { responses: ok }, additionalOperations: { COPY: { responses: ok }, 'M-search': { responses: ok } } }
    const found = operationsOf(plainSource({ ...shell, openapi: '3.2.0', paths: { '/a': item, 'x-b': item } }))
    expect(found.map(({ method }) => method)).toEqual(['QUERY', 'COPY', 'M-search'])
  })
})

describe('judgeRow', () => {
  it('finds nothing wrong with a correct row', () => {
    expect(judgeRow(source, endpoint, ROW, SLICE)).toEqual([])
  })

  it.each(Object.keys(ROW))('finds a wrong and a missing %s', (column) => {
    const { [column]: _dropped, ...rest } = ROW
    expect(judgeRow(source, endpoint, { ...ROW, [column]: 'wrong' }, SLICE)).toHaveLength(1)
    expect(judgeRow(source, endpoint, rest, SLICE)).toHaveLength(1)
  })

  it('does not call optional security required', () => {
    const optional = plainSource({
      ...shell,
      security: [{ k: [] }],
      paths: { '/a': { get: { security: [{}, { k: [] }], responses: ok } } },
    })
    const codes = judgeRow(optional, { path: '/a', method: 'GET' }, { ...ROW, security_required: 'false' }, '{}\n').map(({ code }) => code)
    expect(codes).not.toContain('row-security_required')
  })

  it('finds security behind a reference', () => {
    const behind = plainSource({
      ...shell,
      paths: { '/a': { get: { security: { $ref: '#/components/links/l' }, responses: ok } } },
      components: { links: { l: [{ k: [] }] } },
    })
    const codes = judgeRow(behind, { path: '/a', method: 'GET' }, { ...ROW, security_required: 'true' }, '{}\n').map(({ code }) => code)
    expect(codes).not.toContain('row-security_required')
  })
})

describe('the second validator', () => {
  const referring = (schema: object): unknown => ({
    ...shell,
    openapi: '3.1.0',
    paths: { '/a': { get: { responses: { 200: { description: 'ok', content: { 'a/b': { schema } } } } } } },
  })

  it('follows references, but for those in extensions', async () => {
    expect(await isAccepted(referring({ 'x-model': { $ref: '#/components/schemas/Gone' } }))).toBe(true)
    expect(await isAccepted(referring({ items: { $ref: '#/components/schemas/Gone' } }))).toBe(false)
  })
})

describe('numbers and JSON', () => {
  it('compares numbers by value, not by notation', () => {
    const exact = (text: string): string => new Numeric(text).exact
    expect(exact('1.0')).toBe(exact('1'))
    expect(exact('1e3')).toBe(exact('1000'))
    expect(exact('0x1F')).toBe(exact('31'))
    expect(exact('-0.0')).not.toBe(exact('0'))
    expect(exact('1e400')).not.toBe(exact('1e401'))
    expect(exact('18014398509481983')).not.toBe(exact('18014398509481984'))
  })

  it('reads JSON in its own order and finds duplicate keys', () => {
    const { value, duplicates } = readJson('{"b": 1, "1": {"a": [], "a": "x"}, "__proto__": null}')
    expect(value instanceof Map && [...value.keys()]).toEqual(['b', '1', '__proto__'])
    expect(duplicates).toEqual(['a'])
  })
})

describe.each(['3.0', '3.1', '3.2'] as const)('description(%s)', (version) => {
  it('makes descriptions that are judged equal to themselves where nothing has to go', () => {
    fc.assert(
      fc.property(description(version), (plain) => {
        const random = plainSource(plain)
        const findings = judgeSlice(random, { text: json(plain), operations: operationsOf(random) })
        const minimal = new Set(['component-unreachable', 'tags-changed', 'security-added', 'link-changed'])
        expect(findings.filter(({ code }) => !minimal.has(code))).toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})
