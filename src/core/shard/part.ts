import { readFileSync } from 'node:fs'
import { type Done, failuresIn, isError } from '../batch/group-slicer.ts'
import { digest } from '../digest.ts'
import { isArray, isObject } from '../model/json.ts'
import type { Problem } from '../problems.ts'
import { COLUMNS, type IndexRow } from '../write/index-csv.ts'
import { isLeft, type Left } from '../write/left.ts'
import { isSafe } from '../write/manifest.ts'
import type { Shard } from './shard.ts'

/** What all shards of one run have in common. */
export interface Common {
  /** What has made it. */
  program: Program
  /** By file, relative to the folder of the root file: a digest of its bytes, or null if it could not be read. */
  source: Readonly<Record<string, string | null>>
  /** The options that decide what is written. */
  options: Readonly<Record<string, unknown>>
  /** The moment that the index gives, if the build is to be reproducible. */
  date: string | null
  /** A digest of which file, with which endpoints, goes to which shard. */
  plan: string
  /** Files of the whole run, of all shards together. */
  files: number
  /** Of the description. */
  title: string
  /** OpenAPI version of the slices. */
  version: string
}

/** A version of this package, and what it was built from. */
export interface Program {
  version: string
  build: string
}

/** What a shard has made: all that has to be known to put its rows and problems among those of the others. */
export interface Part extends Common {
  shard: Shard
  /** Each problem once; the others name it by its position. */
  problems: readonly Problem[]
  /** Those of the description as a whole. */
  general: readonly number[]
  groups: readonly PartGroup[]
}

/** What became of the endpoints of one file. */
export interface PartGroup {
  /** Among all files of the run, from 0. */
  position: number
  file: string
  /** How it was left; null if all of its endpoints have failed. */
  left: Left | null
  /** The rows of the index, by endpoint; the cells of each in the order of the columns. */
  rows: readonly (readonly string[])[]
  endpoints: readonly { id: string; problems: readonly number[] }[]
}

/** Takes down what a shard makes. */
export interface PartWriter {
  note(problem: Problem): void
  add(position: number, file: string, done: Done): void
  bytes(): Uint8Array
}

export function partWriter(shard: Shard, common: Common): PartWriter {
  const numbers = new Map<Problem, number>()
  const general: number[] = []
  const groups: PartGroup[] = []
  const numberOf = (problem: Problem): number => {
    if (!numbers.has(problem)) numbers.set(problem, numbers.size)
    return numbers.get(problem)!
  }
  return {
    note: (problem) => void general.push(numberOf(problem)),
    add(position, file, { outcomes, left = null, rows }) {
      const endpoints = outcomes.map(({ endpoint: { id }, problems }) => ({ id, problems: problems.map(numberOf) }))
      groups.push({ position, file, left, rows: rows.map((row) => COLUMNS.map((column) => row[column])), endpoints })
    },
    bytes: () => partBytes({ shard, ...common, problems: [...numbers.keys()], general, groups }),
  }
}

/** What became of a file, as the run knew it that has made it. */
export function doneOf({ file, left, rows, endpoints }: PartGroup, problems: readonly Problem[]): Done {
  const told = rows.map((cells) => Object.fromEntries(COLUMNS.map((column, index) => [column, cells[index]!])) as IndexRow)
  const outcomes = endpoints.map(({ id, problems: numbers }, index) => {
    const own = numbers.map((number) => problems[number]!)
    return { endpoint: { id, path: told[index]!.path, method: told[index]!.method }, problems: own, error: own.find(isError) }
  })
  const ids = outcomes.filter(({ error }) => !error).map(({ endpoint }) => endpoint.id)
  const output = left ? { file, size: left.size, endpoints: ids } : undefined
  return { outcomes, failures: failuresIn(outcomes), output, left: left ?? undefined, rows: told }
}

/** A group on each line, so that differences are easy to read. */
function partBytes({ groups, ...rest }: Part): Uint8Array {
  const head = JSON.stringify(rest)
  const lines = groups.map((group) => JSON.stringify(group))
  return Buffer.from(`{"digest":${JSON.stringify(digestOf(head, lines))},\n"part":${head},\n"groups":[\n${lines.join(',\n')}\n]}\n`)
}

const digestOf = (head: string, lines: readonly string[]): string => digest([head, ...lines].join('\n'))

/** @returns undefined if it is not, or no longer, what a shard has written @throws what the file system says */
export function readPart(path: string): Part | undefined {
  const text = readFileSync(path, 'utf8')
  try {
    const { digest: expected, part, groups } = JSON.parse(text) as { digest: unknown; part: Omit<Part, 'groups'>; groups: PartGroup[] }
    const isWhole =
      expected ===
      digestOf(
        JSON.stringify(part),
        groups.map((group) => JSON.stringify(group)),
      )
    return isWhole && isObject(part) && groups.every(isGroup) ? { ...part, groups } : undefined
  } catch {
    return undefined
  }
}

/** Whoever can write the file can write its digest, too: no name may lead out of the folder. */
const isGroup = ({ file, left, rows, endpoints }: PartGroup): boolean =>
  isSafe(file) && (left === null || isLeft(left)) && isArray(rows) && isArray(endpoints) && rows.length === endpoints.length

/** The groups of all parts of a run, in its order. */
export const groupsInOrder = (parts: readonly Part[]): { group: PartGroup; part: Part }[] =>
  parts.flatMap((part) => part.groups.map((group) => ({ group, part }))).toSorted((a, b) => a.group.position - b.group.position)
