import type { Family } from '../model/object-types.ts'

/** The newest patch of each family that can be asked for. 2.0 is read, never written. */
const NEWEST: Record<Exclude<Family, '2.0'>, string> = { '3.0': '3.0.4', '3.1': '3.1.2', '3.2': '3.2.0' }

/**
 * What a requested version means: `3.1`, `3.1.x` and `3.1.1` are understood.
 *
 * @returns undefined if it is not understood
 */
export function targetVersion(requested: string): { family: Family; version: string } | undefined {
  const [, family, patch] = /^(3\.[012])(?:\.(\d+|x))?$/i.exec(requested.trim()) ?? []
  if (family === undefined) return undefined
  const isExact = patch !== undefined && patch.toLowerCase() !== 'x'
  return { family: family as Family, version: isExact ? `${family}.${patch}` : NEWEST[family as keyof typeof NEWEST] }
}
