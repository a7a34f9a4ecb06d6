import type { Notes } from '../load/notes.ts'
import type { JsonObject } from '../model/json.ts'
import { type Family, type Model, modelOf } from '../model/object-types.ts'
import { own } from '../model/json.ts'
import type { Change } from './change.ts'
import { RULES } from './rules/rules.ts'
import { walkStep } from './walk.ts'
import { addAll } from '../model/lists.ts'

export type { Change, ChangeCode, Effect } from './change.ts'
export { targetVersion } from './target-version.ts'

export interface Conversion {
  document: JsonObject
  changes: Change[]
}

const ORDER: readonly Family[] = ['2.0', '3.0', '3.1', '3.2']

/**
 * Converts a self-contained document in normal form: every reference leads to a component.
 * The document that comes in is never changed; what needs no conversion is shared with it.
 *
 * @param version the exact target version, such as `3.1.2`
 */
export function convertDocument(document: JsonObject, notes: Notes, from: Model, to: Model, version: string): Conversion {
  if (from.family === to.family) return withVersion(document, notes, from, version)
  const way = wayBetween(from.family, to.family)
  const changes: Change[] = []
  let current = document
  let origins = new Map<object, string>()
  for (const [index, family] of way.entries()) {
    const next = way[index + 1]
    if (next === undefined) break
    const isLast = index === way.length - 2
    const step = RULES.find((candidate) => candidate.from === family && candidate.to === next)!
    const result = walkStep(current, notes, modelOf(family), step, isLast ? version : modelOf(next).newest, origins)
    current = result.document
    origins = result.origins
    // The version is told once, with the one that it becomes.
    addAll(
      changes,
      result.changes.filter(({ code }) => code !== 'version' || isLast),
    )
  }
  for (const change of changes) if (change.code === 'version') change.before = own(document, 'openapi') ?? own(document, 'swagger')
  return { document: current, changes }
}

function wayBetween(from: Family, to: Family): readonly Family[] {
  const [start, end] = [ORDER.indexOf(from), ORDER.indexOf(to)]
  if (to === '2.0') throw new TypeError('There is no conversion to 2.0')
  return start < end ? ORDER.slice(start, end + 1) : ORDER.slice(end, start + 1).toReversed()
}

function withVersion(document: JsonObject, notes: Notes, { versionField: key }: Model, version: string): Conversion {
  const before = own(document, key)
  if (before === version) return { document, changes: [] }
  const copy: JsonObject = { ...document, [key]: version }
  notes.inherit(copy, document)
  return {
    document: copy,
    changes: [
      {
        code: 'version',
        effect: 'equal',
        pointer: `#/${key}`,
        before,
        after: version,
        message: 'The version was changed.',
        help: 'Nothing needs to be done.',
      },
    ],
  }
}
