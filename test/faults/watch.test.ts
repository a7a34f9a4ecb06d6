import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { build } from '../cli/slice-oas.ts'
import { ownVersions } from './descriptions.ts'
import { isLeftover } from './project.ts'
import { temporaryFolder, treeOf, writeTree } from '../support/tree.ts'
import { isLong, PATIENCE, times } from '../support/scale.ts'

beforeAll(build, 120_000)

/** What was alive after so many rebuilds. */
interface Sample {
  index: number
  bytes: number
  resources: string[]
  files: number
}

const [REBUILDS, WARM_UP] = [times(25, 1_000), times(35, 100)]

/** Bytes for each rebuild. What one rebuild makes is far more, and so is what it takes to make it. */
const MAX_SLOPE = times(50_000, 3_000)

function rebuilding(host: string, folder: string): Promise<{ samples: Sample[]; seconds: number }> {
  const script = join(import.meta.dirname, 'watch-process.mjs')
  const args = ['--expose-gc', script, host, folder, String(REBUILDS), String(WARM_UP)]
  // Vite watches nothing for tests.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:VITEST|NODE_ENV|MODE$|DEV$)/.test(name)))
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  child.stdout.on('data', (text: Buffer) => (said += text.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(said.trim().split('\n').at(-1)!) as { samples: Sample[]; seconds: number })
      else reject(new Error(`The process ended with ${code}: ${said}`))
    })
  })
}

/** The line that is nearest to all samples: bytes for each rebuild. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const [index, bytes] = [mean(samples.map((sample) => sample.index)), mean(samples.map((sample) => sample.bytes))]
  const sum = (value: (sample: Sample) => number): number => samples.reduce((total, sample) => total + value(sample), 0)
  return sum((sample) => (sample.index - index) * (sample.bytes - bytes)) / sum((sample) => (sample.index - index) ** 2)
}

/** What ends by itself may be under way at any moment. */
const isLasting = (kind: string): boolean => !/^FSReq|^CloseReq$|^Immediate$|^Timeout$/.test(kind)

describe('a process that rebuilds again and again keeps nothing of what is over', () => {
  it.for(isLong ? ['api', 'rollup', 'vite'] : ['rollup'])('%s', { timeout: PATIENCE }, async (host, { task }) => {
    const folder = temporaryFolder()
    writeTree(folder, { 'openapi.json': ownVersions(200).before, 'entry.js': 'console.log(1)\n', 'package.json': '{"type":"module"}\n' })
    const { samples, seconds } = await rebuilding(host, folder)
    const slope = slopeOf(samples)
    const [first, last] = [samples[0]!, samples.at(-1)!]
    const rate = Math.round((seconds / (REBUILDS + WARM_UP)) * 1000)
    const sizes = [first, last].map(({ bytes }) => `${(bytes / 1e6).toFixed(1)} MB`).join(' to ')
    task.meta.figures = {
      runs: REBUILDS,
      faults: Math.floor(REBUILDS / 20),
      note: `${Math.round(slope)} bytes for each rebuild (${sizes}), ${rate} ms each`,
    }
    expect(Object.keys(treeOf(folder)).filter(isLeftover)).toEqual([])
    // What watches a file is sometimes just being renewed, so one sample may have less than there always is.
    for (const kind of new Set(last.resources.filter(isLasting))) {
      const counts = samples.map(({ resources }) => resources.filter((one) => one === kind).length)
      expect(counts.pop(), kind).toBeLessThanOrEqual(Math.max(...counts))
    }
    // Files are open for a moment now and then.
    const [early, late] = [samples.slice(0, -1), samples.slice(1)].map((some) => Math.min(...some.map(({ files }) => files)))
    expect(late).toBeLessThanOrEqual(early!)
    expect(slope).toBeLessThan(MAX_SLOPE)
  })
})
