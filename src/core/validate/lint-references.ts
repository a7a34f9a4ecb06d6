import { isArray, isContainer, isObject, type Json, type JsonObject, refOf, text } from '../model/json.ts'
import { escapePointerFragment, isAnchor, joinPointer, Location, parseRef, type Source } from '../redocly.ts'

/** What the linter is told of a reference that leads somewhere. */
interface Resolved {
  resolved: true
  isRemote: false
  node: Json | undefined
  document: LintedDocument
  nodePointer: string
  /** The references passed on the way that have keywords of their own beside them. */
  chain?: readonly Hop[]
}

interface Hop {
  node: Json
  document: LintedDocument
  location: Location
}

export interface LintedDocument {
  source: Source
  parsed: JsonObject
}

/** How many references may lead from one to the next: far beyond any real chain, and within what a call stack holds. */
const MAX_CHAIN = 100

/**
 * Stands in for Redocly's map of resolved references, which is only ever asked for one by its id, and holds to its rules
 * for pointers. Redocly's own way of filling it ends the process where references go round in circles.
 */
export class LintReferences {
  readonly #document: LintedDocument
  readonly #known = new Map<string, Resolved | undefined>()
  #anchors: ReadonlyMap<string, JsonObject> | undefined

  constructor(document: LintedDocument) {
    this.#document = document
  }

  /** @param id the file, `::` and the reference @returns undefined if it leads nowhere, or round in circles */
  get(id: string): Resolved | undefined {
    const ref = id.slice(id.indexOf('::') + 2)
    if (!this.#known.has(ref)) this.#known.set(ref, this.#follow(ref, 0))
    return this.#known.get(ref)
  }

  #follow(ref: string, steps: number): Resolved | undefined {
    if (steps > MAX_CHAIN) return undefined
    if (isAnchor(ref)) return this.#found(this.#anchored(ref.slice(1)), ref)
    const { uri, pointer } = parseRef(ref)
    // Slices are self-contained: whatever they still refer to outside is not to be had.
    if (uri !== null) return undefined
    let found: Resolved | undefined = this.#found(this.#document.parsed, '#/')
    for (const segment of pointer) found = found && this.#child(found, segment, steps)
    return found && this.#end(found, steps)
  }

  #child({ node, nodePointer }: Resolved, segment: string, steps: number): Resolved | undefined {
    const child = childOf(node, segment)
    if (child !== undefined) return this.#found(child, joinPointer(nodePointer, escapePointerFragment(segment)))
    const ref = refOf(node)
    const target = ref === undefined ? undefined : this.#follow(ref, steps + 1)
    const beyond = target && childOf(target.node, segment)
    return beyond === undefined ? undefined : this.#found(beyond, joinPointer(target!.nodePointer, escapePointerFragment(segment)))
  }

  /** A target that is a reference leads on; what stands beside it counts too. */
  #end(found: Resolved, steps: number): Resolved | undefined {
    const { node, document, nodePointer } = found
    const ref = refOf(node)
    if (ref === undefined) return found
    const end = this.#follow(ref, steps + 1)
    const isAlone = Object.keys(node as JsonObject).length === 1
    if (!end || isAlone) return end
    return { ...end, chain: [{ node: node!, document, location: new Location(document.source, nodePointer) }, ...(end.chain ?? [])] }
  }

  #found(node: Json | undefined, nodePointer: string): Resolved {
    return { resolved: true, isRemote: false, node, document: this.#document, nodePointer }
  }

  #anchored(name: string): JsonObject | undefined {
    this.#anchors ??= anchorsIn(this.#document.parsed)
    return this.#anchors.get(name)
  }
}

function childOf(node: Json | undefined, segment: string): Json | undefined {
  if (isArray(node)) return node[Number(segment)]
  return isObject(node) && Object.hasOwn(node, segment) ? node[segment] : undefined
}

function anchorsIn(root: Json): Map<string, JsonObject> {
  const anchors = new Map<string, JsonObject>()
  const pending: Json[] = [root]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const anchor = text(node, '$anchor')
    if (anchor !== undefined) anchors.set(anchor, node as JsonObject)
    for (const child of Object.values(node as JsonObject)) if (isContainer(child)) pending.push(child)
  }
  return anchors
}
