import { createConfig, lintFromString } from '@redocly/openapi-core'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { SliceRequest } from '../../src/core/options/request.ts'
import { type Sliced, sliceInMemory } from '../support/slice.ts'

const folder = mkdtempSync(join(tmpdir(), 'together-'))
afterAll(() => rmSync(folder, { recursive: true }))

const DESCRIPTION = `
openapi: 3.1.0
info: {title: Together, version: '1'}
paths:
  /u/{id}:
    parameters: [{name: id, in: path, required: true, schema: {}}]
    get: {operationId: one, tags: [t], responses: {'200': {description: d}}}
    put: {operationId: two, tags: [t], responses: {'200': {description: d}}, callbacks: {c: {$ref: '#/components/callbacks/Shared'}}}
    delete: {operationId: three, tags: [t], responses: {'200': {description: d}}, callbacks: {c: {$ref: '#/components/callbacks/Shared'}}}
  /u/{name}:
    post:
      operationId: four
      tags: [t]
      parameters: [{name: name, in: path, required: true, schema: {}}]
      responses: {'200': {description: d}}
  /u/x:
    get: {operationId: one, tags: [t], responses: {'200': {description: d}}}
    put: {operationId: four, tags: [t], responses: {'200': {description: d}}}
    patch: {tags: [t], responses: {'200': {description: d}}, callbacks: {c: {'{$url}': {post: {operationId: two, responses: {'200': {description: d}}}}}}}
    delete: {operationId: one, tags: [other], responses: {'200': {description: d}}}
components:
  callbacks: {Shared: {'{$url}': {post: {operationId: called, responses: {'200': {description: d}}}}}}
`

const sliced = (options: Partial<SliceRequest>): Promise<Sliced> => {
  const input = join(folder, 'openapi.yaml')
  writeFileSync(input, DESCRIPTION)
  return sliceInMemory(input, options)
}

const ERRORS = [
  ['POST /u/{name}', 'Its path differs only in the names of its parameters from /u/{id}, which is in the same file.'],
  ['GET /u/x', 'Its operationId “one” is also that of GET /u/{id}, which is in the same file.'],
  ['PATCH /u/x', 'Its operationId “two” is also that of PUT /u/{id}, which is in the same file.'],
]

describe('endpoints in one file', () => {
  it.for(['once', 'each'] as const)('that cannot be in one document fail after the first, validating %s', async (validate) => {
    const { files, result, problems } = await sliced({ groupBy: 'tag', validate })
    expect(result.failures.map(({ method, path, reason }) => [`${method} ${path}`, reason])).toEqual(ERRORS)
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['not-together', 10],
      ['not-together', 17],
      ['not-together', 19],
    ])
    for (const [file, text] of files) {
      if (!file.endsWith('.yaml')) continue
      const findings = await lintFromString({ source: text, config: await createConfig({ extends: ['spec'] }) })
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
    }
    expect(files.get('t.yaml')).toContain('operationId: four')
  })

  it('are there all the same where mistakes of the source are tolerated', async () => {
    const { files, result, problems } = await sliced({ groupBy: 'tag', inherited: 'warn' })
    expect(result.failures).toEqual([])
    expect(problems.map(({ method, path, message, severity }) => [`${method} ${path}`, message, severity])).toEqual(
      [
        ...ERRORS.slice(0, 2),
        ['PUT /u/x', 'Its operationId “four” is also that of POST /u/{name}, which is in the same file.'],
        ...ERRORS.slice(2),
      ].map((error) => [...error, 'warning']),
    )
    expect(files.get('t.yaml')).toContain('/u/{name}')
  })

  it('fail for what is written into each of them, where it was one in the source', async () => {
    const input = join(folder, 'shared.yaml')
    const post = (id: string): string =>
      `{post: {operationId: ${id}, tags: [t], responses: {'200': {description: d}}, callbacks: {c: {'{$url}': {$ref: '#/x-callback'}}}}}`
    writeFileSync(
      input,
      `openapi: 3.0.3
info: {title: Shared, version: '1'}
paths: {/a: ${post('a')}, /b: ${post('b')}}
x-callback: {post: {operationId: called, responses: {'200': {description: d}}}}
`,
    )
    const { result } = await sliceInMemory(input, { groupBy: 'tag' })
    expect(result.failures.map(({ path, reason }) => [path, reason])).toEqual([
      ['/b', 'Its operationId “called” is also that of POST /a, which is in the same file.'],
    ])
  })

  it('pass in files of their own', async () => {
    const { result } = await sliced({})
    expect(result.failures).toEqual([])
  })
})
