import { distance } from 'fastest-levenshtein'

/** The name that was probably meant, if one is near enough. */
export const nearestName = (name: string, names: readonly string[]): string | undefined => nearestNames(name, names, 1)[0]

/** The names that are near enough to have been meant, the nearest first. */
export function nearestNames(name: string, names: readonly string[], count: number): string[] {
  const far = (candidate: string): number => distance(name.toLowerCase(), candidate.slice(0, 2 * name.length + 3).toLowerCase())
  const limit = Math.max(2, Math.floor(name.length / 3))
  const near = names.map((candidate) => ({ candidate, far: far(candidate) })).filter((one) => one.far <= limit)
  return near
    .toSorted((a, b) => a.far - b.far)
    .slice(0, count)
    .map(({ candidate }) => candidate)
}
