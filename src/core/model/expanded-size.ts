import { isContainer, type Json, type JsonObject } from './json.ts'

/**
 * How many values there are when every alias is written out; counted in linear time. Long texts count as several.
 */
export function expandedSize(value: Json, known = new WeakMap<object, number>()): number {
  if (!isContainer(value)) return sizeOf(value)
  const counted = known.get(value)
  if (counted !== undefined) return counted
  let size = 1
  for (const key in value) size += expandedSize((value as JsonObject)[key]!, known)
  known.set(value, size)
  return size
}

/** Whether a value has at most so many values when every alias is written out. */
export function isAtMost(limit: number, value: Json): boolean {
  // Nearly all values are small: counting them needs no memory of what was counted.
  const count = Math.min(limit, 3_000)
  return countTo(count, value) < count || expandedSize(value) <= limit
}

/** Counts values, aliases written out, and stops at `limit`. */
function countTo(limit: number, value: Json): number {
  if (!isContainer(value)) return sizeOf(value)
  let size = 1
  for (const key in value) {
    size += countTo(limit - size, (value as JsonObject)[key]!)
    if (size >= limit) return limit
  }
  return size
}

/** Whether YAML aliases make a value many times what was written. */
export function multiplies(value: Json): boolean {
  const expanded = expandedSize(value)
  return expanded > 100_000 || (expanded > 1_000 && expanded > 8 * writtenSize(value))
}

function writtenSize(root: Json): number {
  const seen = new Set<object>()
  const pending: Json[] = [root]
  let size = 0
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (isContainer(node)) {
      if (seen.has(node)) continue
      seen.add(node)
      for (const key in node) pending.push((node as JsonObject)[key]!)
    }
    size += sizeOf(node)
  }
  return size
}

/** Characters that weigh as much as another value. */
const PER_VALUE = 32

const sizeOf = (value: Json): number => (typeof value === 'string' ? 1 + Math.floor(value.length / PER_VALUE) : 1)
