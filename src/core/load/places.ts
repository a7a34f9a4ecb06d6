import { containersIn, isContainer, type Json, own, refOf, valueAt } from '../model/json.ts'
import { childPointer, tokensOf } from '../model/pointer.ts'
import { formatPlace, type Place } from '../problems.ts'
import type { FileResolver, Origin, SourceFile } from './file-resolver.ts'
import { linesOf } from './lines.ts'
import { jsonLocator } from './locate-json.ts'
import { yamlLocator } from './locate-yaml.ts'
import { looksLikeJson } from './parse.ts'

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
    let found = this.#originOf(root)
    let origin = found
    for (const token of tokens) {
      if (!isContainer(node)) break
      const child: Json | undefined = own(node, token)
      found = this.#originOf(child) ?? this.#originOf(node, token)
      origin = found ?? origin
      node = child
    }
    const scalar = found || isContainer(node) ? undefined : this.#placeOfScalar(root, pointer)
    return scalar ?? (origin && this.#placeOf(origin))
  }

  /** A place in the root file as it is now, if nothing was brought into that. */
  again(place: Place): Place {
    const { onlyFile } = this.#resolver
    return onlyFile ? this.#placeOf({ file: onlyFile, pointer: place.pointer }) : place
  }

  /** What is no object has no origin: it is the root file's own, or the reference that brought it in has a place. */

  #placeOfScalar(root: Json, pointer: string): Place | undefined {
    const [file] = this.#resolver.files.values()
    const [place, around] = [pointer, pointer.replace(/\/[^/]*$/, '')].map((one) => file && this.#placeOf({ file, pointer: one }))
    // What a text does not have is looked up in vain, and ends where the rest of the way does.
    if (place && around && formatPlace(place) !== formatPlace(around)) return place
    for (const node of containersIn(root)) if (refOf(node) === pointer) return this.of(node, '$ref')
    return undefined
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

/** Looks up places in one text, which is read on the first question. */
function locatorOf(file: SourceFile): Locator {
  const bytes = isContainer(file.parsed) ? file.text() : undefined
  if (!bytes) return () => undefined
  const lineOf = linesOf(bytes)
  const offsetOf = looksLikeJson(bytes, file.path) ? jsonLocator(bytes, file.outline) : yamlLocator(bytes, file.outline)
  return (tokens) => {
    const offset = offsetOf(tokens)
    return offset === undefined ? undefined : lineOf(offset)
  }
}
