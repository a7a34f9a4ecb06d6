import { type Family, modelOf } from '../model/object-types.ts'

/**
 * What a requested version means: `3.1`, `3.1.x` and `3.1.1` are understood, without a patch as the newest. 2.0 is read,
 * never written.
 *
 * @returns undefined if it is not understood
 */
export function targetVersion(requested: string): { family: Family; version: string } | undefined {
  const [, family, patch] = /^(3\.[012])(?:\.(\d+|x))?$/i.exec(requested.trim()) ?? []
  if (family === undefined) return undefined
  const isExact = patch !== undefined && patch.toLowerCase() !== 'x'
  return { family: family as Family, version: isExact ? `${family}.${patch}` : modelOf(family as Family).newest }
}
