import type { JsonObject } from '../model/json.ts'
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
import { LintReferences } from './lint-references.ts'

/**
 * Redocly's linter with everything that is the same for all documents of a version done once. Making its visitors ready
 * costs more than walking a small slice does; here they are made once and lead to rules that are new for each document,
 * because rules keep what they have seen. References are resolved when a rule asks.
 *
 * @param walked the types by which documents are walked, if not those that the visitors are made ready for
 * @returns throws a `Stumble` where a rule fails, and none finds an error that could be the reason
 */
export function preparedLint(
  config: Config,
  types: Record<string, NormalizedNodeType>,
  specVersion: SpecVersion,
  walked = types,
): (parsed: JsonObject) => NormalizedProblem[] {
  const rules = rulesOf(config, specVersion)
  const functions: Visit[] = []
  const stumbled: string[] = []
  let visitors = ready()

  return (parsed) => {
    // All that is asked of it here; the class comes with everything that reads files.
    const source = { absoluteRef: 'slice.yaml', body: '' } as unknown as Source
    const document = { source, parsed }
    stumbled.length = 0
    const problems: NormalizedProblem[] = []
    try {
      for (const { create } of rules) for (const visitor of create()) collect(visitor, functions)
      const resolvedRefMap = new LintReferences(document) as unknown as ResolvedRefMap
      const ctx = { problems, specVersion, config, visitorsData: {} }
      walkDocument({ document, rootType: walked['Root']!, normalizedVisitors: visitors.normalized, resolvedRefMap, ctx })
    } catch (error) {
      // What was under way when it stopped is still noted in the visitors.
      visitors = ready()
      throw error
    } finally {
      // The rules hold on to the document.
      functions.length = 0
      for (const seen of visitors.seen) seen.clear()
    }
    if (stumbled.length > 0 && !problems.some(({ severity }) => severity === 'error')) throw new Stumble(stumbled[0])
    return problems.map((problem) => config.addProblemToIgnore(problem))
  }

  function ready(): { normalized: ReturnType<typeof normalizeVisitors>; seen: Set<Set<unknown>> } {
    let place = 0
    const list = rules.flatMap(({ create, ...rule }) => {
      const call = (): Visit => guarded(place++, rule.ruleId)
      return create().map((visitor) => ({ ...rule, visitor: replaced(visitor, call) }))
    })
    const normalized = normalizeVisitors(list as Parameters<typeof normalizeVisitors>[0], types)
    return { normalized, seen: seenIn(normalized) }
  }

  /** Rules expect values of the kinds that the specification asks for; one that meets another must not keep the rest from being told. */
  function guarded(place: number, ruleId: string): Visit {
    return (node, context, more, nested) => {
      try {
        return functions[place]!(node, context, more, nested)
      } catch {
        stumbled.push(`its rule “${ruleId}” does not understand ${context.location?.pointer ?? 'something'}`)
        return undefined
      }
    }
  }
}

/** Why no verdict can be given, in plain words. */
export class Stumble extends Error {}

/** A visitor's function; of a reference it is told where that leads, of a node what is around it. */
type Visit = (node: unknown, context: VisitContext, more: unknown, nested: unknown) => unknown
type VisitContext = { location?: { pointer: string } }
type Visitor = { [key: string]: Visit | Visitor | undefined }

interface Rule {
  ruleId: string
  severity: string
  message: string | undefined
  /** The visitors of a rule that has seen nothing yet. */
  create(): Visitor[]
}

/** The rules that a configuration has switched on, as Redocly's own linter gathers them. */
function rulesOf(config: Config, specVersion: SpecVersion): Rule[] {
  return config.getRulesForSpecVersion(getMajorSpecVersion(specVersion)).flatMap((ruleset) =>
    Object.entries(ruleset).flatMap(([ruleId, rule]) => {
      const settings = config.getRuleSettings(ruleId, specVersion)
      if (settings.severity === 'off') return []
      const create = (): Visitor[] => [rule(settings as never) as Visitor | Visitor[]].flat()
      return [{ ruleId, severity: settings.severity, message: settings.message, create }]
    }),
  )
}

/** Collects the functions of a visitor, in a fixed order. Getters, which rules nest in themselves with, are asked once. */
function collect(visitor: Visitor, found: Visit[]): void {
  for (const key of Object.keys(visitor)) {
    const value = visitor[key]
    if (typeof value === 'function') found.push(value)
    else if (value) collect(value, found)
  }
}

/** A copy of a visitor with others for its functions, made in the same order. */
function replaced(visitor: Visitor, make: () => Visit): Visitor {
  const copy: Visitor = {}
  for (const key of Object.keys(visitor)) {
    const value = visitor[key]
    copy[key] = typeof value === 'function' ? make() : value && replaced(value, make)
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
