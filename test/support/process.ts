import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bin } from '../cli/slice-oas.ts'
import { temporaryFolder } from './tree.ts'

/** What `failing-fs.mjs` does to calls that change files. */
export interface Fault {
  /** Only files whose path holds this count. */
  under: string
  /** The first of the calls that it is done to; they count from 0. */
  at: number
  /** How many calls it is done to. @default 1 */
  count?: number
  /**
   * The process is killed before the call, in the midst of it, or after it; no file can be opened; the call fails; it takes long, or
   * until there is a file; nothing, but calls are counted.
   */
  what: 'kill-before' | 'kill-within' | 'kill-after' | 'exhaust' | `E${string}` | { milliseconds: number } | { until: string } | 'count'
}

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
  milliseconds: number
}

export interface Running {
  kill(signal: NodeJS.Signals): void
  ended: Promise<Ended>
  /** Is resolved when the command has said this, or has ended. */
  said(text: string): Promise<void>
}

export interface CommandOptions {
  cwd: string
  fault?: Fault
  /** Of Node. */
  flags?: readonly string[]
  /** What runs the command, with `$0` and the arguments behind it. */
  shell?: string
  uid?: number | undefined
}

const PRELOADED = pathToFileURL(fileURLToPath(new URL('failing-fs.mjs', import.meta.url))).href

/** The command as a process of its own, with the date that makes two runs the same. */
export function command(args: readonly string[], { cwd, fault, flags = [], shell, uid }: CommandOptions): Running {
  const { NO_COLOR: _no, FORCE_COLOR: _force, NODE_OPTIONS: _options, ...inherited } = process.env
  const env = { ...inherited, SOURCE_DATE_EPOCH: '1700000000', ...(fault && { SLICE_FAULT: JSON.stringify(fault) }) }
  const words = [process.execPath, ...flags, ...(fault ? ['--import', PRELOADED] : []), bin, ...args]
  const [file, ...rest] = shell === undefined ? words : ['sh', '-c', shell, ...words]
  const begun = performance.now()
  const child = spawn(file!, rest, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], ...(uid !== undefined && { uid }) })
  let [stdout, stderr] = ['', '']
  let wake = (): void => {}
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()))
  child.stderr.on('data', (text: Buffer) => {
    stderr += text.toString()
    wake()
  })
  let isOver = false
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      isOver = true
      wake()
      resolve({ code, signal, stdout, stderr, milliseconds: performance.now() - begun })
    })
  })
  return {
    ended,
    kill: (signal) => void child.kill(signal),
    async said(text) {
      while (!stderr.includes(text) && !isOver) await new Promise<void>((resolve) => (wake = resolve))
    },
  }
}

export const run = (args: readonly string[], options: CommandOptions): Promise<Ended> => command(args, options).ended

/** The command, and what happens to it while one of its calls takes as long as that. */
export async function runHeldUp(
  args: readonly string[],
  options: Omit<CommandOptions, 'fault'> & { fault: Pick<Fault, 'under' | 'at'> },
  meanwhile: (running: Running) => void,
): Promise<Ended> {
  const until = join(temporaryFolder(), 'go-on')
  const running = command(args, { ...options, fault: { ...options.fault, what: { until } } })
  await running.said('Held up.')
  meanwhile(running)
  writeFileSync(until, '')
  const ended = await running.ended
  if (!ended.stderr.includes('Held up.')) throw new Error(`There is no call ${options.fault.at}: ${ended.stdout}${ended.stderr}`)
  return ended
}
