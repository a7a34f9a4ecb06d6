import type { LinkedDescription, Unit } from '../link/linked.ts'
import { owners } from '../slice/owners.ts'
import type { Slice } from '../slice/slice.ts'
import type { Finding } from './linter.ts'
import { addTo } from '../model/lists.ts'

/** Rules whose verdict on a part is the same in every document that holds it; all others are asked again, slice by slice. */
const LOCAL_RULES: ReadonlySet<string> = new Set(['nullable-type-sibling', 'spec-ref-siblings', 'path-not-include-query'])

/** What the linter finds in the whole description, by the parts that slices are made of. */
export interface Attribution {
  /** Findings that hold in every slice with the part. */
  readonly local: ReadonlyMap<Unit, readonly Finding[]>
  /** Parts with findings that may differ from slice to slice. */
  readonly suspect: ReadonlySet<Unit>
  /** Whether something outside all parts was found, so that every slice has to be looked at. */
  readonly isGlobal: boolean
}

/** Gives every finding to the part in which its place lies. */
export function attribute(linked: LinkedDescription, whole: Slice, findings: readonly Finding[]): Attribution {
  const ownerOf = owners(linked, whole)
  const local = new Map<Unit, Finding[]>()
  const suspect = new Set<Unit>()
  let isGlobal = false
  for (const finding of findings) {
    const unit = ownerOf(finding.tokens)
    if (!unit) isGlobal = true
    else if (!LOCAL_RULES.has(finding.rule)) suspect.add(unit)
    else addTo(local, unit, finding)
  }
  return { local, suspect, isGlobal }
}
