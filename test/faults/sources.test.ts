import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { SliceError, sliceSpec } from '../../src/index.ts'
import { temporaryFolder, type Tree, treeOf } from '../support/tree.ts'
import { PATIENCE, times } from '../support/scale.ts'

const PARTS = Array.from({ length: 8 }, (_, index) => `part-${String(index).padStart(2, '0')}.yaml`)

/** A description in several files. All tell their version at their beginning and at their end, which is far away. */
const MAKING = `
const PARTS = ${JSON.stringify(PARTS)}
const filler = ('# ' + 'x'.repeat(98) + '\\n').repeat(200)
const partOf = (version) => 'description: begun ' + version + '\\n' + filler + 'x-end: ended ' + version + '\\n'
const paths = PARTS.map((part, index) => '  /' + index + ": {get: {responses: {'200': {$ref: " + part + '}}}}\\n').join('')
const root = "openapi: 3.1.0\\ninfo: {title: t, version: '1'}\\npaths:\\n" + paths
`

/** Says when the first version is there, and then saves version after version until it is stopped. */
const SAVING = `
const { renameSync, writeFileSync, openSync, writeSync, closeSync } = require('node:fs')
const { parentPort, workerData: { folder, stop, isPiecemeal } } = require('node:worker_threads')
${MAKING}
const rest = (milliseconds) => Atomics.wait(stop, 0, 0, milliseconds)
function save(name, text) {
  if (!isPiecemeal) {
    writeFileSync(folder + '/saved', text)
    return renameSync(folder + '/saved', folder + '/' + name)
  }
  const file = openSync(folder + '/' + name, 'w')
  for (let at = 0; at < text.length; at += 4096) writeSync(file, text.slice(at, at + 4096))
  closeSync(file)
}
save('openapi.yaml', root)
for (let version = 1; Atomics.load(stop, 0) === 0; version++) {
  for (const part of PARTS) {
    save(part, partOf(version))
    if (version > 1 && version % 4 === 0) rest(2)
  }
  if (version === 1) parentPort.postMessage('begun')
  Atomics.store(stop, 1, version)
  rest((version % 4) * 40)
}
`

interface Writer {
  /** The version that was saved last. */
  saved(): number
  end(): Promise<unknown>
}

/** How many versions are saved while it is sliced again and again. */
const SAVED = times(20, 2_000)

describe('a description that changes while it is read', () => {
  let folder: string
  beforeEach(() => {
    folder = temporaryFolder()
    process.env['SOURCE_DATE_EPOCH'] = '1700000000'
    return () => {
      delete process.env['SOURCE_DATE_EPOCH']
    }
  })

  const slice = (more: object = {}) => sliceSpec({ input: 'openapi.yaml', outDir: 'slices', cacheDir: 'cache', ...more }, { cwd: folder })

  async function saving(isPiecemeal: boolean): Promise<Writer> {
    const stop = new Int32Array(new SharedArrayBuffer(8))
    const worker = new Worker(SAVING, { eval: true, workerData: { folder, stop, isPiecemeal } })
    const ended = new Promise((resolve) => worker.on('exit', resolve))
    onTestFinished(async () => void (await worker.terminate()))
    await new Promise((resolve) => worker.on('message', resolve))
    return {
      saved: () => Atomics.load(stop, 1),
      end() {
        Atomics.store(stop, 0, 1)
        Atomics.notify(stop, 0)
        return ended
      },
    }
  }

  /** Slices again and again. @returns how often that was possible, and how often it was refused */
  async function sliceOften(writer: Writer, check: (slices: Tree) => void): Promise<[sliced: number, refused: number]> {
    let [sliced, refused] = [0, 0]
    for (let run = 0; writer.saved() < SAVED; run++) {
      try {
        await slice()
        check(treeOf(join(folder, 'slices')))
        sliced++
      } catch (error) {
        if (!(error instanceof SliceError)) throw error
        expect(error.help).not.toBe('')
        refused++
      }
      await setTimeout(run % 7)
    }
    expect(sliced).toBeGreaterThan(0)
    return [sliced, refused]
  }

  /** What lies there in the end is what is sliced, whatever was seen before. */
  async function expectSettled(): Promise<void> {
    await slice()
    await slice({ outDir: 'fresh', cache: false })
    expect(treeOf(join(folder, 'slices'))).toEqual(treeOf(join(folder, 'fresh')))
    expect(await slice()).toMatchObject({ unchanged: true })
  }

  /** The versions that the parts of a description begin, or end, with, in the order in which they are saved. */
  const versionsIn = (slices: Tree, where: 'begun' | 'ended'): (number | undefined)[] =>
    PARTS.map((_, index) => {
      const found = new RegExp(`${where} (\\d+)`).exec(slices[`${index}_GET.yaml`] ?? '')?.[1]
      return found === undefined ? undefined : Number(found)
    })

  it('is sliced as all of its files were at one moment', { timeout: PATIENCE }, async ({ task }) => {
    const writer = await saving(false)
    let mixed = 0
    const [sliced, refused] = await sliceOften(writer, (slices) => {
      const versions = versionsIn(slices, 'begun')
      expect(versionsIn(slices, 'ended')).toEqual(versions)
      // One after the other goes from one version to the next, so at any moment the first ones have the next already.
      const [first, last] = [versions[0]!, versions.at(-1)!]
      expect(first - last).toBeOneOf([0, 1])
      expect(versions).toEqual(versions.map((version) => version!).toSorted((a, b) => b - a))
      if (first !== last) mixed++
    })
    await writer.end()
    await expectSettled()
    task.meta.figures = { runs: sliced + refused, faults: SAVED, note: `${refused} refused, ${mixed} sliced halfway between two versions` }
  })

  it('is never sliced with one half of a file old and the other new, nor remembered so', { timeout: PATIENCE }, async ({ task }) => {
    const writer = await saving(true)
    let cut = 0
    const [sliced, refused] = await sliceOften(writer, (slices) => {
      const [begun, ended] = [versionsIn(slices, 'begun'), versionsIn(slices, 'ended')]
      // Nobody can know that more is going to come; but what there is of a file is of one version.
      for (const [index, version] of ended.entries()) if (version !== undefined) expect(version).toBe(begun[index])
      if (ended.includes(undefined)) cut++
    })
    await writer.end()
    await expectSettled()
    expect(readFileSync(join(folder, 'openapi.yaml'), 'utf8')).toContain('paths')
    task.meta.figures = {
      runs: sliced + refused,
      faults: SAVED,
      note: `${refused} refused, ${cut} sliced while the rest of a file was awaited`,
    }
  })
})
