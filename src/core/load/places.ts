import { isContainer, type Json, own, valueAt } from '../model/json.ts'
import { childPointer, tokensOf } from '../model/pointer.ts'
import type { Place } from '../problems.ts'
import type { FileResolver, Origin, SourceFile } from './file-resolver.ts'
import { jsonLocator } from './locate-json.ts'
import { looksLikeJson } from './parse.ts'
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

/** Looks up places in one text. The YAML tree is built once per file, on the first question. */
function locatorOf(file: SourceFile): Locator {
  if (!isContainer(file.parsed)) return () => undefined
  const lineOf = lineFinder(file.text)
  const offsetOf = looksLikeJson(file.text, file.path) ? jsonLocator(file.text) : yamlLocator(file.text)
  return (tokens) => {
    const offset = offsetOf(tokens)
    return offset === undefined ? undefined : lineOf(offset)
  }
}

/** From offsets in a text to lines and columns, counted from 1. */
function lineFinder(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle
    }
    return { line: low + 1, column: offset - starts[low]! + 1 }
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
      const pair = node.items.find(({ key }) => String((key as { source?: string; value?: unknown })?.value ?? key) === token)
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
