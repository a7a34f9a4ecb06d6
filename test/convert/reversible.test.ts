import { describe, expect, it } from 'vitest'
import { type Change, convertDocument } from '../../src/core/convert/convert.ts'
import { isArray, isContainer, isObject, type Json, type JsonObject, own, put, refOf } from '../../src/core/model/json.ts'
import { type Family, modelOf } from '../../src/core/model/object-types.ts'
import { tokensOf } from '../../src/core/model/pointer.ts'
import { hasSpecs, normalForm, specFiles } from './descriptions.ts'

/** By family: where it goes and comes back from. */
const TURNS: Partial<Record<Family, Family>> = { '3.0': '3.1', '3.1': '3.2' }
const VERSIONS: Partial<Record<Family, string>> = { '3.1': '3.1.2', '3.2': '3.2.0' }

describe.runIf(hasSpecs)('there and back again gives the same document', () => {
  it.each(specFiles())('%s', { timeout: 60_000 }, async (file) => {
    const { document, description } = await normalForm(file)
    const { model, notes, version } = description
    const turn = TURNS[model.family]
    if (!turn) return
    const there = convertDocument(document, notes, model, modelOf(turn), VERSIONS[turn]!)
    const back = convertDocument(there.document, notes, modelOf(turn), model, version)
    expect(there.changes.filter(({ effect }) => effect !== 'equal')).toEqual([])
    expect(back.changes.filter(({ effect }) => effect !== 'equal' && model.family === '3.1')).toEqual([])
    expect(
      firstDifference(back.document, withWhatMustBeThere(withoutWhatHadNoEffect(document, there.changes), back.changes)),
    ).toBeUndefined()
  })
})

/**
 * What is written in a 3.0 document and means nothing there does not come back. It is taken out by hand here, by the
 * pointers of the changes that told of it.
 */
function withoutWhatHadNoEffect(document: JsonObject, changes: readonly Change[]): JsonObject {
  const copy = structuredClone(document) as JsonObject
  // The texts beside a reference are looked at last: what else stands there is gone by then.
  for (const change of changes) if (change.code !== 'reference-text') takeOut(copy, change)
  for (const change of changes) if (change.code === 'reference-text') takeOut(copy, change)
  return copy
}

/** What a source lacks, or has, against its own version is put right on its way back. */
function withWhatMustBeThere(document: JsonObject, changes: readonly Change[]): JsonObject {
  for (const { code, pointer } of changes) {
    if (code === 'security-roles') put(at(document, tokensOf(pointer)!.slice(0, -1)) as object, tokensOf(pointer)!.at(-1)!, [])
    const node = at(document, tokensOf(pointer)!) as Record<string, Json>
    if (code === 'array-items') node['items'] = {}
    if (code === 'response-description') node['description'] = ''
    if (code === 'responses') node['responses'] = { default: { description: '' } }
  }
  return document
}

/** Where two documents differ first, whatever the order of their keys. */
function firstDifference(a: Json | undefined, b: Json | undefined, pointer = '#'): string | undefined {
  if (a === b) return undefined
  if (!isContainer(a) || !isContainer(b) || isArray(a) !== isArray(b)) {
    return `${pointer}: ${JSON.stringify(a)?.slice(0, 200)} instead of ${JSON.stringify(b)?.slice(0, 200)}`
  }
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = firstDifference(own(a, key), own(b, key), `${pointer}/${key}`)
    if (found !== undefined) return found
  }
  return undefined
}

function takeOut(copy: JsonObject, { code, pointer }: Change): void {
  const tokens = tokensOf(pointer)!
  const parent = at(copy, tokens.slice(0, -1)) as Record<string, Json>
  const last = tokens.at(-1)!
  const node = own(parent, last)
  if (['nullable-false', 'nullable-without-type', 'exclusive-limit-without-effect'].includes(code)) delete parent[last]
  if (code === 'ref-siblings') withoutSiblings((refOf(node) === undefined ? parent : node) as Record<string, Json>)
  if (code === 'reference-text') {
    put(parent, last, tokens.includes('schema') || tokens.includes('schemas') ? beside(node as JsonObject) : { $ref: own(node, '$ref')! })
  }
  if (code === 'encoding-style') for (const encoding of Object.values(node as object)) withoutStyle(encoding as Record<string, Json>)
}

function withoutStyle(encoding: Record<string, Json>): void {
  for (const key of ['style', 'explode', 'allowReserved']) delete encoding[key]
}

function withoutSiblings(node: Record<string, Json>): void {
  for (const key of Object.keys(node)) {
    if (key !== '$ref' && key !== 'description' && key !== 'title' && !key.startsWith('x-')) delete node[key]
  }
}

/** In 3.1 the text counts, so in 3.0 it stands where it counts too. */
const beside = ({ $ref, ...texts }: JsonObject): JsonObject => ({ allOf: [{ $ref: $ref! }], ...texts })

const at = (document: Json, tokens: readonly string[]): Json | undefined =>
  tokens.reduce<Json | undefined>((node, token) => (isObject(node) || isArray(node) ? own(node, token) : undefined), document)
