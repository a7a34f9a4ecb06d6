import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSlicer, describeSpec, listEndpoints, sliceSpec } from '../../src/index.ts'
import { sliceInMemory } from '../support/slice.ts'

const TEXT = `openapi: 3.1.0
info: {title: Größe, version: '1'}
x-team: {name: t}
paths:
  /a:
    get:
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}, example: {$ref: '#/components/schemas/Note'}}}}}
webhooks:
  new pet: {post: {operationId: hook, responses: {'200': {description: ok}}}}
components:
  schemas:
    Pet: {type: object, discriminator: {propertyName: kind}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}]}
    Note: {type: string}
`

describe('options', () => {
  let folder: string
  let input: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'options-'))
    input = join(folder, 'openapi.yaml')
    writeFileSync(input, TEXT)
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const componentsOf = (document: unknown): string[] => Object.keys((document as { components: { schemas: object } }).components.schemas)

  it('webhooks are sliced too when asked for, under webhooks', async () => {
    const { slices } = await sliceInMemory(input, { webhooks: true })
    expect([...slices.keys()]).toEqual(['GET /a', 'POST new pet'])
    const { file, document } = slices.get('POST new pet')!
    expect(file).toBe('webhook-new-pet_POST.yaml')
    expect(document).toMatchObject({ webhooks: { 'new pet': { post: { operationId: 'hook' } } } })
    expect(document).not.toHaveProperty('paths')
  })

  it('what filters ask for in vain is a warning, also where nothing is left out', async () => {
    const { result } = await sliceInMemory(input, { filter: ['/a', '/b'], exclude: '/admin/**' })

    expect(result).toMatchObject({ total: 1, extracted: 1 })
    expect(result.warnings.filter(({ code }) => code === 'unmatched-filter')).toEqual([
      expect.objectContaining({
        message: 'Not even the only endpoint matches “filter” /b.',
        help: 'Correct or remove it; the nearest are /a.',
      }),
      expect.objectContaining({ message: 'Not even the only endpoint matches “exclude” /admin/**.' }),
    ])
  })

  it('webhooks of 3.0 stay an extension', async () => {
    writeFileSync(
      input,
      "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\nx-webhooks:\n  w: {post: {responses: {'200': {description: ok}}}}\n",
    )
    const { slices } = await sliceInMemory(input, { webhooks: true })
    expect(slices.get('POST w')!.document).toMatchObject({ paths: {}, 'x-webhooks': { w: { post: {} } } })
  })

  it('subtypes and components that data names come along unless they are not wanted', async () => {
    const all = await sliceInMemory(input)
    expect(componentsOf(all.slices.get('GET /a')!.document)).toEqual(['Pet', 'Cat', 'Note'])
    const few = await sliceInMemory(input, { subtypes: false, refsInData: 'literal' })
    expect(componentsOf(few.slices.get('GET /a')!.document)).toEqual(['Pet'])
  })

  it('root extensions are kept, dropped, or chosen', async () => {
    const has = async (rootExtensions: boolean | string[]): Promise<boolean> => {
      const { slices } = await sliceInMemory(input, { rootExtensions })
      return 'x-team' in (slices.get('GET /a')!.document as object)
    }
    expect([await has(true), await has(false), await has(['x-team']), await has(['x-other'])]).toEqual([true, false, true, false])
  })

  it('a ruleset of the user is checked beside the specification, with its severities', async () => {
    const ruleset = join(folder, 'redocly.yaml')
    writeFileSync(ruleset, 'rules: {operation-summary: error, operation-4xx-response: warn}\n')
    const { problems, rows } = await sliceInMemory(input, { ruleset })
    expect(problems.filter(({ code }) => code.startsWith('redocly/')).map(({ code, severity }) => [code, severity])).toEqual([
      ['redocly/operation-summary', 'error'],
      ['redocly/operation-4xx-response', 'warning'],
    ])
    expect(rows[0]!['validation_status']).toBe('FAIL')
  })

  it('a ruleset that cannot be read is refused', async () => {
    const ruleset = join(folder, 'gone.yaml')
    await expect(sliceInMemory(input, { ruleset })).rejects.toMatchObject({
      code: 'bad-option',
      message: `The ruleset ${ruleset} cannot be read: there is no such file.`,
    })
  })

  it.runIf(process.platform === 'linux')('a ruleset that nobody may read is refused in plain words', async () => {
    await expect(sliceInMemory(input, { ruleset: '/proc/sys/vm/drop_caches' })).rejects.toMatchObject({
      message: 'The ruleset /proc/sys/vm/drop_caches cannot be read: permission denied.',
    })
  })

  it('a ruleset that extends something unknown is refused with one full stop', async () => {
    const ruleset = join(folder, 'redocly.yaml')
    writeFileSync(ruleset, 'extends: [nosuch]\n')
    await expect(sliceInMemory(input, { ruleset })).rejects.toMatchObject({ message: expect.stringMatching(/nosuch.*[^.]\.$/) })
  })

  it.each([[null], [undefined], ['openapi.yaml'], [['openapi.yaml']], [42]])('%j instead of options is refused', async (request) => {
    const refusal = { code: 'bad-option', message: 'The options must be an object.', help: expect.stringContaining('input:') }
    for (const call of [sliceSpec, describeSpec, listEndpoints]) await expect(call(request as never)).rejects.toMatchObject(refusal)
    expect(() => createSlicer(request as never)).toThrow(expect.objectContaining(refusal))
  })

  it('what a function of a request throws comes out as it is', async () => {
    const mine = new Error('too much')
    const onForecast = (): void => {
      throw mine
    }
    await expect(sliceInMemory(input, { onForecast })).rejects.toBe(mine)
  })

  it.each(['utf-8 with a mark', 'utf-16le', 'utf-16be'])('%s is read', async (encoding) => {
    const plain = await sliceInMemory(input)
    const little = Buffer.from(`\uFEFF${TEXT}`, 'utf16le')
    writeFileSync(
      input,
      encoding === 'utf-16le' ? little : encoding === 'utf-16be' ? little.swap16() : `\uFEFF${TEXT.replaceAll('\n', '\r\n')}`,
    )
    const { slices } = await sliceInMemory(input)
    expect(slices.get('GET /a')!.text).toBe(plain.slices.get('GET /a')!.text)
  })

  it.each([
    ['concurrency', { concurrency: 0 }, 'bad-option'],
    ['concurrency', { concurrency: 17 }, 'bad-option'],
    ['an unknown option', { concurency: 4 } as object, 'bad-option'],
    ['a version that does not exist', { outputVersion: '4.0' }, 'bad-option'],
    ['a filter that matches nothing', { filter: '/nothing' }, 'nothing-selected'],
  ])('%s out of range is refused before anything is written', async (_, options, code) => {
    await expect(sliceInMemory(input, options)).rejects.toMatchObject({ code, help: expect.stringMatching(/./) })
  })

  it('an unknown option names the nearest', async () => {
    await expect(sliceInMemory(input, { concurency: 4 } as object)).rejects.toMatchObject({ help: 'Did you mean “concurrency”?' })
  })
})
