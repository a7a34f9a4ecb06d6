import type { LinkedDescription } from '../link/linked.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { tokensOf } from '../model/pointer.ts'
import type { Place, Problem } from '../problems.ts'
import type { Slice } from '../slice/slice.ts'
import { adjusted } from './adjustments.ts'
import { Completeness } from './completeness.ts'
import { Equivalence } from './equivalence.ts'
import { type Finding, type Lint, rulesetLint, specificationLint } from './linter.ts'
import { helpFor, phaseOf, plainMessage, severityOf } from './rules.ts'

export interface ValidateOptions {
  inherited: 'fail' | 'warn'
  refsInData: 'keep' | 'literal'
  /** A `redocly.yaml` whose rules are checked too. */
  ruleset: string | undefined
  cwd: string
}

/** Checks slices, phases 1 to 7 (phase 1 is completed when the slice is rendered and read back). */
export class Validator {
  readonly #linked: LinkedDescription
  readonly #options: ValidateOptions
  readonly #lints: readonly NamedLint[]
  readonly #completeness: Completeness
  readonly #equivalence: Equivalence
  /** What the linter finds in the whole description: the problems that slices inherit. */
  readonly #known: ReadonlySet<string>
  /** Whether the linter could check the whole description, so that what it does not know there is new. */
  readonly #isComplete: boolean

  private constructor(linked: LinkedDescription, options: ValidateOptions, lints: readonly NamedLint[], known: ReadonlySet<string>, isComplete: boolean) {
    this.#linked = linked
    this.#options = options
    this.#lints = lints
    this.#completeness = new Completeness(linked, options.refsInData)
    this.#equivalence = new Equivalence(linked)
    this.#known = known
    this.#isComplete = isComplete
  }

  /** @param whole everything of the description that slices can hold, as one slice */
  static async create(linked: LinkedDescription, whole: Slice, options: ValidateOptions): Promise<Validator> {
    const lints = [{ lint: await specificationLint(), isRuleset: false }]
    if (options.ruleset !== undefined) lints.push({ lint: await rulesetLint(options.ruleset, options.cwd), isRuleset: true })
    const results = await Promise.all(lints.map(({ lint }) => lint(whole.document)))
    const known = new Set(results.flatMap(({ findings }) => findings.map(identity)))
    return new Validator(linked, options, lints, known, results.every(({ failure }) => failure === undefined))
  }

  /** What is wrong with a slice. Errors that the source has too are warnings if they are to be tolerated. */
  async check(slice: Slice): Promise<Problem[]> {
    const found = (await Promise.all(this.#lints.map((lint) => this.#linted(slice, lint)))).flat()
    const inherited = [...slice.units.flatMap(({ problems }) => problems), ...found.filter(({ isNew }) => !isNew).map(({ problem }) => problem)]
    const tolerated = this.#options.inherited === 'warn' ? inherited.map(asWarning) : inherited
    const made = found.filter(({ isNew }) => isNew).map(({ problem }) => ({ ...problem, help: REPORT }))
    return [...tolerated, ...made, ...this.#defects(slice)]
  }

  async #linted(slice: Slice, { lint, isRuleset }: NamedLint): Promise<{ problem: Problem; isNew: boolean }[]> {
    const { findings, failure } = await lint(slice.document)
    if (failure !== undefined) return [{ problem: couldNotLint(failure), isNew: false }]
    const unresolved = new Set(slice.units.flatMap((unit) => [...unit.unresolved]))
    return (
      adjusted(findings, slice.document, this.#linked.source.model, unresolved)
        // Our own words for these say more; both would be one too many.
        .filter(({ rule }) => rule !== 'no-unresolved-refs' || unresolved.size === 0)
        .map((finding) => ({
          problem: this.#problemOf(finding, slice.document, isRuleset),
          isNew: this.#isComplete && !isRuleset && !this.#known.has(identity(finding)),
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
      help: helpFor(rule),
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

/** What makes two findings the same problem. Positions of tags differ between slice and source. */
const identity = ({ rule, pointer }: Finding): string => `${rule} ${pointer.replace(/^#\/tags\/\d+/, '#/tags')}`

const asWarning = (problem: Problem): Problem => (problem.severity === 'error' ? { ...problem, severity: 'warning' } : problem)

const REPORT = 'This is a mistake of unplugin-openapi-slice. Please report it with the description, or a part of it that shows it.'

const defect = (code: Problem['code'], phase: Problem['phase'], message: string): Problem => ({ code, severity: 'error', phase, message, help: REPORT })

const couldNotLint = (failure: string): Problem => ({
  code: 'linter-failed',
  severity: 'warning',
  phase: 7,
  message: `Redocly's linter could not check it: ${failure}.`,
  help: 'The other checks passed; look at this endpoint with a second validator.',
})

interface NamedLint {
  lint: Lint
  isRuleset: boolean
}
