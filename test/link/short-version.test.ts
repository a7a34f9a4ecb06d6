import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { judgeSlice, loadSource, operationsOf, type Source } from '../judge/index.ts'
import { type Sliced, sliceInMemory } from '../support/slice.ts'

const endpoint = (info: string): string =>
  `${info}\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {responses: {'200': {description: ok}}}}}\n`

describe('a version that is none', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'version-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  const sliced = async (version: string, outputVersion = 'auto'): Promise<Sliced & { source: Source }> => {
    const file = join(folder, 'openapi.yaml')
    writeFileSync(file, endpoint(version))
    return { ...(await sliceInMemory(file, { outputVersion })), source: await loadSource(file) }
  }

  it.for([
    ['openapi: 3.1', 'openapi', '3.1.2', 'openapi: 3.1'],
    ["openapi: '3.1'", 'openapi', '3.1.2', 'openapi: 3.1'],
    ['openapi: 3.0', 'openapi', '3.0.4', 'openapi: 3.0'],
    ['swagger: 2.0', 'swagger', '2.0', 'swagger: 2.0'],
  ] as const)('%s is made a full one, as a text, and told', async ([version, field, full, declared]) => {
    const { slices, problems, rows, source } = await sliced(version)
    const { text } = slices.get('GET /a')!
    expect(judgeSlice(source, { text, operations: operationsOf(source) })).toEqual([])
    expect(judgeSlice(source, { text: text.replace(full, '3.2'), operations: operationsOf(source) })).not.toEqual([])
    expect(slices.get('GET /a')!.document).toHaveProperty([field], full)
    expect(problems).toMatchObject([
      {
        code: 'short-version',
        severity: 'warning',
        message: `The description declares ${declared}, which is not a full version as a text.`,
        line: 1,
      },
    ])
    expect(rows).toMatchObject([{ validation_status: 'PASS', output_oas_version: `${full.slice(0, 3)}.x` }])
  })

  it.for([
    ['3.1.x', '3.1.2'],
    ['3.1.0', '3.1.0'],
    ['3.0.x', '3.0.4'],
  ])('is none of %s either', async ([outputVersion, full]) => {
    const { slices } = await sliced('openapi: 3.1', outputVersion)
    expect(slices.get('GET /a')!.document).toHaveProperty('openapi', full)
  })

  it.for([
    ['openapi: 3.1', 'openapi', '3.1.2'],
    ['swagger: 2.0', 'swagger', '2.0'],
  ] as const)('%s does not keep its files from being brought together', async ([version, field, full]) => {
    const file = join(folder, 'openapi.yaml')
    writeFileSync(file, `${version}\ninfo: {title: T, version: '1'}\npaths: {/a: {$ref: item.yaml}}\n`)
    writeFileSync(join(folder, 'item.yaml'), "get: {responses: {'200': {description: ok}}}\n")
    const { slices, result } = await sliceInMemory(file)
    expect(result.failures).toEqual([])
    expect(slices.get('GET /a')!.document).toHaveProperty([field], full)
  })

  it.for(['openapi: 3.1.0', 'openapi: 3.1.0-rc1', "swagger: '2.0'"])('leaves %s as it is', async (version) => {
    const { slices, problems } = await sliced(version)
    expect(slices.get('GET /a')!.text.split('\n', 1)[0]).toBe(version)
    expect(problems).toEqual([])
  })
})
