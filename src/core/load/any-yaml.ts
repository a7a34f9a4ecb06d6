import type { Alias, Pair, Scalar, YAMLMap } from 'yaml'
import type { Json, JsonObject } from '../model/json.ts'
import { put } from '../model/json.ts'
import { addEntry, closeEntries, mergeEntries, newEntries } from './entries.ts'
import type { Notes } from './notes.ts'
import { MAX_DEPTH, SyntaxProblem, TOO_DEEP } from './syntax-problem.ts'
import { isAlias, isMap, isScalar, isSeq, newLineCounter, parseDocument } from './yaml.ts'

/**
 * Parses any YAML 1.2 (core schema) with merge keys, slowly. Aliases share their target, so that a bomb costs nothing
 * until it is written; duplicate keys and aliases that contain themselves are refused.
 *
 * @throws SyntaxProblem
 */
export function anyYaml(source: string, notes: Notes): Json {
  const document = parseDocument(source, {
    version: '1.2',
    merge: true,
    // Tags of YAML 1.1, such as !!omap, stand for what JSON does not have: what they stand before is taken as it is.
    resolveKnownTags: false,
    // Checked below, in linear time and with both places.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
    lineCounter: newLineCounter(),
  })
  const [error] = document.errors
  if (error) throw new SyntaxProblem('syntax-error', plain(error.message), error.pos[0])

  const anchors = new Map<string, Json>()
  const scalars = new Map<string, Scalar>()
  const open = new Set<string>()
  const holder: Json[] = []
  convertInto(holder, 0, document.contents, 0)
  return holder[0] ?? null

  function convertInto(container: object, key: string | number, node: unknown, depth: number): void {
    checkDepth(node, depth)
    const value = convert(node, depth)
    put(container, String(key), value)
    if (typeof value === 'number') notes.number(container, key, sourceOf(node) ?? String(value), value)
  }

  function checkDepth(node: unknown, depth: number): void {
    if (depth > MAX_DEPTH && (isMap(node) || isSeq(node))) throw new SyntaxProblem('too-deep', TOO_DEEP, offsetOf(node))
  }

  /** How a scalar is written. */
  function sourceOf(node: unknown): string | undefined {
    const scalar = isAlias(node) ? scalars.get(node.source) : node
    return (isScalar(scalar) && scalar.source) || undefined
  }

  function convert(node: unknown, depth: number): Json {
    if (isAlias(node)) return aliased(node)
    if (isScalar(node)) {
      if (node.anchor) scalars.set(node.anchor, node)
      return anchored(node.anchor, scalarValue(node))
    }
    if (isMap(node)) return convertMap(node, depth)
    if (!isSeq(node)) return null
    const array: Json[] = []
    enter(node.anchor, array)
    node.items.forEach((item, index) => convertInto(array, index, item, depth + 1))
    leave(node.anchor)
    return array
  }

  function convertMap(node: YAMLMap, depth: number): JsonObject {
    const entries = newEntries()
    const places = new Map<string, number>()
    enter(node.anchor, entries.object)
    for (const pair of node.items as Pair[]) {
      if (isMergeKey(pair.key)) {
        const isMerged = mergeEntries(entries, convert(pair.value, depth + 1), notes)
        if (!isMerged) throw new SyntaxProblem('syntax-error', 'A merge key “<<” needs a map', offsetOf(pair.key))
        continue
      }
      const key = keyOf(pair.key)
      const earlier = places.get(key)
      if (earlier !== undefined) throw duplicate(key, offsetOf(pair.key), earlier)
      places.set(key, offsetOf(pair.key))
      checkDepth(pair.value, depth + 1)
      const value = convert(pair.value, depth + 1)
      addEntry(entries, key, value, sourceOf(pair.value), notes)
    }
    leave(node.anchor)
    return closeEntries(entries, notes)
  }

  function aliased(alias: Alias): Json {
    if (open.has(alias.source)) {
      throw new SyntaxProblem('endless-alias', `The alias *${alias.source} stands inside its own anchor, so it never ends`, offsetOf(alias))
    }
    const value = anchors.get(alias.source)
    if (value === undefined) {
      throw new SyntaxProblem('syntax-error', `There is no anchor &${alias.source} before this alias`, offsetOf(alias))
    }
    return value
  }

  function anchored<Value extends Json>(anchor: string | undefined, value: Value): Value {
    if (anchor) anchors.set(anchor, value)
    return value
  }

  function enter(anchor: string | undefined, value: Json): void {
    if (anchor) open.add(anchor)
    anchored(anchor, value)
  }

  function leave(anchor: string | undefined): void {
    if (anchor) open.delete(anchor)
  }

  function keyOf(node: unknown): string {
    if (isAlias(node)) return String(aliased(node))
    if (!isScalar(node)) throw new SyntaxProblem('syntax-error', 'A key must be plain text, not a map or list', offsetOf(node))
    if (typeof node.value === 'string') return anchored(node.anchor, node.value)
    return anchored(node.anchor, node.value === null ? 'null' : (node.source ?? String(node.value)))
  }

  function isMergeKey(node: unknown): boolean {
    return isScalar(node) && typeof node.value === 'symbol'
  }

  function duplicate(key: string, offset: number, earlier: number): SyntaxProblem {
    return new SyntaxProblem('duplicate-key', `The key ${JSON.stringify(key)} is used twice in the same map`, offset, earlier)
  }
}

function scalarValue(node: Scalar): Json {
  const { value } = node
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value
  return value === undefined ? null : (node.source ?? String(value))
}

const offsetOf = (node: unknown): number => (node as { range?: [number, number, number] | null } | null)?.range?.[0] ?? 0

/** The library's messages begin in lower or upper case and speak of its own terms; the first line is what matters. */
const plain = (message: string): string => message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '')
