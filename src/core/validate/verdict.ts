import type { LinkedDescription, Unit } from '../link/linked.ts'
import type { Endpoint } from '../select/endpoints.ts'
import { type Slice, slice } from '../slice/slice.ts'
import { adjusted } from './adjustments.ts'
import { type Attribution, attribute } from './attribution.ts'
import { conformanceOf } from './conformance.ts'
import { linterTypes } from './linter-types.ts'
import type { Finding, Lint } from './linter.ts'

/** What the linter says, or would say, of the whole description. */
export interface WholeVerdict extends Attribution {
  whole: Slice
  /** The problems that slices inherit. */
  known: ReadonlySet<string>
  /** The parts that the linter has looked at. */
  judged: ReadonlySet<Unit>
  /** The operations that the linter may not have seen all of: at what is none of its types it passes over what is around. */
  obscured: ReadonlySet<Unit>
  /** Whether the linter could check it, so that what it does not know there is new in a slice. */
  isComplete: boolean
}

/** The parts that are fine on sight need no linter; the others are shown to it all at once, in as few endpoints as hold them. */
export async function verdictOn(linked: LinkedDescription, whole: Slice, lint: Lint): Promise<WholeVerdict> {
  const conformance = conformanceOf(linked, whole, linterTypes(linked.source.model.family))
  const { doubtful, isGlobal } = conformance
  const local = new Map([...conformance.findings].filter(([unit]) => !doubtful.has(unit)))
  const known = new Set([...local.values()].flat().map(identity))
  const unseen = { whole, known, judged: NONE, obscured: NONE, local, isGlobal }
  if (doubtful.size === 0 && !isGlobal) return { ...unseen, isComplete: true, suspect: NONE }

  const part = isGlobal ? whole : slice(linked, endpointsWith(doubtful, linked, whole))
  const judged = new Set(part.units)
  const { findings, failure } = await lint(part.document)
  for (const finding of findings) known.add(identity(finding))
  if (failure !== undefined) return { ...unseen, judged, isComplete: false, suspect: doubtful }
  const found = attribute(linked, part, adjusted(findings, part.document, linked.source.model, unresolvedIn(part)))
  const obscured = obscuredBy(findings, linked, part)
  const verdict = { whole, known, judged, obscured, isComplete: true, ...found, suspect: new Set([...found.suspect, ...obscured]) }
  return isGlobal ? verdict : { ...verdict, local: new Map([...local, ...found.local]) }
}

/** All operations of path items in which something is of none of the linter's types. */
function obscuredBy(findings: readonly Finding[], linked: LinkedDescription, part: Slice): Set<Unit> {
  const struct = findings.filter(({ rule }) => rule === 'struct')
  const { suspect } = attribute(linked, part, struct)
  const items = new Set(part.endpoints.flatMap(({ item, operation }) => (suspect.has(operation) || suspect.has(item.shared) ? [item] : [])))
  return new Set(part.endpoints.filter(({ item }) => items.has(item)).map(({ operation }) => operation))
}

/** Endpoints that hold all of some parts between them. */
function endpointsWith(parts: ReadonlySet<Unit>, linked: LinkedDescription, { endpoints }: Slice): Endpoint[] {
  const missing = new Set(parts)
  return endpoints.filter((endpoint) => {
    const before = missing.size
    if (before === 0) return false
    const { ownUnits, closure } = slice(linked, [endpoint])
    for (const unit of ownUnits) missing.delete(unit)
    for (const id of closure.ids) missing.delete(linked.components[id]!)
    return missing.size < before
  })
}

const NONE: ReadonlySet<Unit> = new Set()

/** The references in a slice that lead nowhere. */
export const unresolvedIn = ({ units }: Slice): Set<string> => new Set(units.flatMap((unit) => [...unit.unresolved]))

/** What makes two findings the same problem. Positions of tags differ between slice and source. */
export const identity = ({ rule, pointer }: Finding): string => `${rule} ${pointer.replace(/^#\/tags\/\d+/, '#/tags')}`
