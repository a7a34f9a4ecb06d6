import { isContainer, type Json, own, valueAt } from '../model/json.ts'
import { childPointer, tokensOf } from '../model/pointer.ts'
import type { Place } from '../problems.ts'
import type { FileResolver, Origin, SourceFile } from './file-resolver.ts'
import { jsonLocator } from './locate-json.ts'
import { looksLikeJson } from './parse.ts'
import { linesOf } from './syntax-problem.ts'
import { isMap, isNode, isSeq, parseDocument } from './yaml.ts'

/** Finds lines and columns, only when a message needs them: a run without problems never pays. */
export class Places {
  readonly #resolver: FileResolver
  readonly #locators = new Map<string, Locator>()

  constructor(resolver: FileResolver) {
    this.#resolver = resolver
  }

  /** The place of an object of the loaded document, or of the value under one of its keys. */
  of(object: unknown, key?: string): Place | undefined {
    const origin = this.#originOf(object, key)
    return origin && this.#placeOf(origin)
  }

  /** The place that a pointer into `root` leads to, or the deepest one on the way that is known. */
  at(root: Json, pointer: string): Place | undefined {
    const tokens = tokensOf(pointer) ?? []
    const { onlyFile } = this.#resolver
    if (onlyFile && valueAt(onlyFile.parsed, tokens) !== undefined) {
      return this.#placeOf({ file: onlyFile, pointer })
    }
    let node: Json | undefined = root
    let origin = this.#originOf(root)
    for (const token of tokens) {
      if (!isContainer(node)) break
      const child: Json | undefined = own(node, token)
      origin = this.#originOf(child) ?? this.#originOf(node, token) ?? origin
      node = child
    }
    return origin && this.#placeOf(origin)
  }

  #originOf(object: unknown, key?: string): Origin | undefined {
    const origin = isContainer(object) ? this.#resolver.originOf(this.#resolver.originalOf(object)) : undefined
    return origin && key !== undefined ? { file: origin.file, pointer: childPointer(origin.pointer, key) } : origin
  }

  #placeOf({ file, pointer }: Origin): Place {
    return { file: file.shown, ...this.#lineOf(file, pointer), pointer }
  }

  #lineOf(file: SourceFile, pointer: string): { line: number; column: number } | undefined {
    let locate = this.#locators.get(file.path)
    if (!locate) this.#locators.set(file.path, (locate = locatorOf(file)))
    return locate(tokensOf(pointer) ?? [])
  }
}

/** From the tokens of a pointer to the line and column of the key or item they lead to. */
type Locator = (tokens: readonly string[]) => { line: number; column: number } | undefined

/** Looks up places in one text, which is read and understood on the first question. */
function locatorOf(file: SourceFile): Locator {
  const bytes = isContainer(file.parsed) ? file.text() : undefined
  if (!bytes) return () => undefined
  const text = bytes.toString()
  const lineOf = linesOf(text)
  const offsetOf = looksLikeJson(bytes, file.path) ? jsonLocator(text) : yamlLocator(text)
  return (tokens) => {
    const offset = offsetOf(tokens)
    return offset === undefined ? undefined : lineOf(offset)
  }
}

function yamlLocator(source: string): (tokens: readonly string[]) => number | undefined {
  const { contents } = parseDocument(source, { prettyErrors: false, logLevel: 'silent', uniqueKeys: false })
  return (tokens) => locateInYaml(contents, tokens)
}

/** The offset of the key (or list item) that the tokens lead to, or of the deepest one that exists. */
function locateInYaml(contents: unknown, tokens: readonly string[]): number | undefined {
  let node: unknown = contents
  let offset = isNode(node) ? node.range?.[0] : undefined
  for (const token of tokens) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => keyOf(key) === token)
      if (!pair) break
      offset = (pair.key as { range?: [number, number, number] }).range?.[0] ?? offset
      node = pair.value
      continue
    }
    const item: unknown = isSeq(node) ? node.items[Number(token)] : undefined
    if (item === undefined) break
    node = item
    offset = (item as { range?: [number, number, number] }).range?.[0] ?? offset
  }
  return offset
}

/** A key as it is read: a string, whatever it looks like. */
function keyOf(key: unknown): string {
  const { value, source } = key as { value?: unknown; source?: string }
  return typeof value === 'string' || value === null ? String(value) : (source ?? String(value))
}
