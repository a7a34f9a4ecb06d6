import { SliceError } from '../problems.ts'

/** One of several parts of a run, counted from 1. */
export interface Shard {
  readonly number: number
  readonly of: number
}

/** Each shard reads the whole description; a run of so many would do little else. */
const MAX_SHARDS = 1_000

/** `2/8`; undefined if the text is not of this form. @throws SliceError if there can be no such shard */
export function shardNamed(text: string): Shard | undefined {
  const [, number, of] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text) ?? []
  if (of === undefined) return undefined
  const shard = { number: Number(number), of: Number(of) }
  if (shard.number <= shard.of && shard.of <= MAX_SHARDS) return shard
  throw new SliceError(
    'bad-option',
    `There is no part ${text}: parts are counted from 1 to their number, which is ${MAX_SHARDS} at most.`,
    'Set “shard” to a part such as “2/8”, the second of eight.',
  )
}

/** `2 of 8`, as messages name it. */
export const shownShard = ({ number, of }: Shard): string => `${number} of ${of}`

/**
 * Which shard each of several files goes to, by their sizes: neighbours stay together, so that what they share is read
 * and checked by few shards, and a change of the description moves few files. No shard gets more than its fair share and
 * one file.
 *
 * @param sizes in bytes; undefined for what cannot be written
 */
export function shardsOf(sizes: readonly (number | undefined)[], count: number): number[] {
  // A file that takes nothing is some work all the same.
  const weights = sizes.map((size = 0) => size + 1)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let before = 0
  return weights.map((weight) => {
    const middle = before + weight / 2
    before += weight
    return Math.min(count, Math.floor((middle / total) * count) + 1)
  })
}
