import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSlicer, listEndpoints, memorySink, type Progress, type SliceRequest, sliceSpec } from '../../src/index.ts'

const HEAD = 'openapi: 3.1.0\ninfo: {title: t, version: "1"}\n'
const OK = "{responses: {'200': {description: ok}}}"
const BROKEN = "{responses: {'200': {$ref: '#/components/responses/None'}}}"

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'slicer-'))
})
afterEach(() => rmSync(cwd, { recursive: true }))

const write = (text: string, file = 'openapi.yaml'): void => writeFileSync(join(cwd, file), HEAD + text)
const slices = (folder: string): string[] => readdirSync(join(cwd, folder)).filter((file) => file.endsWith('.yaml'))

/** Endpoints `GET /p0` and so on, every third of which fails. */
const many = (count: number): string =>
  `paths:\n${Array.from({ length: count }, (_, index) => `  /p${index}: {get: ${index % 3 === 2 ? BROKEN : OK}}`).join('\n')}\n`

const request: SliceRequest = { input: 'openapi.yaml' }

describe('a slicer', () => {
  it('slices as sliceSpec does', async () => {
    write(many(6))
    const { elapsed: _a, timings: _b, files, ...result } = await createSlicer({ ...request, outDir: 'a' }, { cwd }).run()
    const { elapsed: _c, timings: _d, ...expected } = await sliceSpec({ ...request, outDir: 'b' }, { cwd })

    expect({ ...result, files }).toEqual({ ...expected, outDir: 'a', indexPath: join('a', 'index.csv') })
    for (const { file } of files) expect(readFileSync(join(cwd, 'a', file))).toEqual(readFileSync(join(cwd, 'b', file)))
  })

  it('refuses wrong options when it is made', () => {
    expect(() => createSlicer({ ...request, format: 'xml' as 'yaml' })).toThrow(expect.objectContaining({ code: 'bad-option' }))
  })

  it('does nothing again, and only what a change touches, without any folder for that', async () => {
    write(`paths:\n  /a: {get: ${OK}}\n  /b: {get: ${OK}}\n`)
    const slicer = createSlicer(request, { cwd })
    expect(await slicer.run()).toMatchObject({ unchanged: false, extracted: 2 })
    expect(await slicer.run()).toMatchObject({ unchanged: true, extracted: 2 })
    const [a, b] = ['a_GET.yaml', 'b_GET.yaml'].map((file) => join(cwd, 'slices', file))
    const before = statSync(a!, { bigint: true })

    write(`paths:\n  /a: {get: ${OK}}\n  /b: {get: {responses: {'204': {description: gone}}}}\n`)
    expect(await slicer.run()).toMatchObject({ unchanged: false, extracted: 2 })
    expect(readFileSync(b!, 'utf8')).toContain("'204'")
    expect(statSync(a!, { bigint: true })).toMatchObject({ ino: before.ino, mtimeNs: before.mtimeNs })
    expect(existsSync(join(cwd, 'node_modules'))).toBe(false)
  })

  it('hands out results that may be changed', async () => {
    write(many(2))
    const slicer = createSlicer(request, { cwd })
    await slicer.run()
    const second = await slicer.run()
    second.files.length = 0

    expect((await slicer.run()).files).toHaveLength(2)
  })

  it('remembers nothing where that is not wanted, and shares nothing with others', async () => {
    write(many(2))
    const slicer = createSlicer({ ...request, cache: false }, { cwd })
    await slicer.run()
    expect(await slicer.run()).toMatchObject({ unchanged: false })
    expect(await createSlicer(request, { cwd }).run()).toMatchObject({ unchanged: false })
  })

  it('lets runs follow each other, also behind one that is refused', async () => {
    write(many(30))
    const events: string[] = []
    const slicer = createSlicer({ ...request, onForecast: () => events.push('begin') }, { cwd })
    const refused = slicer.run({ signal: AbortSignal.abort(new Error('no')) })
    const runs = [slicer.run(), slicer.run({ sink: memorySink(() => {}) })].map((run) => run.then(() => events.push('end')))

    await expect(refused).rejects.toThrow('no')
    await Promise.all(runs)
    expect(events).toEqual(['begin', 'end', 'begin', 'end'])
  })
})

describe('slices of a slicer', () => {
  it('are what a run writes, in the order of the source, with a result at the end', async () => {
    write(many(100))
    const { files, failures } = await sliceSpec(request, { cwd })
    const run = createSlicer(request, { cwd }).slices()
    const found = []
    for await (const { file, endpoints, size, text, bytes } of run) {
      expect(run.result).toBeUndefined()
      expect(text).toBe(readFileSync(join(cwd, 'slices', file), 'utf8'))
      expect(bytes.byteLength).toBe(size)
      found.push({ file, size, endpoints })
    }

    expect(found).toEqual(files)
    expect(run.result).toMatchObject({ total: 100, extracted: 67, failed: 33, failures })
  })

  it('writes nothing, and is no dry run either', async () => {
    write(many(2))
    const run = createSlicer({ ...request, dryRun: true, llms: true, report: true }, { cwd }).slices()
    const files: string[] = []
    for await (const { file } of run) files.push(file)

    expect(files).toEqual(['p0_GET.yaml', 'p1_GET.yaml'])
    expect(run.result).toMatchObject({ dryRun: false, indexPath: undefined, llmsPath: undefined, reportPath: undefined })
    expect(readdirSync(cwd)).toEqual(['openapi.yaml'])
  })

  it('wait to be taken: the run is never more than one slice ahead', async () => {
    write(many(60))
    const steps: Progress[] = []
    const slicer = createSlicer({ ...request, onProgress: (step) => steps.push(step), concurrency: 16 }, { cwd })
    let taken = 0
    for await (const { endpoints } of slicer.slices()) {
      taken++
      await setTimeout(2)
      // All up to this one are done, and those that fail behind it, but none that has to be taken.
      const written = steps.at(-1)!.done - steps.at(-1)!.failed
      expect(written).toBe(taken)
      expect(steps.map(({ endpoint }) => endpoint)).toContain(endpoints[0])
    }
    expect(taken).toBe(40)
    expect(steps).toHaveLength(60)
  })

  it.for(['break', 'throw'] as const)('end the run when the loop is left by %s', async (way) => {
    write(many(60))
    const steps: Progress[] = []
    const slicer = createSlicer({ ...request, onProgress: (step) => steps.push(step) }, { cwd })
    const run = slicer.slices()
    const loop = async (): Promise<void> => {
      for await (const { file } of run) {
        if (file !== 'p9_GET.yaml') continue
        if (way === 'break') break
        throw new Error('enough')
      }
    }
    if (way === 'break') await loop()
    else await expect(loop()).rejects.toThrow('enough')
    const { length } = steps
    await setTimeout(50)

    expect(length).toBeLessThan(20)
    expect(steps).toHaveLength(length)
    expect(run.result).toBeUndefined()
    // There is nothing left to take of it.
    for await (const { file } of run) expect(file).toBe('none')
  })

  it('end with the reason of a signal that aborts', async () => {
    write(many(60))
    const abort = new AbortController()
    const taken: string[] = []
    const loop = async (): Promise<void> => {
      for await (const { file } of createSlicer(request, { cwd }).slices({ signal: abort.signal })) {
        taken.push(file)
        if (taken.length === 5) abort.abort(new Error('enough'))
      }
    }

    await expect(loop()).rejects.toThrow('enough')
    expect(taken).toHaveLength(5)
  })

  it('are refused with the description, when the loop begins', async () => {
    write('paths: [\n')
    const run = createSlicer(request, { cwd }).slices()
    await expect(run[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'syntax-error' })
  })

  it('of two loops at the same time do not get into each other', async () => {
    write(many(30))
    const slicer = createSlicer(request, { cwd })
    const gather = async (): Promise<string[]> => {
      const files = []
      for await (const { file } of slicer.slices()) files.push(file)
      return files
    }
    const [first, second] = await Promise.all([gather(), gather()])

    expect(first).toHaveLength(20)
    expect(second).toEqual(first)
  })
})

describe('a list of endpoints', () => {
  it('has what the filters select, in source order, with the files that they are sliced into', async () => {
    write(
      `paths:\n  /b: {get: {operationId: b, summary: Bees, tags: [x, y], deprecated: true, responses: {'200': {description: ok}}}, post: ${OK}}\n  /a: {get: ${OK}}\nwebhooks:\n  new: {post: ${OK}}\n`,
    )
    const { files } = await sliceSpec({ ...request, webhooks: true }, { cwd })
    const listed = await listEndpoints({ ...request, webhooks: true }, { cwd })

    expect(listed.map(({ id, file }) => [id, file])).toEqual(files.map(({ file, endpoints }) => [endpoints[0], file]))
    expect(listed.at(-1)).toMatchObject({ isWebhook: true, path: 'new' })
    expect(await listEndpoints({ ...request, filter: '/b', methods: 'get' }, { cwd })).toEqual([
      {
        ...{ id: 'GET /b', path: '/b', method: 'GET', operationId: 'b', summary: 'Bees', tags: ['x', 'y'], deprecated: true },
        ...{ isWebhook: false, file: 'b_GET.yaml', problems: [] },
      },
    ])
  })

  it('refuses filters that select nothing, and tells of path items that lead nowhere', async () => {
    write('paths:\n  /a: {$ref: gone.yaml}\n')
    expect(await listEndpoints(request, { cwd })).toMatchObject([{ id: '* /a', problems: [{ code: 'unresolved-reference' }] }])
    await expect(listEndpoints({ ...request, filter: '/c' }, { cwd })).rejects.toMatchObject({ code: 'nothing-selected' })
    expect(await listEndpoints({ ...request, filter: '/c', allowEmpty: true }, { cwd })).toEqual([])
  })
})

describe('a slicer that watches', () => {
  it('runs again when the description changes, and not when it is only touched', { timeout: 30_000 }, async () => {
    write(`paths:\n  /a: {get: ${OK}}\n`)
    const totals: number[] = []
    for await (const { result } of createSlicer(request, { cwd }).watch()) {
      totals.push(result!.total)
      if (totals.length === 3) break
      // The same again is no change; what follows it is.
      write(readFileSync(join(cwd, 'openapi.yaml'), 'utf8').slice(HEAD.length))
      void setTimeout(200).then(() => write(`paths:\n${'abc'.slice(0, totals.length + 1).replace(/./g, `  /$&: {get: ${OK}}\n`)}`))
    }

    expect(totals).toEqual([1, 2, 3])
    expect(slices('slices')).toEqual(['a_GET.yaml', 'b_GET.yaml', 'c_GET.yaml'])
  })

  it('notices other files, and those that come and go with their folders, and lives through mistakes', { timeout: 30_000 }, async () => {
    write(`paths:\n  /a: {$ref: parts/a.yaml}\n`)
    const part = (operation: string): void => writeFileSync(join(cwd, 'parts/a.yaml'), `get: ${operation}\n`)
    const told: string[] = []
    const steps = [
      async () => {
        mkdirSync(join(cwd, 'parts'))
        await setTimeout(100)
        part(BROKEN)
      },
      () => part(OK),
      () => write('paths: [\n'),
      () => write(`paths:\n  /a: {$ref: parts/a.yaml}\n`),
      () => rmSync(join(cwd, 'parts'), { recursive: true }),
      () => {
        mkdirSync(join(cwd, 'parts'))
        part(OK)
      },
      () => part(BROKEN),
    ]
    for await (const { result, error } of createSlicer(request, { cwd }).watch()) {
      told.push(error?.code ?? result!.problems[0]?.code ?? 'fine')
      const step = steps.shift()
      if (!step) break
      void setTimeout(100).then(step)
    }

    expect(told).toEqual([
      'unresolved-reference',
      'unresolved-reference',
      'fine',
      'syntax-error',
      'fine',
      'unresolved-reference',
      'fine',
      'unresolved-reference',
    ])
  })

  it('notices what happens behind a link', { timeout: 30_000 }, async () => {
    mkdirSync(join(cwd, 'shared'))
    write(many(1), 'shared/real.yaml')
    symlinkSync(join('shared', 'real.yaml'), join(cwd, 'openapi.yaml'))
    const totals: number[] = []
    for await (const { result } of createSlicer(request, { cwd }).watch()) {
      totals.push(result!.total)
      if (totals.length === 2) break
      void setTimeout(100).then(() => write(many(2), 'shared/real.yaml'))
    }

    expect(totals).toEqual([1, 2])
  })

  it('ends when its signal aborts while it waits', { timeout: 30_000 }, async () => {
    write(many(1))
    const abort = new AbortController()
    const loop = async (): Promise<void> => {
      for await (const _ of createSlicer(request, { cwd }).watch({ signal: abort.signal })) void setTimeout(100).then(() => abort.abort())
    }

    await expect(loop()).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('hands files to a sink, if there is one', { timeout: 30_000 }, async () => {
    write(many(2))
    const files: string[] = []
    const sink = memorySink((file) => files.push(file))
    for await (const { result } of createSlicer({ ...request, csv: false }, { cwd }).watch({ sink })) if (result) break

    expect(files.toSorted()).toEqual(['p0_GET.yaml', 'p1_GET.yaml', 'problems.json'])
    expect(readdirSync(cwd)).toEqual(['openapi.yaml'])
  })
})
