import type { Notes } from '../load/notes.ts'
import type { Resource, Resources } from '../link/resources.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { Family, ObjectType } from '../model/object-types.ts'
import type { Change, ChangeCode, Effect } from './change.ts'
import type { Edit } from './edit.ts'
import type { Place } from './place.ts'

/** What a rule is told about the object at hand, and what it may do beside changing it. */
export interface Context {
  readonly document: JsonObject
  readonly notes: Notes
  /** The exact version that the step leads to. */
  readonly version: string
  readonly type: ObjectType
  readonly place: Place
  /** The name it stands under: a field, a name in a map, a position in a list. */
  readonly key: string
  /** The field of the typed object around it that holds it, or the map or list that it is in. */
  readonly field: string
  /** What `$ref` and `$dynamicRef` here are relative to. */
  readonly base: Resource
  readonly resources: Resources
  /** Something that the rules of a step share for one document. */
  shared<Value>(name: string, make: () => Value): Value
  /** The value itself, or what a chain of references leads to. */
  resolve(node: Json): Json | undefined
  /** Where `resolve` leads to, as a place. */
  resolvedPlace(node: Json, place: Place): Place
  /** Converts a value that ends up where the walk does not come by. */
  convert(node: Json, type: string, place: Place, key?: string): Json
  /** Says where a value stood that the rule puts elsewhere; the walk has not been there yet. */
  moved(node: Json | undefined, place: Place): void
  /** Says where a converted value stood that the rule puts elsewhere. */
  stood(result: Json | undefined, place: Place): void
  /** Whether the conversion of `node` is under way: to inline it here would never end. */
  isOpen(node: Json): boolean
  /** Tells of a change that is not seen by comparing the object before and after. */
  report(change: Told): void
}

export interface Told {
  code?: ChangeCode
  effect?: Effect
  pointer?: string
  before?: Json | undefined
  after?: Json | undefined
  message?: string
  help?: string
}

/** How one construct is said in the next version. */
export interface Rule {
  readonly code: ChangeCode
  readonly from: Family
  readonly to: Family
  /** What decides: in the source's specification and in the target's. */
  readonly sections: readonly [source: string, target: string]
  /** The object type it applies to, as in the tables of the specification. */
  readonly type: string
  /** It is tried where one of these fields is present. */
  readonly keys?: readonly string[]
  /** It is tried where this holds; everywhere if neither this nor `keys` is given. */
  readonly applies?: (node: JsonObject) => boolean
  /** `children`: when the fields are converted already. */
  readonly after?: 'children'
  readonly effect: Effect
  readonly message: string
  readonly help: string
  /** Changes the object; what it gives back overrides the rule's own words. */
  convert?(edit: Edit, at: Context): Partial<Pick<Change, 'effect' | 'message' | 'help'>> | void
  /** For values of the type that are no objects: `true` and `false` as schemas. */
  value?(value: Json, at: Context): Json
}

/** A rule without what is the same for its whole file. */
export type RuleOf = Omit<Rule, 'from' | 'to'>

export const rulesOf = (from: Family, to: Family, rules: readonly RuleOf[]): readonly Rule[] => rules.map((rule) => ({ ...rule, from, to }))

/** The way from one family to the next. */
export interface Step {
  readonly from: Family
  readonly to: Family
  readonly rules: readonly Rule[]
  /** The text of a reference after the step, where whole containers move. */
  readonly rename?: (ref: readonly string[], document: JsonObject) => readonly string[] | undefined
}

/** The version field: the one rule of every step. */
export const versionRule = (source: string, target: string): RuleOf => ({
  code: 'version',
  sections: [source, target],
  type: 'OpenAPI',
  effect: 'equal',
  message: 'The version was changed.',
  help: 'Nothing needs to be done.',
  convert(edit, { version }) {
    if (edit.has('swagger')) edit.rename('swagger', 'openapi', version)
    else edit.set('openapi', version)
  },
})

/** Methods whose request has no body that HTTP defines: 3.0 ignores what is said of one (OAS 3.0.4 §4.7.10). */
const WITHOUT_BODY: ReadonlySet<string> = new Set(['get', 'head', 'delete'])

/** A body that counts in one version and is ignored in the other stays, and is told of. */
export const bodyRule = (rule: Pick<RuleOf, 'sections' | 'effect' | 'message' | 'help'>): RuleOf => ({
  ...rule,
  code: 'request-body',
  type: 'Operation',
  keys: ['requestBody'],
  convert(edit, at) {
    const body = edit.get('requestBody')
    if (WITHOUT_BODY.has(at.key)) at.report({ before: body, after: body })
  },
})

/** The step to 3.0 from a version in which such bodies count. */
export const ignoredBodyRule = (source: string): RuleOf =>
  bodyRule({
    sections: [source, '3.0.4 §4.7.10 (SHALL be ignored)'],
    effect: 'loss',
    message: 'OpenAPI 3.0 ignores the body of a request with GET, HEAD or DELETE.',
    help: 'Explain it in the description of the operation, or use another method.',
  })
