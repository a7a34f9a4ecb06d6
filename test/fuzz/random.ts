/** Chance that can be repeated: the same seeds give the same choices on every machine. */
export interface Random {
  /** A whole number from 0 on, below a limit. */
  below(limit: number): number
  /** True so often: 0.25 is one time in four. */
  chance(share: number): boolean
  pick<Item>(items: readonly Item[]): Item
}

export function randomOf(...seeds: readonly number[]): Random {
  let state = seeds.reduce((hash, seed) => scrambled(hash ^ seed), 0x9e3779b9)
  /** SplitMix32: from 0 on, below 2^32. */
  const next = (): number => scrambled((state = (state + 0x9e3779b9) | 0)) >>> 0
  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit)
  return { below, chance: (share) => next() < share * 2 ** 32, pick: (items) => items[below(items.length)]! }
}

/** The mixing of MurmurHash3, with which every bit depends on all others. */
function scrambled(value: number): number {
  let mixed = value ^ (value >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
