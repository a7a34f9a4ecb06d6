import type { Closure } from '../link/closures.ts'
import type { LinkedDescription, Unit } from '../link/linked.ts'
import { Notes } from '../load/notes.ts'
import { parseJson } from '../load/parse-json.ts'
import { parseYaml } from '../load/parse-yaml.ts'
import { SyntaxProblem } from '../load/syntax-problem.ts'
import type { JsonObject } from '../model/json.ts'
import { type Place, type Problem, readable } from '../problems.ts'
import { owners } from '../slice/owners.ts'
import type { Slice } from '../slice/slice.ts'
import { adjusted } from './adjustments.ts'
import { defect, Defects, REPORT } from './defects.ts'
import type { Finding, Lint, LintResult } from './linter.ts'
import { helpFor, phaseOf, plainMessage, severityOf } from './rules.ts'
import { Together } from './together.ts'
import { identity, unresolvedIn, verdictOn, type WholeVerdict } from './verdict.ts'
import { addAll } from '../model/lists.ts'

export interface ValidateOptions {
  inherited: 'fail' | 'warn'
  refsInData: 'keep' | 'literal'
  /** A `redocly.yaml` whose rules are checked too. */
  ruleset: string | undefined
  /** `once`: every part, and slices only where their parts do not decide; `each`: every slice. */
  validate: 'once' | 'each'
  cwd: string
}

/** Checks slices, phases 1 to 7 (phase 1 is completed when the slice is rendered and read back). */
export class Validator {
  readonly #linked: LinkedDescription
  readonly #options: ValidateOptions
  readonly #lints: readonly NamedLint[]
  readonly #defects: Defects
  readonly #verdict: WholeVerdict
  /** Problems of parts, for rules that find the same in every slice. */
  readonly #localProblems = new Map<Unit, readonly Problem[]>()
  readonly #sets = new WeakMap<Closure, SetVerdict>()

  private constructor(linked: LinkedDescription, options: ValidateOptions, lints: readonly NamedLint[], verdict: WholeVerdict) {
    this.#linked = linked
    this.#options = options
    this.#lints = lints
    this.#defects = new Defects(linked, options.refsInData)
    this.#verdict = verdict
  }

  /** @param whole everything of the description that slices can hold, as one slice */
  static async create(linked: LinkedDescription, whole: Slice, options: ValidateOptions): Promise<Validator> {
    const { ruleset, cwd } = options
    const { family } = linked.source.model
    const lints = [{ lint: lazily(async () => (await import('./linter.ts')).specificationLint(family)), isRuleset: false }]
    if (ruleset !== undefined) lints.push({ lint: await (await import('./linter.ts')).rulesetLint(ruleset, cwd, family), isRuleset: true })
    return new Validator(linked, options, lints, await verdictOn(linked, whole, lints[0]!.lint))
  }

  /** Whether the linter could look at the whole, and found nothing that belongs to every slice: what it says of parts then is theirs. */
  get isByParts(): boolean {
    return this.#verdict.isComplete && !this.#verdict.isGlobal
  }

  /**
   * What is wrong with a slice. Errors that the source has too are warnings if they are to be tolerated. Slices with the same
   * components have the same list, unless something is wrong outside of them.
   */
  async check(slice: Slice): Promise<readonly Problem[]> {
    const { problems, localFrom } = this.#setOf(slice.closure)
    const isSettled = this.#isSettled(slice)
    const own: Problem[] = []
    const ownLocal: Problem[] = []
    for (const unit of slice.ownUnits) {
      addAll(own, unit.problems)
      if (isSettled) addAll(ownLocal, this.#localOf(unit))
    }
    const defects = this.#defects.of(slice)
    if (isSettled && own.length + ownLocal.length + defects.length === 0) return problems
    const inherited = [...own, ...problems.slice(0, localFrom), ...ownLocal]
    const made: Problem[] = []
    if (isSettled) addAll(inherited, problems.slice(localFrom))
    else {
      for (const lint of this.#lints) {
        for (const { problem, isNew } of await this.#linted(slice, lint)) (isNew ? made : inherited).push(problem)
      }
    }
    return [...this.#tolerated(inherited), ...made.map((problem) => ({ ...problem, help: REPORT })), ...defects]
  }

  /** What keeps each of several slices out of a file with those before; none where nothing does. */
  together(singles: readonly Slice[]): readonly (readonly Problem[])[] {
    const file = new Together(this.#linked, this.#options.inherited === 'warn')
    return singles.map((single) => {
      const problem = file.add(single.endpoints[0]!, single)
      return problem ? this.#tolerated([problem]) : []
    })
  }

  #tolerated(inherited: readonly Problem[]): readonly Problem[] {
    return this.#options.inherited === 'warn' ? inherited.map(asWarning) : inherited
  }

  /** Lints a finished slice as it reads from its text; its verdict being another one is an error. */
  async audit(slice: Slice, text: string, format: 'yaml' | 'json'): Promise<Problem | undefined> {
    if (!this.#isSettled(slice)) return undefined
    const { findings, failure } = await this.#lintedText(text, format)
    // No verdict is no other verdict.
    if (failure !== undefined) return couldNotLint(failure)
    const found = new Set(adjusted(findings, slice.document, this.#linked.source.model, unresolvedIn(slice)).map(identity))
    const expected = new Set(slice.units.flatMap((unit) => this.#verdict.local.get(unit) ?? []).map(identity))
    const difference = [...[...found].filter((key) => !expected.has(key)), ...[...expected].filter((key) => !found.has(key))]
    return difference.length > 0 ? differs(difference.join(', ')) : undefined
  }

  async #lintedText(text: string, format: 'yaml' | 'json'): Promise<LintResult> {
    const notes = new Notes()
    try {
      return await this.#lints[0]!.lint((format === 'yaml' ? parseYaml(text, notes) : parseJson(text, notes)) as JsonObject)
    } catch (error) {
      // What was brought in by references may make a slice deeper than a description may be.
      if (error instanceof SyntaxProblem && error.code === 'too-deep') return { findings: [], failure: error.message }
      throw error
    }
  }

  /**
   * Whether the whole description's verdict is this slice's too: the linter looked at every part of it, each means the
   * same here as there, and nothing was found in them that could depend on the rest of the document.
   */
  #isSettled({ ownUnits, closure }: Slice): boolean {
    const { isGlobal, suspect } = this.#verdict
    if (this.#options.validate === 'each' || this.#lints.length > 1 || isGlobal) return false
    return !this.#setOf(closure).isSuspect && !ownUnits.some((unit) => suspect.has(unit))
  }

  #setOf(closure: Closure): SetVerdict {
    let set = this.#sets.get(closure)
    if (!set) {
      let isSuspect = false
      const problems: Problem[] = []
      const local: Problem[] = []
      for (const id of closure.ids) {
        const component = this.#linked.components[id]!
        isSuspect ||= this.#verdict.suspect.has(component)
        addAll(problems, component.problems)
        addAll(local, this.#localOf(component))
      }
      const localFrom = problems.length
      addAll(problems, local)
      set = { isSuspect, problems: this.#tolerated(problems), localFrom }
      this.#sets.set(closure, set)
    }
    return set
  }

  #localOf(unit: Unit): readonly Problem[] {
    const findings = this.#verdict.local.get(unit)
    if (!findings) return []
    let problems = this.#localProblems.get(unit)
    if (!problems) {
      problems = findings.map((finding) => this.#problemOf(finding, this.#verdict.whole.document, false))
      this.#localProblems.set(unit, problems)
    }
    return problems
  }

  async #linted(slice: Slice, { lint, isRuleset }: NamedLint): Promise<{ problem: Problem; isNew: boolean }[]> {
    const { findings, failure } = await lint(slice.document)
    if (failure !== undefined) return [{ problem: couldNotLint(failure), isNew: false }]
    const unresolved = unresolvedIn(slice)
    return (
      this.#byUnit(adjusted(findings, slice.document, this.#linked.source.model, unresolved), slice)
        // Our own words for these say more; both would be one too many.
        .filter(({ rule }) => rule !== 'no-unresolved-refs' || unresolved.size === 0)
        .map((finding) => ({
          problem: this.#problemOf(finding, slice.document, isRuleset),
          isNew: !isRuleset && this.#isNew(finding, slice),
        }))
    )
  }

  /** In the order of the parts of a slice, as all that is known of these by themselves. */
  #byUnit(findings: readonly Finding[], slice: Slice): readonly Finding[] {
    if (findings.length < 2) return findings
    const ownerOf = owners(this.#linked, slice)
    const positions = new Map<Unit | undefined, number>(slice.units.map((unit, position) => [unit, position]))
    return findings
      .map((finding) => ({ finding, position: positions.get(ownerOf(finding.tokens)) ?? -1 }))
      .toSorted((a, b) => a.position - b.position)
      .map(({ finding }) => finding)
  }

  /** Whether the linter has looked at the part that it finds something in, and found nothing there in the source. */
  #isNew(finding: Finding, slice: Slice): boolean {
    const { isComplete, known, judged, obscured } = this.#verdict
    if (!isComplete || known.has(identity(finding))) return false
    const unit = owners(this.#linked, slice)(finding.tokens)
    return unit === undefined || (judged.has(unit) && !obscured.has(unit))
  }

  #problemOf(finding: Finding, document: JsonObject, isRuleset: boolean): Problem {
    const { rule, message, tokens, pointer } = finding
    const severity = isRuleset ? finding.severity : severityOf(rule)
    return {
      code: `redocly/${rule}`,
      severity,
      phase: phaseOf(rule, tokens),
      message: readable(plainMessage(message, tokens)),
      help: isRuleset ? `Your ruleset asks for this; see its rule “${rule}”.` : helpFor(rule),
      ...this.#placeOf(document, pointer),
    }
  }

  /** The containers of a slice are its own; what is not found through them stands at the same place in the source. */
  #placeOf(document: JsonObject, pointer: string): { place?: Place } {
    const { places, root } = this.#linked.source
    const place = places.at(document, pointer) ?? places.at(root, pointer)
    return place ? { place } : {}
  }
}

/** What is the same in every slice that has the same components. */
interface SetVerdict {
  isSuspect: boolean
  /** What was known of them, and from `localFrom` on what the linter has found; as they are told. */
  readonly problems: readonly Problem[]
  readonly localFrom: number
}

const asWarning = (problem: Problem): Problem => (problem.severity === 'error' ? { ...problem, severity: 'warning' } : problem)

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
