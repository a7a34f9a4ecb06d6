import { isArray, type Json, type JsonObject, own, put, refOf } from '../model/json.ts'
import { isAnchor, parseRef } from '../redocly.ts'
import { Hidden } from './hidden.ts'

/** The contents of a file, if it has been read. */
export type ReadFile = (base: string, uri: string) => { path: string; parsed: Json } | undefined

/** How many references may lead from one to the next: far beyond any real chain. */
const MAX_CHAIN = 100

/** How many references the bundler may have to follow on the way of one: it follows the same ones again and again. */
const MAX_STEPS = 10_000

/**
 * Hides those of the references of a file that go round in circles, alone or through files that were read before it: where
 * it meets one, Redocly's bundler leaves promises behind that nobody waits for, and their failure ends the process.
 */
export function hideEndless(references: readonly JsonObject[], path: string, read: ReadFile): void {
  const followed: Followed = { ends: new Map(), steps: 0 }
  for (const reference of references) {
    if (endOf(reference, path, [], read, followed) === ENDLESS) put(reference, '$ref', new Hidden(reference['$ref']!))
  }
}

const ENDLESS: unique symbol = Symbol('endless')

interface Target {
  path: string
  node: Json | undefined
}

type End = Target | undefined | typeof ENDLESS

/** What was followed already: a reference may be on the way of many, at every step of that. */
interface Followed {
  ends: Map<JsonObject, { end: Target | undefined; steps: number }>
  /** All steps so far, as the bundler takes them. */
  steps: number
}

/** Where a reference leads by the bundler's rules; undefined as long as that has not been read. */
function endOf(reference: JsonObject, base: string, open: readonly JsonObject[], read: ReadFile, followed: Followed): End {
  const known = followed.ends.get(reference)
  const before = followed.steps
  const end = known ? known.end : newEndOf(reference, base, open, read, followed)
  const steps = known ? known.steps : followed.steps - before + 1
  followed.steps = before + steps
  if (end === ENDLESS || steps > MAX_STEPS) return ENDLESS
  followed.ends.set(reference, { end, steps })
  return end
}

function newEndOf(reference: JsonObject, base: string, open: readonly JsonObject[], read: ReadFile, followed: Followed): End {
  if (open.includes(reference) || open.length > MAX_CHAIN) return ENDLESS
  const ref = refOf(reference)!
  const { uri, pointer } = parseRef(ref)
  const file = isAnchor(ref) ? undefined : read(base, uri ?? base)
  const around = [...open, reference]
  let place: Target | undefined = file && { path: file.path, node: file.parsed }
  for (const segment of pointer) {
    if (!place) return undefined
    const target: End = childOf(place.node, segment) === undefined ? through(place, around, read, followed) : place
    if (typeof target !== 'object') return target
    place = { path: target.path, node: childOf(target.node, segment) }
  }
  return place && refOf(place.node) !== undefined ? through(place, around, read, followed) : place
}

function through({ node, path }: Target, open: readonly JsonObject[], read: ReadFile, followed: Followed): End {
  return refOf(node) === undefined ? undefined : endOf(node as JsonObject, path, open, read, followed)
}

const childOf = (node: Json | undefined, segment: string): Json | undefined => (isArray(node) ? node[Number(segment)] : own(node, segment))
