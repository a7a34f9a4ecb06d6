import type { LinkedDescription, Unit } from '../link/linked.ts'
import { Notes } from '../load/notes.ts'
import { parseJson } from '../load/parse-json.ts'
import { parseYaml } from '../load/parse-yaml.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { tokensOf } from '../model/pointer.ts'
import type { Place, Problem } from '../problems.ts'
import type { Endpoint } from '../select/endpoints.ts'
import { type Slice, slice } from '../slice/slice.ts'
import { adjusted } from './adjustments.ts'
import { type Attribution, attribute } from './attribution.ts'
import { Completeness } from './completeness.ts'
import { conformanceOf } from './conformance.ts'
import { Equivalence } from './equivalence.ts'
import type { Finding, Lint } from './linter.ts'
import { linterTypes } from './linter-types.ts'
import { helpFor, phaseOf, plainMessage, severityOf } from './rules.ts'

export interface ValidateOptions {
  inherited: 'fail' | 'warn'
  refsInData: 'keep' | 'literal'
  /** A `redocly.yaml` whose rules are checked too. */
  ruleset: string | undefined
  /** `once`: the whole description, and again only what its findings make doubtful; `each`: every slice. */
  validate: 'once' | 'each'
  cwd: string
}

/** Checks slices, phases 1 to 7 (phase 1 is completed when the slice is rendered and read back). */
export class Validator {
  readonly #linked: LinkedDescription
  readonly #options: ValidateOptions
  readonly #lints: readonly NamedLint[]
  readonly #completeness: Completeness
  readonly #equivalence: Equivalence
  readonly #verdict: WholeVerdict
  /** Problems of parts, for rules that find the same in every slice. */
  readonly #localProblems = new Map<Unit, readonly Problem[]>()

  private constructor(linked: LinkedDescription, options: ValidateOptions, lints: readonly NamedLint[], verdict: WholeVerdict) {
    this.#linked = linked
    this.#options = options
    this.#lints = lints
    this.#completeness = new Completeness(linked, options.refsInData)
    this.#equivalence = new Equivalence(linked)
    this.#verdict = verdict
  }

  /** @param whole everything of the description that slices can hold, as one slice */
  static async create(linked: LinkedDescription, whole: Slice, options: ValidateOptions): Promise<Validator> {
    const { ruleset, cwd } = options
    const { family } = linked.source.model
    const lints = [{ lint: lazily(async () => (await import('./linter.ts')).specificationLint(family)), isRuleset: false }]
    if (ruleset !== undefined) lints.push({ lint: await (await import('./linter.ts')).rulesetLint(ruleset, cwd), isRuleset: true })
    return new Validator(linked, options, lints, await verdictOn(linked, whole, lints[0]!.lint))
  }

  /** What is wrong with a slice. Errors that the source has too are warnings if they are to be tolerated. */
  async check(slice: Slice): Promise<Problem[]> {
    const found = this.#isSettled(slice)
      ? slice.units.flatMap((unit) => this.#localOf(unit)).map((problem) => ({ problem, isNew: false }))
      : (await Promise.all(this.#lints.map((lint) => this.#linted(slice, lint)))).flat()
    const inherited = [
      ...slice.units.flatMap(({ problems }) => problems),
      ...found.filter(({ isNew }) => !isNew).map(({ problem }) => problem),
    ]
    const tolerated = this.#options.inherited === 'warn' ? inherited.map(asWarning) : inherited
    const made = found.filter(({ isNew }) => isNew).map(({ problem }) => ({ ...problem, help: REPORT }))
    return [...tolerated, ...made, ...this.#defects(slice)]
  }

  /** Lints a finished slice as it reads from its text, and says so if its verdict is another one. */
  async audit(slice: Slice, text: string, format: 'yaml' | 'json'): Promise<Problem | undefined> {
    if (!this.#isSettled(slice)) return undefined
    const notes = new Notes()
    const read = format === 'yaml' ? parseYaml(text, notes) : parseJson(text, notes)
    const { findings, failure } = await this.#lints[0]!.lint(read as JsonObject)
    if (failure !== undefined) return differs(`the linter stopped: ${failure}`)
    const found = new Set(adjusted(findings, slice.document, this.#linked.source.model, unresolvedIn(slice)).map(identity))
    const expected = new Set(slice.units.flatMap((unit) => this.#verdict.local.get(unit) ?? []).map(identity))
    const difference = [...[...found].filter((key) => !expected.has(key)), ...[...expected].filter((key) => !found.has(key))]
    return difference.length > 0 ? differs(difference.join(', ')) : undefined
  }

  /**
   * Whether the whole description's verdict is this slice's too: the linter looked at every part of it, each means the
   * same here as there, and nothing was found in them that could depend on the rest of the document.
   */
  #isSettled({ units }: Slice): boolean {
    const { isGlobal, suspect } = this.#verdict
    if (this.#options.validate === 'each' || this.#lints.length > 1 || isGlobal) return false
    return !units.some((unit) => suspect.has(unit))
  }

  #localOf(unit: Unit): readonly Problem[] {
    const known = this.#localProblems.get(unit)
    if (known) return known
    const problems = (this.#verdict.local.get(unit) ?? []).map((finding) => this.#problemOf(finding, this.#verdict.whole.document, false))
    this.#localProblems.set(unit, problems)
    return problems
  }

  async #linted(slice: Slice, { lint, isRuleset }: NamedLint): Promise<{ problem: Problem; isNew: boolean }[]> {
    const { findings, failure } = await lint(slice.document)
    if (failure !== undefined) return [{ problem: couldNotLint(failure), isNew: false }]
    const unresolved = unresolvedIn(slice)
    return (
      adjusted(findings, slice.document, this.#linked.source.model, unresolved)
        // Our own words for these say more; both would be one too many.
        .filter(({ rule }) => rule !== 'no-unresolved-refs' || unresolved.size === 0)
        .map((finding) => ({
          problem: this.#problemOf(finding, slice.document, isRuleset),
          isNew: this.#verdict.isComplete && !isRuleset && !this.#verdict.known.has(identity(finding)),
        }))
    )
  }

  #problemOf(finding: Finding, document: JsonObject, isRuleset: boolean): Problem {
    const { rule, message, pointer } = finding
    const severity = isRuleset ? finding.severity : severityOf(rule)
    const tokens = tokensOf(pointer) ?? []
    return {
      code: `redocly/${rule}`,
      severity,
      phase: phaseOf(rule, tokens),
      message: plainMessage(message, tokens),
      help: isRuleset ? `Your ruleset asks for this; see its rule “${rule}”.` : helpFor(rule),
      ...this.#placeOf(document, pointer),
    }
  }

  /** Phases 5 and 6: what only a mistake of this program can bring about. */
  #defects(slice: Slice): Problem[] {
    const { missing, surplus } = this.#completeness.check(slice)
    const defects = [
      ...missing.map(({ kind, name }) => defect('incomplete', 5, `The slice lacks ${kind}/${name}, which it refers to.`)),
      ...surplus.map(({ kind, name }) => defect('not-minimal', 5, `The slice holds ${kind}/${name}, which nothing in it needs.`)),
    ]
    for (const { value, origin, at } of this.#parts(slice)) {
      const difference = this.#equivalence.difference(value, origin)
      if (difference !== undefined) defects.push(defect('not-equivalent', 6, `${at} differs from the source at ${difference}.`))
    }
    return defects
  }

  #parts({ endpoints, components }: Slice): { value: Json; origin: Json; at: string }[] {
    return [
      ...endpoints.map(({ id, operation: { value, origin } }) => ({ value, origin, at: id })),
      ...components.map(({ kind, name, value, origin }) => ({ value, origin, at: `${kind}/${name}` })),
    ]
  }

  /** The containers of a slice are its own; what is not found through them stands at the same place in the source. */
  #placeOf(document: JsonObject, pointer: string): { place?: Place } {
    const { places, root } = this.#linked.source
    const place = places.at(document, pointer) ?? places.at(root, pointer)
    return place ? { place } : {}
  }
}

/** The parts that are fine on sight need no linter; the others are shown to it all at once, in as few endpoints as hold them. */
async function verdictOn(linked: LinkedDescription, whole: Slice, lint: Lint): Promise<WholeVerdict> {
  const conformance = conformanceOf(linked, whole, linterTypes(linked.source.model.family))
  const { doubtful, isGlobal } = conformance
  const local = new Map([...conformance.findings].filter(([unit]) => !doubtful.has(unit)))
  const known = new Set([...local.values()].flat().map(identity))
  if (doubtful.size === 0 && !isGlobal) return { whole, known, isComplete: true, local, suspect: NONE, isGlobal }

  const part = isGlobal ? whole : slice(linked, endpointsWith(doubtful, linked, whole))
  const { findings, failure } = await lint(part.document)
  for (const finding of findings) known.add(identity(finding))
  if (failure !== undefined) return { whole, known, isComplete: false, local, suspect: doubtful, isGlobal }
  const found = attribute(linked, part, adjusted(findings, part.document, linked.source.model, unresolvedIn(part)))
  return { whole, known, isComplete: true, ...found, local: isGlobal ? found.local : new Map([...local, ...found.local]) }
}

/** Endpoints that hold all of some parts between them. */
function endpointsWith(parts: ReadonlySet<Unit>, linked: LinkedDescription, { endpoints }: Slice): Endpoint[] {
  const missing = new Set(parts)
  return endpoints.filter((endpoint) => {
    const { units } = slice(linked, [endpoint])
    const before = missing.size
    for (const unit of units) missing.delete(unit)
    return missing.size < before
  })
}

const NONE: ReadonlySet<Unit> = new Set()

/** What the linter says, or would say, of the whole description. */
interface WholeVerdict extends Attribution {
  whole: Slice
  /** The problems that slices inherit. */
  known: ReadonlySet<string>
  /** Whether the linter could check it, so that what it does not know there is new in a slice. */
  isComplete: boolean
}

const unresolvedIn = ({ units }: Slice): Set<string> => new Set(units.flatMap((unit) => [...unit.unresolved]))

/** What makes two findings the same problem. Positions of tags differ between slice and source. */
const identity = ({ rule, pointer }: Finding): string => `${rule} ${pointer.replace(/^#\/tags\/\d+/, '#/tags')}`

const asWarning = (problem: Problem): Problem => (problem.severity === 'error' ? { ...problem, severity: 'warning' } : problem)

const REPORT = 'This is a mistake of unplugin-openapi-slice. Please report it with the description, or a part of it that shows it.'

const defect = (code: Problem['code'], phase: Problem['phase'], message: string): Problem => ({
  code,
  severity: 'error',
  phase,
  message,
  help: REPORT,
})

const differs = (how: string): Problem =>
  defect('audit-differs', 7, `Checked by itself, the slice is judged otherwise than as a part of the whole: ${how}.`)

const couldNotLint = (failure: string): Problem => ({
  code: 'linter-failed',
  severity: 'warning',
  phase: 7,
  message: `Redocly's linter could not check it: ${failure}.`,
  help: 'The other checks passed; look at this endpoint with a second validator.',
})

/** The linter is the largest part of the program, and most runs need it for a few files only. */
function lazily(create: () => Promise<Lint>): Lint {
  let lint: Promise<Lint> | undefined
  return async (document) => (await (lint ??= create()))(document)
}

interface NamedLint {
  lint: Lint
  isRuleset: boolean
}
