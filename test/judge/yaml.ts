/** YAML text as judged data, with everything that a reader of slices may object to. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument, Scalar } from 'yaml'
import { keepingLast } from './last.ts'
import { Numeric } from './numeric.ts'
import type { Dict, Value } from './value.ts'
import { isDict, isList } from './value.ts'

export interface Reading {
  value: Value
  /** Why the text cannot be read; the other fields mean nothing then. */
  errors: string[]
  /** Anchors, aliases, merges, explicit tags, keys that are no strings, words of YAML 1.1. */
  oddities: string[]
  /** The reader gave up because of depth, not because of the text. */
  tooDeep: boolean
}

/** What a YAML 1.1 reader takes for a boolean, a number, a date or a merge when it is not quoted. */
const YAML_1_1 =
  /^(?:y|yes|no|n|on|off|[=]|<<|[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?[1-9][\d_]*_[\d_]*|[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?|[-+]?\d[\d_]*\.[\d_]*_[\d_]*(?:e[-+]\d+)?|\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:t|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?[ \t]*(?:z|[-+]\d\d?(?::\d\d)?)?)$/i

export const readYaml = keepingLast((text): Reading => {
  const document = parseDocument(text, {
    version: '1.2',
    intAsBigInt: true,
    uniqueKeys: true,
    merge: true,
    logLevel: 'silent',
    prettyErrors: false,
  })
  const errors = document.errors.map((error) => `${error.code}: ${error.message}`)
  const tooDeep = document.errors.some((error) => error.code === 'RESOURCE_EXHAUSTION')
  const oddities: string[] = []
  if (errors.length > 0) return { value: null, errors, oddities, tooDeep }
  return { value: new Conversion(document, oddities).run(), errors, oddities, tooDeep }
})

/** Recursion is safe here: the parser itself refuses what nests too deep for the call stack. */
class Conversion {
  readonly #made = new Map<Node, Value>()
  readonly #document: Document
  readonly #oddities: string[]
  readonly #merging: Dict[] = []

  constructor(document: Document, oddities: string[]) {
    this.#document = document
    this.#oddities = oddities
  }

  /** Merges come last, when every object that may be merged is complete. */
  run(): Value {
    const value = this.#make(this.#document.contents)
    for (const dict of this.#merging) merge(dict)
    return value
  }

  #make(node: unknown): Value {
    if (isAlias(node)) return this.#alias(node.source, node.resolve(this.#document))
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return null
    this.#inspect(node)
    const known = this.#made.get(node)
    if (known !== undefined) return known
    const value = isScalar(node) ? scalarValue(node) : isMap(node) ? new Map<string, Value>() : []
    this.#made.set(node, value)
    this.#fill(node, value)
    return value
  }

  #alias(name: string, node: unknown): Value {
    this.#oddities.push(`alias *${name}`)
    return this.#make(node)
  }

  #inspect(node: Node): void {
    const { anchor, tag } = node as { anchor?: string; tag?: string }
    if (anchor !== undefined) this.#oddities.push(`anchor &${anchor}`)
    if (tag !== undefined) this.#oddities.push(`tag ${tag}`)
    if (isScalar(node) && isOldWord(node)) this.#oddities.push(`YAML 1.1 reads ${String(node.source)} as another type`)
  }

  #fill(node: Node, value: Value): void {
    if (isMap(node) && isDict(value)) {
      for (const { key, value: child } of node.items) this.#pair(value, key, child)
      if (value.has(MERGE)) this.#merging.push(value)
    } else if (isSeq(node) && isList(value)) {
      for (const child of node.items) value.push(this.#make(child))
    }
  }

  #pair(into: Dict, key: unknown, child: unknown): void {
    const scalar = isAlias(key) ? key.resolve(this.#document) : key
    if (!isScalar(scalar)) {
      this.#oddities.push('a key that is no scalar')
      return
    }
    this.#inspectKey(scalar)
    into.set(keyText(scalar), this.#make(child))
  }

  #inspectKey(key: Scalar): void {
    const isMergeKey = keyText(key) === MERGE
    if (isMergeKey) this.#oddities.push('merge key <<')
    else if (typeof key.value !== 'string') this.#oddities.push(`key ${keyText(key)} is no string`)
    else this.#inspect(key)
  }
}

/** No YAML text can spell this key, so a quoted "<<" is not mistaken for a merge. */
const MERGE = '\u0000<<'

const isPlain = (node: Scalar): boolean => node.type === Scalar.PLAIN

const isOldWord = (node: Scalar): boolean => isPlain(node) && typeof node.value === 'string' && YAML_1_1.test(node.source ?? node.value)

function keyText(key: Scalar): string {
  if (isPlain(key) && key.source === '<<') return MERGE
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value))
}

function scalarValue({ value, source }: Scalar): Value {
  if (typeof value === 'number' || typeof value === 'bigint') return new Numeric(source ?? String(value))
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  return source ?? String(value)
}

/** Own keys win over merged ones, earlier merged objects over later ones; keys stand where `<<` stood. */
function merge(into: Dict): void {
  if (!into.has(MERGE)) return
  const own = new Map(into)
  into.clear()
  for (const [key, value] of own) {
    if (key !== MERGE) into.set(key, value)
    else for (const [name, merged] of mergedEntries(value)) if (!into.has(name)) into.set(name, own.get(name) ?? merged)
  }
}

function mergedEntries(from: Value): [string, Value][] {
  const parts = (isList(from) ? from : [from]).filter(isDict)
  for (const part of parts) merge(part)
  return parts.flatMap((part) => [...part])
}
