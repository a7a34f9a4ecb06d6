import { isArray, type Json, type JsonObject, own, put, refOf } from '../model/json.ts'
import { isAnchor, parseRef } from '../redocly.ts'
import { Hidden } from './hidden.ts'

/** The contents of a file, if it has been read. */
export type ReadFile = (base: string, uri: string) => { path: string; parsed: Json } | undefined

/** How many references may lead from one to the next: far beyond any real chain. */
const MAX_CHAIN = 100

/**
 * Hides those of the references of a file that go round in circles, alone or through files that were read before it: where
 * it meets one, Redocly's bundler leaves promises behind that nobody waits for, and their failure ends the process.
 */
export function hideEndless(references: readonly JsonObject[], path: string, read: ReadFile): void {
  for (const reference of references) {
    if (endOf(reference, path, [], read) === ENDLESS) put(reference, '$ref', new Hidden(reference['$ref']!))
  }
}

const ENDLESS: unique symbol = Symbol('endless')

interface Target {
  path: string
  node: Json | undefined
}

type End = Target | undefined | typeof ENDLESS

/** Where a reference leads by the bundler's rules; undefined as long as that has not been read. */
function endOf(reference: JsonObject, base: string, open: readonly JsonObject[], read: ReadFile): End {
  if (open.includes(reference) || open.length > MAX_CHAIN) return ENDLESS
  const ref = refOf(reference)!
  const { uri, pointer } = parseRef(ref)
  const file = isAnchor(ref) ? undefined : read(base, uri ?? base)
  const around = [...open, reference]
  let place: Target | undefined = file && { path: file.path, node: file.parsed }
  for (const segment of pointer) {
    if (!place) return undefined
    const target: End = childOf(place.node, segment) === undefined ? through(place, around, read) : place
    if (typeof target !== 'object') return target
    place = { path: target.path, node: childOf(target.node, segment) }
  }
  return place && refOf(place.node) !== undefined ? through(place, around, read) : place
}

function through({ node, path }: Target, open: readonly JsonObject[], read: ReadFile): End {
  return refOf(node) === undefined ? undefined : endOf(node as JsonObject, path, open, read)
}

const childOf = (node: Json | undefined, segment: string): Json | undefined => (isArray(node) ? node[Number(segment)] : own(node, segment))
