import { isObject, type Json, type JsonObject, own, refOf } from '../model/json.ts'
import { unescapeToken } from '../model/pointer.ts'
import {
  type Config,
  getMajorSpecVersion,
  type NormalizedProblem,
  normalizeVisitors,
  type ResolvedRefMap,
  type Source,
  type SpecVersion,
  walkDocument,
} from '../redocly.ts'
import type { NormalizedNodeType } from '../redocly-types.ts'

/**
 * Redocly's linter with everything that is the same for all documents of a version done once. Making its visitors ready
 * costs more than walking a small slice does; here they are made once and lead to rules that are new for each document,
 * because rules keep what they have seen. References are resolved when a rule asks.
 *
 * @returns undefined for a document in which a reference is no plain pointer to something there
 */
export function preparedLint(
  config: Config,
  types: Record<string, NormalizedNodeType>,
  specVersion: SpecVersion,
): (parsed: JsonObject) => NormalizedProblem[] | undefined {
  const rules = rulesOf(config, specVersion)
  const functions: Visit[] = []
  let visitors = ready()

  return (parsed) => {
    // All that is asked of it here; the class comes with everything that reads files.
    const source = { absoluteRef: 'slice.yaml', body: '' } as unknown as Source
    const document = { source, parsed }
    functions.length = 0
    for (const { create } of rules) delegating(create(), functions)
    const problems: NormalizedProblem[] = []
    try {
      const resolvedRefMap = new References(document) as unknown as ResolvedRefMap
      const ctx = { problems, specVersion, config, visitorsData: {} }
      walkDocument({ document, rootType: types['Root']!, normalizedVisitors: visitors.normalized, resolvedRefMap, ctx })
      return problems.map((problem) => config.addProblemToIgnore(problem))
    } catch (error) {
      // What was under way when it stopped is still noted in the visitors.
      visitors = ready()
      if (error instanceof NoPlainReference) return undefined
      throw error
    } finally {
      for (const seen of visitors.seen) seen.clear()
    }
  }

  function ready(): { normalized: ReturnType<typeof normalizeVisitors>; seen: Set<Set<unknown>> } {
    const own: Visit[] = []
    const list = rules.map(({ create, ...rule }) => ({ ...rule, visitor: delegating(create(), own, functions) }))
    const normalized = normalizeVisitors(list as Parameters<typeof normalizeVisitors>[0], types)
    return { normalized, seen: seenIn(normalized) }
  }
}

/** A visitor's function; of a reference it is told where that leads, of a node what is around it. */
type Visit = (node: unknown, context: unknown, more: unknown, nested: unknown) => unknown
type Visitor = { [key: string]: Visit | Visitor | undefined }

interface Rule {
  ruleId: string
  severity: string
  message: string | undefined
  /** A rule that has seen nothing yet. */
  create(): Visitor
}

/** The rules that a configuration has switched on, as Redocly's own linter gathers them. */
function rulesOf(config: Config, specVersion: SpecVersion): Rule[] {
  return config.getRulesForSpecVersion(getMajorSpecVersion(specVersion)).flatMap((ruleset) =>
    Object.entries(ruleset).flatMap(([ruleId, rule]) => {
      const settings = config.getRuleSettings(ruleId, specVersion)
      if (settings.severity === 'off') return []
      const create = (): Visitor => rule(settings as never) as Visitor
      return [{ ruleId, severity: settings.severity, message: settings.message, create }]
    }),
  )
}

/**
 * Collects the functions of a rule in a fixed order, and gives a copy of it whose functions call those that stand at
 * the same places of another list. Getters, which rules nest in themselves with, are asked once.
 */
function delegating(visitor: Visitor, collected: Visit[], called: readonly Visit[] = collected): Visitor {
  const copy: Visitor = {}
  for (const key of Object.keys(visitor)) {
    const value = visitor[key]
    if (typeof value === 'function') {
      const place = collected.push(value) - 1
      copy[key] = (node, context, more, nested) => called[place]!(node, context, more, nested)
    } else if (value) copy[key] = delegating(value, collected, called)
  }
  return copy
}

/** The part of Redocly's visitors that remembers from one document to the next. */
interface Remembering {
  seen?: Set<unknown>
  parent?: Remembering | null
}

function seenIn(normalized: ReturnType<typeof normalizeVisitors>): Set<Set<unknown>> {
  const found = new Set<Set<unknown>>()
  for (const { enter, leave } of Object.values(normalized)) {
    for (const { context } of [...enter, ...leave]) {
      for (let next = context as Remembering | null | undefined; next; next = next.parent) if (next.seen) found.add(next.seen)
    }
  }
  return found
}

/** Thrown through Redocly's walk. */
class NoPlainReference extends Error {}

/** What stands in for Redocly's map of resolved references: it is only ever asked for one by its id. */
class References {
  readonly #document: { source: Source; parsed: JsonObject }
  readonly #known = new Map<string, unknown>()

  constructor(document: { source: Source; parsed: JsonObject }) {
    this.#document = document
  }

  /** @param id the file, `::` and the reference */
  get(id: string): unknown {
    let found = this.#known.get(id)
    if (!found) this.#known.set(id, (found = this.#resolve(id.slice(id.indexOf('::') + 2))))
    return found
  }

  #resolve(ref: string): unknown {
    const isPlain = ref.startsWith('#/') && !/%|\/\/|\/$|#.*#/.test(ref)
    const tokens = isPlain ? ref.slice(2).split('/').map(unescapeToken) : undefined
    const node = tokens?.reduce<Json | undefined>(
      (value, token) => (isObject(value) ? own(value, token) : undefined),
      this.#document.parsed,
    )
    // Chains have a life of their own there.
    if (node === undefined || refOf(node) !== undefined) throw new NoPlainReference(ref)
    return { resolved: true, isRemote: false, node, document: this.#document, nodePointer: ref }
  }
}
