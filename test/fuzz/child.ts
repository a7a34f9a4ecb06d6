import { readFileSync, rmSync } from 'node:fs'
import { caseOf } from './case.ts'
import { examine, type Examined } from './examine.ts'
import { type Base, poolOf } from './pool.ts'
import type { Tree } from './tree.ts'

/** What a child is given: cases of a seed, from a number on, every so many. */
export interface Work {
  seed: number
  from: number
  step: number
  count: number
  basesFile: string
  folder: string
  isThorough: boolean
}

/** What it tells: which case it begins, and how one has ended. */
export type Told = { begins: number } | ({ ends: number; kinds: readonly string[]; milliseconds: number } & Examined)

const { seed, from, step, count, basesFile, folder, isThorough } = JSON.parse(process.argv[2]!) as Work
const stored = JSON.parse(readFileSync(basesFile, 'utf8')) as (Omit<Base, 'others'> & { others: [string, Tree][] })[]
const pool = poolOf(stored.map(({ others, ...base }) => ({ ...base, others: new Map(others) })))
const tell = (told: Told): unknown => process.send!(told)

for (let number = from; number < count; number += step) {
  tell({ begins: number })
  const made = caseOf(seed, number, pool)
  const started = performance.now()
  const examined = await examine(made, folder, isThorough)
  tell({ ends: number, kinds: made.kinds, milliseconds: performance.now() - started, ...examined })
}
rmSync(folder, { recursive: true, force: true })
process.disconnect()
