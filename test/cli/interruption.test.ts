import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { build, folderWith, type RunOptions, sliceOas, slicesIn, tree } from './slice-oas.ts'

beforeAll(build, 120_000)

const ENDPOINTS = 2_000

/** A description that takes long enough to be interrupted. */
function largeApi(): string {
  const paths = Array.from(
    { length: ENDPOINTS },
    (_, index) => `  /items-${index}: {get: {responses: {'200': {description: Item ${index}}}}}`,
  )
  return `openapi: 3.1.0\ninfo: {title: Large, version: '1'}\nservers: [{url: https://large.example}]\npaths:\n${paths.join('\n')}\n`
}

/** Sends a signal at the first sign of progress. */
function interruptWith(signal: NodeJS.Signals): NonNullable<RunOptions['onSaid']> {
  let isSent = false
  return (said, kill) => {
    if (isSent || !said.includes('Extracting')) return
    isSent = true
    kill(signal)
  }
}

describe.skipIf(process.platform === 'win32')('an interruption', () => {
  it.for<[signal: NodeJS.Signals, code: number]>([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('by %s says how far the run got', async ([signal, code]) => {
    const folder = folderWith([], { 'large.yaml': largeApi() })
    const run = await sliceOas(['large.yaml', '--concurrency', '1'], { cwd: folder, onSaid: interruptWith(signal) })
    const done = Number(/Stopped: (\d+) of 2000 endpoints of large were done/.exec(run.stderr)?.[1])

    expect(run).toMatchObject({ code, stdout: '' })
    expect(done).toBeGreaterThanOrEqual(ENDPOINTS / 4)
    expect(done).toBeLessThan(ENDPOINTS)
  })

  it('leaves whole files, and the next run takes them for its own', async () => {
    const folder = folderWith([], { 'large.yaml': largeApi() })
    await sliceOas(['large.yaml'], { cwd: folder, onSaid: interruptWith('SIGINT') })
    const left = tree(join(folder, 'slices'))
    const names = slicesIn(join(folder, 'slices'))
    writeFileSync(join(folder, 'slices/mine.txt'), 'mine')
    const next = await sliceOas(['large.yaml', '--filter', '/items-1'], { cwd: folder })

    expect(names.length).toBeLessThan(ENDPOINTS)
    for (const name of names) expect(Object.keys(parse(left[name]!) as object), name).toEqual(['openapi', 'info', 'servers', 'paths'])
    expect(next).toMatchObject({ code: 0 })
    expect(slicesIn(join(folder, 'slices'))).toEqual(['items-1_GET.yaml', 'mine.txt'])
  })

  it('stops before the next description', async () => {
    const folder = folderWith(['tiny.yaml'], { 'large.yaml': largeApi(), 'unplugin.config.json': '{"specs": ["large.yaml", "tiny.yaml"]}' })
    const run = await sliceOas([], { cwd: folder, onSaid: interruptWith('SIGINT') })

    expect(run).toMatchObject({ code: 130, stdout: 'large:\n' })
    expect(slicesIn(join(folder, 'slices/tiny'))).toEqual([])
  })
})
