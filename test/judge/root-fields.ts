/** Judges the root of a slice: version, info, servers, extensions, tags, and what must not be there. */
import type { Comparison } from './comparison.ts'
import { rootDict } from './components.ts'
import { itemsOf, rootField } from './endpoints.ts'
import { place } from './finding.ts'
import type { Family } from './grammar.ts'
import type { Node } from './node.ts'
import { Numeric } from './numeric.ts'
import { usedTags } from './tags.ts'
import type { Dict, Value } from './value.ts'
import { isDict, isList, sameData, scalarText } from './value.ts'

const VERBATIM: Record<Family, string[]> = {
  '2.0': ['swagger', 'info', 'host', 'basePath', 'schemes', 'consumes', 'produces', 'externalDocs'],
  '3.0': ['openapi', 'info', 'servers', 'externalDocs'],
  '3.1': ['openapi', 'info', 'servers', 'externalDocs', 'jsonSchemaDialect'],
  '3.2': ['openapi', 'info', 'servers', 'externalDocs', 'jsonSchemaDialect'],
}

const JUDGED_ELSEWHERE = new Set([
  'paths',
  'webhooks',
  'components',
  'security',
  'tags',
  'x-tagGroups',
  'definitions',
  'parameters',
  'responses',
  'securityDefinitions',
])

const isKeptExtension = (key: string): boolean => key.startsWith('x-') && key !== 'x-webhooks' && key !== 'x-tagGroups'

/** The root fields of a source that its slices take over as they are. */
export function keptFields(source: Dict, family: Family): string[] {
  const verbatim = new Set(VERBATIM[family])
  return [...source.keys()].filter((key) => verbatim.has(key) || isKeptExtension(key))
}

export function judgeRoot(comparison: Comparison, operations: Node[], withCallbacks: Node[]): void {
  const source = rootDict(comparison.source)
  const slice = rootDict(comparison.slice)
  const kept = keptFields(source, comparison.source.grammar.family)
  for (const key of kept) compareField(comparison, key)
  for (const key of slice.keys()) {
    if (!kept.includes(key) && !JUDGED_ELSEWHERE.has(key)) {
      comparison.findings.add('root-field-added', `${key} does not belong in a slice`, place(key))
    }
  }
  judgeTags(comparison, operations, withCallbacks)
}

function compareField(comparison: Comparison, key: string): void {
  const [source, slice] = [comparison.source, comparison.slice].map((side) => rootDict(side).get(key))
  if (source === undefined) return
  if (slice === undefined) return comparison.findings.add('root-field-missing', `${key} is missing`, place(key))
  if (isCompleted(key, source, slice)) return
  const type = comparison.source.grammar.fieldType('root', key)
  const from = { value: source, resource: comparison.source.root.resource }
  comparison.compare(type, from, { value: slice, resource: comparison.slice.root.resource }, place(key))
}

/** OAS 3.0.4 §4.1 and 2.0, Swagger Object: a version is a text, and has three numbers from 3.0 on; a slice must have one. */
function isCompleted(key: string, source: Value, slice: Value): boolean {
  if (key === 'swagger') return source instanceof Numeric && slice === '2.0'
  if (key !== 'openapi' || /^\d\.\d\.\d/.test(String(source))) return false
  return typeof slice === 'string' && /^\d\.\d\.\d+$/.test(slice) && slice.startsWith(`${scalarText(source)}.`)
}

/** Callback operations use tags too, but the contract leaves open whether theirs come along. */
function judgeTags(comparison: Comparison, operations: Node[], withCallbacks: Node[]): void {
  const all = itemsOf(comparison.source, rootField(comparison.source, 'tags'), 'plain')
  const must = usedTags(comparison.source, operations, all)
  const may = usedTags(comparison.source, withCallbacks, all)
  const found = itemsOf(comparison.slice, rootField(comparison.slice, 'tags'), 'plain')
  const names = new Set(found.map(nameOf))
  const expected = all.filter((tag) => must.has(nameOf(tag)) || (may.has(nameOf(tag)) && names.has(nameOf(tag))))
  compareTags(comparison, expected, found)
  judgeTagGroups(comparison, new Set(expected.map(nameOf)), may)
}

const nameOf = ({ value }: Node): Value => (isDict(value) ? (value.get('name') ?? null) : null)

function compareTags(comparison: Comparison, expected: Node[], found: Node[]): void {
  const at = place('tags')
  const areSame = expected.length === found.length && expected.every((tag, index) => nameOf(tag) === nameOf(found[index] ?? tag))
  const isEmptyList = expected.length === 0 && rootDict(comparison.slice).has('tags')
  if (!areSame || isEmptyList) {
    return comparison.findings.add('tags-changed', 'the tags are not those that the operations use, in source order', at)
  }
  expected.forEach((tag, index) => {
    const other = found[index]
    if (other !== undefined) comparison.compare('plain', tag, other, place(String(index), at))
  })
}

/** Groups keep the tags that are kept, with or without those that have no Tag Object; empty groups go. */
function judgeTagGroups(comparison: Comparison, kept: Set<Value>, used: Set<Value>): void {
  const groups = rootDict(comparison.source).get('x-tagGroups')
  const found = rootDict(comparison.slice).get('x-tagGroups') ?? []
  const options = [kept, new Set([...kept, ...used])].map((names) => prunedGroups(groups ?? [], names))
  if (!options.some((option) => sameData(option, found))) {
    comparison.findings.add('tag-groups-changed', 'x-tagGroups is not what the kept tags leave of it', place('x-tagGroups'))
  }
}

function prunedGroups(groups: Value, names: Set<Value>): Value {
  if (!isList(groups)) return groups
  return groups.flatMap((group) => {
    const tags = isDict(group) ? group.get('tags') : undefined
    if (!isDict(group) || !isList(tags)) return [group]
    const left = tags.filter((tag) => names.has(tag))
    return left.length === 0 ? [] : [new Map(group).set('tags', left)]
  })
}
