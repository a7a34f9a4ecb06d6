import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Progress, sliceSpec } from '../../src/index.ts'
import { memorySink, type Sink } from '../../src/core/write/sink.ts'
import { sliceInMemory } from '../support/slice.ts'

const HEAD = 'openapi: 3.0.3\ninfo: {title: t, version: "1"}\n'
const OK = "{responses: {'200': {description: ok}}}"

describe('a batch', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'batch-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const file = (text: string): string => {
    const path = join(folder, 'openapi.yaml')
    writeFileSync(path, HEAD + text)
    return path
  }

  it('counts a path item whose reference leads nowhere as failed, and slices the others', async () => {
    const { result, rows } = await sliceInMemory(file(`paths:\n  /a: {$ref: gone.yaml}\n  /b: {get: ${OK}}\n`))
    expect(result).toMatchObject({ total: 2, extracted: 1, failed: 1, failures: [{ path: '/a', method: '*', phase: 4 }] })
    expect(rows.map(({ path, validation_status }) => [path, validation_status])).toEqual([
      ['/a', 'FAIL'],
      ['/b', 'PASS'],
    ])
  })

  it('has rows in source order, and as many as were selected', async () => {
    const paths = Array.from({ length: 120 }, (_, index) => `  /p${index}: {get: ${index % 7 === 0 ? '{responses: {}}' : OK}, post: ${OK}}`)
    const { rows, result } = await sliceInMemory(file(`paths:\n${paths.join('\n')}\n`), { concurrency: 16 })
    expect(rows.map(({ path, method }) => `${method} ${path}`)).toEqual(paths.flatMap((_, index) => [`GET /p${index}`, `POST /p${index}`]))
    expect(result.extracted + result.failed).toBe(rows.length)
    expect(rows.filter(({ validation_status }) => validation_status === 'FAIL').length).toBe(result.failed)
  })

  it('tells its progress endpoint by endpoint', async () => {
    const steps: Progress[] = []
    await sliceInMemory(file(`paths:\n  /a: {get: ${OK}}\n  /b: {get: {}}\n`), { onProgress: (step) => steps.push(step) })
    expect(steps.map(({ done, total }) => [done, total])).toEqual([
      [1, 2],
      [2, 2],
    ])
    expect(steps.at(-1)!.failed).toBe(1)
  })

  it('knows its size beforehand and stops above the limit, with nothing written', async () => {
    const written: string[] = []
    const request = { input: file(`paths:\n  /a: {get: ${OK}}\n  /b: {get: ${OK}}\n`), maxOutput: 200 }
    await expect(sliceSpec(request, { sink: memorySink((name) => written.push(name)) })).rejects.toMatchObject({ code: 'output-too-large' })
    expect(written).toEqual([])
  })

  it('stops when it is aborted', async () => {
    const abort = new AbortController()
    const input = file(`paths:\n${Array.from({ length: 50 }, (_, index) => `  /p${index}: {get: ${OK}}`).join('\n')}\n`)
    const seen: string[] = []
    const onProgress = ({ endpoint, done }: Progress): void => {
      seen.push(endpoint)
      if (done === 10) abort.abort(new Error('enough'))
    }
    await expect(sliceSpec({ input, onProgress, concurrency: 1 }, { sink: memorySink(() => {}), signal: abort.signal })).rejects.toThrow(
      'enough',
    )
    expect(seen).toHaveLength(10)
  })

  it('groups by a function, and refuses one that throws', async () => {
    const input = file(`paths:\n  /a: {get: ${OK}, post: ${OK}}\n  /b: {get: ${OK}}\n`)
    const { result } = await sliceInMemory(input, { groupBy: ({ method }) => `all ${method}s` })
    expect(result.files.map(({ file: name, endpoints }) => [name, endpoints])).toEqual([
      ['all-GETs.yaml', ['GET /a', 'GET /b']],
      ['all-POSTs.yaml', ['POST /a']],
    ])
    const broken = (): string => {
      throw new Error('no')
    }
    await expect(sliceInMemory(input, { groupBy: broken })).rejects.toMatchObject({ code: 'bad-option' })
  })

  describe('into a sink of somebody else', () => {
    const input = (): string => file(`paths:\n  /a: {get: ${OK}}\n  /b: {get: ${OK}}\n`)

    it.each([
      [
        'throws',
        () => {
          throw new Error('The bucket is full.')
        },
      ],
      [
        'rejects',
        async () => {
          throw new Error('The bucket is full.')
        },
      ],
      [
        'throws what it will',
        () => {
          throw 'The bucket is full'
        },
      ],
    ])('which %s, the endpoint fails with its words, and the others are written', async (_, refuse) => {
      const files: string[] = []
      const emitting = memorySink((name) => files.push(name))
      const sink: Sink = {
        ...emitting,
        write: (name, chunks, endpoints) => (name === 'a_GET.yaml' ? refuse() : emitting.write(name, chunks, endpoints)),
      }
      const { failures, problems } = await sliceSpec({ input: input() }, { sink })
      const message = 'a_GET.yaml could not be written: The bucket is full.'
      expect(failures).toMatchObject([{ path: '/a', method: 'GET', reason: message }])
      expect(problems).toMatchObject([{ code: 'write-failed', severity: 'error', message, endpoints: ['GET /a'] }])
      expect(problems[0]!.help).not.toContain('mistake')
      expect(files).toEqual(['b_GET.yaml', 'problems.json', 'index.csv'])
    })

    it.each(['problems.json', 'index.csv'])('which does not take %s, it is a problem of the run', async (refused) => {
      const sink = memorySink((name) => {
        if (name === refused) throw new Error('no')
      })
      const result = await sliceSpec({ input: input() }, { sink })
      expect(result).toMatchObject({ extracted: 2, failed: 0 })
      expect(result.problems).toMatchObject([{ code: 'write-failed', severity: 'error', message: `${refused} could not be written: no.` }])
      expect(result.problems[0]).not.toHaveProperty('endpoints')
      expect(result.indexPath === undefined).toBe(refused === 'index.csv')
    })

    it('which does not take one of the indexes, the other one comes', async () => {
      const files: string[] = []
      const sink = memorySink((name) => {
        if (name === 'index.csv') throw new Error('no')
        files.push(name)
      })
      await sliceSpec({ input: input(), llms: true }, { sink })
      expect(files).toContain('llms.txt')
    })

    it.each(['open', 'append', 'close', 'end'] as const)('what its %s throws, the run throws', async (method) => {
      const sink: Sink = { ...memorySink(() => {}), [method]: () => Promise.reject(new Error(method)) }
      await expect(sliceSpec({ input: input() }, { sink })).rejects.toThrow(method)
    })

    it('it need not know what is free, nor when everything is over', async () => {
      const { free, end, ...needed } = memorySink(() => {})
      expect([free, end]).toEqual([undefined, undefined])
      expect(await sliceSpec({ input: input() }, { sink: needed })).toMatchObject({ extracted: 2 })
      await expect(sliceSpec({ input: input() }, { sink: { ...needed, free: async () => 10 } })).rejects.toMatchObject({
        code: 'output-too-large',
      })
    })
  })

  it('knows its own files again, whatever their names, and removes those that no longer belong', async () => {
    const outDir = join(folder, 'out')
    await sliceSpec({ input: file(`paths:\n  /_bulk: {get: ${OK}}\n  /a~b: {get: ${OK}}\n  /A~B: {get: ${OK}}\n`), outDir })
    const { failures } = await sliceSpec({ input: file(`paths:\n  /_bulk: {get: {responses: {'201': {description: new}}}}\n`), outDir })
    expect(failures).toEqual([])
    expect(readdirSync(outDir).toSorted()).toEqual(['.openapi-slice.json', '_bulk_GET.yaml', 'index.csv', 'problems.json'])
  })
})
