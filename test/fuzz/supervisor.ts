import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { rolldown } from 'rolldown'
import { readBases } from './bases.ts'
import type { Told, Work } from './child.ts'

/** What is asked of a run. */
export interface Plan {
  seed: number
  count: number
  children?: number
  /** Only this case, with all checks. */
  only?: number
}

/** What has come of it. */
export interface Figures {
  documents: number
  /** By what was done to the documents: by outcome, how many. */
  kinds: Map<string, Map<string, number>>
  outcomes: Map<string, number>
  checks: Map<string, number>
  slices: number
  seconds: number
  /** Milliseconds of the slowest case, and its number. */
  slowest: [milliseconds: number, number: number]
  /** Megabytes. */
  peak: number
  findings: { number: number; finding: string }[]
  /** Of the descriptions that everything began with: others mean other cases. */
  bases: { count: number; digest: string }
}

/** Milliseconds after which a case hangs. */
const MAX_TIME = 10_000

/** Megabytes that a child may take. */
const MAX_MEMORY = 1_024

const ROOT = resolve(import.meta.dirname, '../..')

/** Spoils descriptions and slices them in processes of their own, which are ended when they hang or grow too large. */
export async function fuzz({ seed, count, children = 2, only }: Plan): Promise<Figures> {
  const begun = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'))
  const basesFile = join(folder, 'bases.json')
  try {
    const figures = await begin(basesFile)
    const script = await compiled()
    const lanes = only === undefined ? children : 1
    await Promise.all(
      Array.from({ length: lanes }, (_, lane) => {
        const work = { seed, basesFile, folder: join(folder, String(lane)), step: lanes, isThorough: only !== undefined }
        return watched({ ...work, from: only ?? lane, count: only === undefined ? count : only + 1 }, script, figures)
      }),
    )
    figures.seconds = (performance.now() - begun) / 1000
    return figures
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function begin(basesFile: string): Promise<Figures> {
  const bases = await readBases()
  const text = JSON.stringify(bases.map(({ others, ...base }) => ({ ...base, others: [...others] })))
  writeFileSync(basesFile, text)
  return {
    ...{ documents: 0, slices: 0, seconds: 0, slowest: [0, 0], peak: 0, findings: [] },
    ...{ kinds: new Map(), outcomes: new Map(), checks: new Map() },
    bases: { count: bases.length, digest: createHash('sha256').update(text).digest('hex').slice(0, 8) },
  }
}

/** The child in one file, beside the packages that it needs; the slicer is the one that is published. */
async function compiled(): Promise<string> {
  const file = join(ROOT, 'node_modules/.cache/fuzz-child.mjs')
  mkdirSync(join(ROOT, 'node_modules/.cache'), { recursive: true })
  const bundle = await rolldown({
    input: join(import.meta.dirname, 'child.ts'),
    platform: 'node',
    external: (id) => !/^[./]/.test(id) || id.includes('/dist/'),
    logLevel: 'warn',
  })
  await bundle.write({ file, format: 'esm', codeSplitting: false })
  return file
}

/** Runs one child after another, each from where the one before it was ended. */
async function watched(work: Work, script: string, figures: Figures): Promise<void> {
  for (let next = work.from; next < work.count;) {
    const current = await oneChild({ ...work, from: next }, script, figures)
    next = current + work.step
  }
}

/** @returns the number of the case that it was ended at, or of the last one */
function oneChild(work: Work, script: string, figures: Figures): Promise<number> {
  const child = fork(script, [JSON.stringify(work)], {
    execArgv: [`--max-old-space-size=${MAX_MEMORY}`],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let current = work.from
  let since = performance.now()
  let isOpen = false
  let last = ''
  child.stderr!.on('data', (text: Buffer) => (last = (last + text.toString()).slice(-2_000)))
  child.on('message', (told: Told) => {
    isOpen = 'begins' in told
    since = performance.now()
    if ('begins' in told) current = told.begins
    else count(told, figures)
  })
  const end = (finding: string): void => {
    figures.findings.push({ number: current, finding })
    child.kill('SIGKILL')
  }
  const timer = setInterval(() => {
    const size = megabytesOf(child)
    figures.peak = Math.max(figures.peak, size)
    if (isOpen && performance.now() - since > MAX_TIME) end(`hang: more than ${MAX_TIME / 1000} seconds`)
    else if (size > MAX_MEMORY) end(`memory: ${size.toFixed(0)} MB`)
  }, 100)
  return new Promise((done) => {
    child.on('close', (code, signal) => {
      clearInterval(timer)
      const hasCrashed = code !== 0 && signal !== 'SIGKILL'
      if (hasCrashed) figures.findings.push({ number: current, finding: `crash: exit code ${code}, ${signal} ${last}` })
      done(code === 0 ? work.count : current)
    })
  })
}

function count({ ends, kinds, milliseconds, outcome, slices, checks, findings }: Extract<Told, { ends: number }>, figures: Figures): void {
  figures.documents++
  figures.slices += slices
  if (milliseconds > figures.slowest[0]) figures.slowest = [milliseconds, ends]
  add(figures.outcomes, outcome, 1)
  for (const [check, times] of Object.entries(checks)) add(figures.checks, check, times)
  for (const kind of new Set(kinds)) {
    const outcomes = figures.kinds.get(kind) ?? new Map<string, number>()
    add(outcomes, outcome, 1)
    figures.kinds.set(kind, outcomes)
  }
  for (const finding of new Set(findings)) figures.findings.push({ number: ends, finding })
}

const add = (counts: Map<string, number>, key: string, more: number): unknown => counts.set(key, (counts.get(key) ?? 0) + more)

/** Resident memory of a process, where the system tells it. */
function megabytesOf({ pid }: ChildProcess): number {
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4_096) / 2 ** 20
  } catch {
    return 0
  }
}
