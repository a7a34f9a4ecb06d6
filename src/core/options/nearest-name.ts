import { distance } from 'fastest-levenshtein'

/** The name that was probably meant, if one is near enough. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  const far = (candidate: string): number => distance(name.toLowerCase(), candidate.toLowerCase())
  const [nearest] = names.toSorted((a, b) => far(a) - far(b))
  return nearest !== undefined && far(nearest) <= Math.max(2, Math.floor(name.length / 3)) ? nearest : undefined
}
