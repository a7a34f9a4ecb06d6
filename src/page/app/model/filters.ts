import type { Endpoint, Model, Verdict } from './model.ts'

export const SORTS = {
  source: 'Source order',
  path: 'Path',
  largest: 'Largest first',
  smallest: 'Smallest first',
  problems: 'Most problems',
} as const

export type Sort = keyof typeof SORTS

/** What the list of endpoints is narrowed to. Empty means everything. */
export interface Filters {
  readonly text: string
  readonly methods: readonly string[]
  /** Any of them. */
  readonly tags: readonly string[]
  readonly verdicts: readonly Verdict[]
  /** Only endpoints whose slice has this component. */
  readonly component: number | undefined
  readonly sort: Sort
}

export const NO_FILTERS: Filters = { text: '', methods: [], tags: [], verdicts: [], component: undefined, sort: 'source' }

export const isNarrowed = ({ text, methods, tags, verdicts, component }: Filters): boolean =>
  text.trim() !== '' || methods.length > 0 || tags.length > 0 || verdicts.length > 0 || component !== undefined

/** What is left, and how many each method and verdict would leave if it were chosen. */
export interface Found {
  readonly endpoints: readonly Endpoint[]
  readonly methods: ReadonlyMap<string, number>
  readonly verdicts: ReadonlyMap<Verdict, number>
}

/** @param withComponent the components that drag in the one that is filtered for, itself included */
export function filtered({ endpoints }: Model, filters: Filters, withComponent: ReadonlySet<number> | undefined): Found {
  const words = wordsOf(filters.text)
  const chosen = { methods: new Set(filters.methods), tags: new Set(filters.tags), verdicts: new Set(filters.verdicts) }
  const methods = new Map<string, number>()
  const verdicts = new Map<Verdict, number>()
  const left: Endpoint[] = []
  for (const endpoint of endpoints) {
    if (!words.every((word) => endpoint.haystack.includes(word))) continue
    if (chosen.tags.size > 0 && !endpoint.tags.some((tag) => chosen.tags.has(tag))) continue
    if (withComponent && !endpoint.needs.some((need) => withComponent.has(need))) continue
    const hasMethod = chosen.methods.size === 0 || chosen.methods.has(endpoint.method)
    const hasVerdict = chosen.verdicts.size === 0 || chosen.verdicts.has(endpoint.verdict)
    if (hasVerdict) methods.set(endpoint.method, (methods.get(endpoint.method) ?? 0) + 1)
    if (hasMethod) verdicts.set(endpoint.verdict, (verdicts.get(endpoint.verdict) ?? 0) + 1)
    if (hasMethod && hasVerdict) left.push(endpoint)
  }
  return { endpoints: sorted(left, filters.sort), methods, verdicts }
}

/** What is searched for: every word must be there. */
export const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')

const COMPARE: Record<Exclude<Sort, 'source'>, (a: Endpoint, b: Endpoint) => number> = {
  path: (a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)),
  largest: (a, b) => b.size - a.size,
  smallest: (a, b) => a.size - b.size,
  problems: (a, b) => b.errors - a.errors || b.warnings - a.warnings,
}

const sorted = (endpoints: Endpoint[], sort: Sort): Endpoint[] => (sort === 'source' ? endpoints : endpoints.toSorted(COMPARE[sort]))

/** A text cut at what was searched for: every second part is a match. */
export function matches(text: string, words: readonly string[]): string[] {
  const lower = text.toLowerCase()
  // Where lower case has another length, positions would not fit.
  if (words.length === 0 || lower.length !== text.length) return [text]
  const hit = new Uint8Array(text.length)
  for (const word of words) {
    for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + word.length)) hit.fill(1, at, at + word.length)
  }
  const parts: string[] = []
  let from = 0
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && hit[at] === parts.length % 2) continue
    parts.push(text.slice(from, at))
    from = at
  }
  return parts
}
