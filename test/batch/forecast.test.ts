import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Forecast, memorySink, sliceSpec } from '../../src/index.ts'
import { DirectorySink } from '../../src/core/write/directory-sink.ts'
import { description } from '../judge/arbitrary.ts'
import { sliceInMemory } from '../support/slice.ts'

describe('the forecast of a run', () => {
  let folder: string
  let input: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'forecast-'))
    input = join(folder, 'two.yaml')
    const ok = "{get: {responses: {'200': {description: ok}}}}"
    writeFileSync(input, `openapi: 3.0.3\ninfo: {title: t, version: "1"}\npaths:\n  /a: ${ok}\n  /b: ${ok}\n`)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each(['3.0', '3.1', '3.2'] as const)('is what is written, to the byte: any description of %s', { timeout: 300_000 }, (version) => {
    const formats = [{ format: 'yaml' }, { format: 'json' }, { format: 'json', minify: true }] as const
    const groupings = ['endpoint', 'path', 'tag', 'prefix', () => 'all'] as const
    return fc.assert(
      fc.asyncProperty(
        description(version),
        fc.constantFrom(...formats),
        fc.constantFrom(...groupings),
        fc.boolean(),
        async (document, format, groupBy, webhooks) => {
          const file = join(folder, 'openapi.json')
          writeFileSync(file, JSON.stringify(document))
          const forecasts: Forecast[] = []
          const onForecast = (forecast: Forecast): void => void forecasts.push(forecast)
          const { result, files } = await sliceInMemory(file, { ...format, groupBy, webhooks, allowEmpty: true, onForecast })
          expect(result.failures).toEqual([])
          const bytes = result.files.reduce((sum, { file: name }) => sum + Buffer.byteLength(files.get(name)!), 0)
          expect(forecasts).toEqual([{ files: result.files.length, bytes }])
        },
      ),
      { numRuns: 60 },
    )
  })

  it('comes before anything is written', async () => {
    const said: string[] = []
    const sink = memorySink((file) => said.push(file))
    await sliceSpec({ input, onForecast: ({ files }) => said.push(`${files} files`) }, { sink })
    expect(said).toEqual(['2 files', 'a_GET.yaml', 'b_GET.yaml', 'problems.json', 'index.csv'])
  })

  const sinkWith = (free: number | undefined) => ({ ...memorySink(() => {}), free: async () => free })

  it.each([
    ['that there is room for', 10, 500, 'there is room for 10 B only', 'make room'],
    ['that is allowed', 500, 10, 'the limit is 10 B', 'raise the limit (maxOutput)'],
    ['that is allowed, where room is not known', undefined, 10, 'the limit is 10 B', 'raise the limit (maxOutput)'],
  ])('refuses more than %s', async (_, free, maxOutput, why, remedy) => {
    const run = sliceSpec({ input, maxOutput }, { sink: sinkWith(free) })
    await expect(run).rejects.toMatchObject({
      code: 'output-too-large',
      message: expect.stringMatching(new RegExp(`^The slices would take \\d+ B in 2 files, and ${why}\\.$`)),
      help: expect.stringContaining(remedy),
    })
  })

  it('refuses nothing where the limit is lifted', async () => {
    expect(await sliceSpec({ input, maxOutput: Infinity }, { sink: sinkWith(10) })).toMatchObject({ extracted: 2 })
  })

  it('knows the room on a disk, with what will be replaced', async () => {
    const root = join(folder, 'deep', 'slices')
    const hold = async () => ({ isHeld: () => true, async release() {} })
    const sinkFor = () => new DirectorySink({ root, shown: 'slices', force: false, hold })
    const before = await sinkFor().free()
    expect(before).toBeGreaterThan(0)
    await sliceSpec({ input, outDir: root, cache: false })
    const after = await sinkFor().free()
    expect(after).toBeGreaterThan(0)
  })
})

describe('minified JSON', () => {
  it('is the same data without spaces', async () => {
    const input = join(mkdtempSync(join(tmpdir(), 'minify-')), 'a.yaml')
    writeFileSync(
      input,
      'openapi: 3.0.3\ninfo: {title: "a b", version: "1"}\npaths:\n  /a: {get: {responses: {default: {description: ok}}}}\n',
    )
    const { files } = await sliceInMemory(input, { format: 'json', minify: true })
    const text = files.get('a_GET.json')!
    expect(text).toBe(`${JSON.stringify(JSON.parse(text))}\n`)
    const spaced = await sliceInMemory(input, { format: 'json' })
    expect(JSON.parse(spaced.files.get('a_GET.json')!)).toEqual(JSON.parse(text))
  })

  it('is for JSON', async () => {
    await expect(sliceInMemory('a.yaml', { minify: true })).rejects.toMatchObject({
      code: 'bad-option',
      message: 'The option “minify” is for JSON.',
    })
  })
})
