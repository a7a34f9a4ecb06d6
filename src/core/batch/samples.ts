import type { Group } from '../slice/groups.ts'

/** Bytes of finished text that are linted once more; the linter takes as long for a megabyte as all else for most descriptions. */
const MAX_AUDITED = 512_000

/** What is checked once more from its finished text: the first, the middle and the last file, unless they are large; otherwise the smallest. */
export function samplesOf(groups: readonly Group[], sizeOf: (group: Group) => number | undefined): Set<Group> {
  const samples = new Set<Group>()
  let room = MAX_AUDITED
  for (const group of [groups[0], groups[groups.length >> 1], groups.at(-1)]) {
    const size = group && sizeOf(group)
    if (size === undefined || size > room) continue
    room -= size
    samples.add(group!)
  }
  return samples.size > 0 || groups.length === 0 ? samples : new Set([smallestOf(groups, sizeOf)])
}

function smallestOf(groups: readonly Group[], sizeOf: (group: Group) => number | undefined): Group {
  const sizes = groups.map((group) => sizeOf(group) ?? Infinity)
  return groups[sizes.reduce((best, size, index) => (size < sizes[best]! ? index : best), 0)]!
}
