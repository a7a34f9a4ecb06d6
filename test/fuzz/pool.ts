import type { Random } from './random.ts'
import { type Branch, copyOf, leaf, sitesIn, type Tree } from './tree.ts'

/** A description to begin with. */
export interface Base {
  /** Where it comes from. */
  name: string
  root: Branch
  /** The other files that it has, by name. */
  others: ReadonlyMap<string, Tree>
}

/** All descriptions to begin with, and the parts they are made of. */
export interface Pool {
  readonly bases: readonly Base[]
  /** Any key that occurs somewhere. */
  key(random: Random): string
  /** What stands under a key somewhere, or under another one if it is nowhere. */
  valueFor(key: string, random: Random): Tree
}

export function poolOf(bases: readonly Base[]): Pool {
  const values = new Map<string, Tree[]>()
  for (const { root } of bases) {
    for (const { entry } of sitesIn(root)) {
      const known = values.get(entry.key)
      if (!known) values.set(entry.key, [entry.value])
      else if (known.length < MAX_VALUES) known.push(entry.value)
    }
  }
  const keys = [...values.keys()]
  return {
    bases,
    key: (random) => random.pick(keys),
    valueFor(key, random) {
      const found = random.chance(0.85) ? values.get(key) : undefined
      return copyOf(random.pick(found ?? values.get(random.pick(keys)) ?? [leaf(null)]))
    },
  }
}

/** Of one key: enough for variety. */
const MAX_VALUES = 200
