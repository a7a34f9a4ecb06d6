import { SliceError } from '../problems.ts'
import type { Common, Part, Program } from './part.ts'
import { shownShard } from './shard.ts'

/** A part, and its folder as messages name it. */
export interface FoundPart {
  shown: string
  part: Part
}

/** Refuses parts that do not make up one whole run, and says which and why. @throws SliceError */
export function refuseUnlessWhole(found: readonly FoundPart[], program: Program): void {
  for (const one of found) refuseOtherProgram(one, program)
  for (const one of found.slice(1)) refuseOther(one, found[0]!)
  refuseRepeated(found)
  refuseMissing(found)
  refuseOtherPlan(found)
}

function refuseOtherProgram({ shown, part }: FoundPart, program: Program): void {
  const { version, build } = part.program
  if (version === program.version && build === program.build) return
  const made = version === program.version ? `another build of version ${version}` : `version ${version}`
  throw new SliceError(
    'part-differs',
    `${shown} was made by ${made} of unplugin-openapi-slice, and this is version ${program.version}.`,
    'Make all parts, and join them, with the same version.',
  )
}

const AGAIN = 'Make all parts anew, from the same files and with the same options.'

/** @param first what the others are compared with */
function refuseOther({ shown, part }: FoundPart, first: FoundPart): void {
  const differs = (how: string): SliceError => new SliceError('part-differs', how, AGAIN)
  const other = first.part
  const files = differing(part.source, other.source)
  if (files.length > 0) throw differs(`${shown} was made from another source than ${first.shown}: ${listed(files)} differs.`)
  const [option] = differing(part.options, other.options)
  if (option !== undefined) {
    const [mine, theirs] = [part, other].map(({ options }) => JSON.stringify(options[option]) ?? 'not set')
    throw differs(`${shown} was made with other options than ${first.shown}: “${option}” is ${mine} there, and ${theirs} here.`)
  }
  if (part.date !== other.date) {
    const [mine, theirs] = [part, other].map(({ date }) => date ?? 'not set')
    throw differs(`${shown} was made for another date than ${first.shown}: SOURCE_DATE_EPOCH was ${mine} there, and ${theirs} here.`)
  }
  if (part.shard.of !== other.shard.of) {
    throw differs(`${shown} is part ${shownShard(part.shard)}, and ${first.shown} is part ${shownShard(other.shard)}.`)
  }
}

/** The keys whose values are not the same. */
const differing = (some: Readonly<Record<string, unknown>>, others: Readonly<Record<string, unknown>>): string[] =>
  [...new Set([...Object.keys(some), ...Object.keys(others)])].filter((key) => JSON.stringify(some[key]) !== JSON.stringify(others[key]))

/** Names that are listed; the first ones say where to look. */
const MAX_LISTED = 5

function listed(names: readonly (string | number)[]): string {
  const more = names.length - MAX_LISTED
  return `${names.slice(0, MAX_LISTED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function refuseRepeated(found: readonly FoundPart[]): void {
  const folders = new Map<number, string>()
  for (const { shown, part } of found) {
    const other = folders.get(part.shard.number)
    if (other !== undefined) {
      throw new SliceError(
        'part-repeated',
        `${other} and ${shown} are both part ${shownShard(part.shard)}.`,
        'Name each part once; if one of the folders was meant to be another part, make that anew.',
      )
    }
    folders.set(part.shard.number, shown)
  }
}

function refuseMissing(found: readonly FoundPart[]): void {
  const { of } = found[0]!.part.shard
  const there = new Set(found.map(({ part }) => part.shard.number))
  const missing = Array.from({ length: of }, (_, index) => index + 1).filter((number) => !there.has(number))
  if (missing.length === 0) return
  throw new SliceError(
    'part-missing',
    `Of ${of} parts, ${missing.length === 1 ? 'one is' : `${missing.length} are`} missing: ${listed(missing.map((number) => `${number}/${of}`))}.`,
    `Make what is missing, as in “slice-oas --shard ${missing[0]}/${of}”, and name all folders.`,
  )
}

/** Source and options are the same, and yet the files are not: what decides is a function, or on the network. */
function refuseOtherPlan(found: readonly FoundPart[]): void {
  const planOf = ({ plan, files, title, version }: Common): string => JSON.stringify([plan, files, title, version])
  const first = found[0]!
  const other = found.find(({ part }) => planOf(part) !== planOf(first.part))
  if (!other) return
  throw new SliceError(
    'part-differs',
    `${other.shown} has other files than ${first.shown} says that it should have, though source and options are the same.`,
    'If “groupBy” is a function, let it give the same names everywhere; if a reference leads to the network, let it lead to a file.',
  )
}
