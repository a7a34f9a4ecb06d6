import { containersIn, isArray, isObject, type Json, type JsonObject, text } from '../../model/json.ts'
import { compareNumbers } from '../compare-numbers.ts'
import { appended } from '../edit.ts'
import { below } from '../place.ts'
import type { Context, RuleOf } from '../rule.ts'
import { allowsAll, isVain } from '../schema.ts'
import { mayOverlap, widens } from '../widening.ts'
import { addToAllOf } from './null-3.1-to-3.0.ts'

const NOTHING = 'Nothing needs to be done.'
const SCHEMA_30 = '3.0.4 §4.7.24'
const core = (section: string): string => `JSON Schema 2020-12 core §${section}`
const validation = (section: string): string => `JSON Schema 2020-12 validation §${section}`

/** Keywords that have no equivalent; without them a schema accepts more. */
function dropped(rule: Pick<RuleOf, 'code' | 'sections'> & { keys: readonly string[]; help: string; vain?: readonly string[] }): RuleOf {
  const names = rule.keys.map((key) => `“${key}”`).join(', ')
  return {
    code: rule.code,
    sections: rule.sections,
    type: 'Schema',
    keys: rule.keys,
    effect: 'loss',
    message: `OpenAPI 3.0 has no ${names}; the schema accepts more without.`,
    help: rule.help,
    convert(edit) {
      const hadNoEffect = rule.vain?.every((key) => isVain(key, edit.current())) ?? false
      edit.delete(...rule.keys)
      if (hadNoEffect) return { effect: 'equal', message: `${names} had no effect here and was left out.`, help: NOTHING }
    },
  }
}

const limit = (inclusive: 'minimum' | 'maximum', exclusive: 'exclusiveMinimum' | 'exclusiveMaximum'): RuleOf => ({
  code: 'exclusive-limit',
  sections: [validation('6.2'), SCHEMA_30],
  type: 'Schema',
  keys: [exclusive],
  effect: 'equal',
  message: `“${exclusive}” is a switch beside “${inclusive}” now.`,
  help: NOTHING,
  convert(edit, { notes }) {
    const { source } = edit
    const bound = edit.get(exclusive)
    if (typeof bound !== 'number') return
    const other = edit.get(inclusive)
    if (typeof other !== 'number') {
      edit.rename(exclusive, inclusive, bound)
      edit.setAfter(inclusive, exclusive, true)
      return
    }
    // Both hold, so the tighter one is kept; of two equal ones that is the one that leaves the limit itself out.
    const order = compareNumbers(other, notes.numberAt(source, inclusive), bound, notes.numberAt(source, exclusive))
    const isTighter = inclusive === 'minimum' ? order > 0 : order < 0
    if (isTighter) return void edit.delete(exclusive)
    edit.set(inclusive, bound, { container: source, key: exclusive })
    edit.set(exclusive, true)
  },
})

export const ARRAY_ITEMS: RuleOf = {
  code: 'array-items',
  sections: [core('10.3.1.2'), `${SCHEMA_30} (items MUST be present if type is array)`],
  type: 'Schema',
  keys: ['type'],
  effect: 'equal',
  message: 'An array must say what its items are: anything.',
  help: NOTHING,
  convert(edit) {
    if (edit.get('type') === 'array' && !edit.has('items')) edit.setAfter('type', 'items', {})
  },
}

/** Where a schema that accepts more would make the one around it accept less. */
const CONTRARY_RULES: RuleOf[] = [
  {
    code: 'not',
    sections: [core('10.2.1.4'), SCHEMA_30],
    type: 'Schema',
    keys: ['not'],
    effect: 'loss',
    message: 'What is excluded cannot be said exactly in OpenAPI 3.0; nothing is excluded.',
    help: 'Explain in the description what is excluded.',
    convert(edit, at) {
      if (widens(edit.get('not')!, at)) edit.delete('not')
    },
  },
  {
    code: 'one-of',
    sections: [core('10.2.1.3'), SCHEMA_30],
    type: 'Schema',
    keys: ['oneOf'],
    effect: 'loss',
    message: 'The choices cannot be told apart as exactly in OpenAPI 3.0, so more than one of them may hold (“anyOf”).',
    help: 'Tell the choices apart by a required property with values of its own in each.',
    convert(edit, at) {
      const choices = edit.get('oneOf')
      if (!isArray(choices) || !mayOverlap(choices, at)) return
      for (const [index, choice] of choices.entries()) at.moved(choice, below(at.place, 'oneOf', index))
      if (!edit.has('anyOf')) return edit.rename('oneOf', 'anyOf', choices)
      edit.delete('oneOf')
      addToAllOf(edit, { anyOf: choices }, at)
    },
  },
]

export const SCHEMA_RULES_31_30: RuleOf[] = [
  ...CONTRARY_RULES,
  {
    code: 'boolean-schema',
    sections: [core('4.3.2'), `${SCHEMA_30} (a Schema Object is an object)`],
    type: 'Schema',
    effect: 'equal',
    message: 'A schema that is “true” or “false” is said as an object.',
    help: NOTHING,
    value(value, { key, field }) {
      if (typeof value !== 'boolean' || (field === 'additionalProperties' && key === field)) return value
      return value ? {} : { not: {} }
    },
  },
  {
    code: 'exclusive-limit-without-effect',
    sections: [`${validation('6.2')} (a number)`, SCHEMA_30],
    type: 'Schema',
    keys: ['exclusiveMinimum', 'exclusiveMaximum'],
    effect: 'equal',
    message: 'An exclusive limit that is “true” or “false” has no meaning in 3.1 and must not gain one.',
    help: 'If a limit was meant, give the number itself.',
    convert: (edit) => edit.delete(...['exclusiveMinimum', 'exclusiveMaximum'].filter((key) => typeof edit.get(key) === 'boolean')),
  },
  limit('minimum', 'exclusiveMinimum'),
  limit('maximum', 'exclusiveMaximum'),
  {
    code: 'examples',
    sections: [validation('9.5'), `${SCHEMA_30} (example)`],
    type: 'Schema',
    keys: ['examples'],
    effect: 'equal',
    message: 'The examples of the schema became its “example”.',
    help: NOTHING,
    convert(edit) {
      const examples = edit.get('examples')
      const [first, ...more] = isArray(examples) ? examples : []
      if (first === undefined || edit.has('example')) edit.delete('examples')
      else edit.rename('examples', 'example', first, { container: examples as readonly Json[], key: 0 })
      const isAll = isArray(examples) && (first === undefined || (more.length === 0 && edit.get('example') === first))
      if (!isAll) {
        return {
          effect: 'loss',
          message: 'OpenAPI 3.0 has one example per schema; the others were left out.',
          help: 'Put examples into the “examples” of the media type or parameter.',
        }
      }
    },
  },
  {
    code: 'prefix-items',
    sections: [core('10.3.1.1'), SCHEMA_30],
    type: 'Schema',
    keys: ['prefixItems'],
    effect: 'loss',
    message: 'OpenAPI 3.0 cannot say what stands at which position of an array; any of the items may stand anywhere.',
    help: 'Describe the array as an object, or explain the positions in its description.',
    convert(edit, at) {
      const prefix = edit.get('prefixItems')
      const rest = edit.get('items')
      edit.delete('prefixItems')
      if (!isArray(prefix)) return
      for (const [index, item] of prefix.entries()) at.moved(item, below(at.place, 'prefixItems', index))
      if (rest === false) {
        const most = edit.get('maxItems')
        if (typeof most !== 'number' || most > prefix.length) edit.set('maxItems', prefix.length)
        edit.set('items', anyOf(prefix, 'prefixItems', at))
      } else if (isObject(rest)) {
        at.moved(rest, below(at.place, 'items'))
        edit.set('items', anyOf(appended(at.notes, prefix, rest), 'prefixItems', at))
      } else edit.set('items', {})
    },
  },
  dropped({
    code: 'contains',
    sections: [core('10.3.1.3'), SCHEMA_30],
    keys: ['contains', 'minContains', 'maxContains'],
    help: 'Explain in the description which items the array has to contain.',
    vain: ['contains'],
  }),
  {
    code: 'pattern-properties',
    sections: [core('10.3.2.2'), SCHEMA_30],
    type: 'Schema',
    keys: ['patternProperties'],
    effect: 'loss',
    message: 'OpenAPI 3.0 cannot tell properties by patterns; any other property may be as one of them.',
    help: 'List the properties, or describe the pattern of their names in the description.',
    convert(edit, at) {
      const patterns = edit.get('patternProperties')
      edit.delete('patternProperties')
      if (!isObject(patterns)) return
      const rest = edit.get('additionalProperties')
      // What is limited to these patterns is limited to these values at least; without a limit nothing is to be kept.
      if (rest === undefined || allowsAll(rest)) return
      const names = Object.keys(patterns).filter((name) => patterns[name] !== false)
      for (const name of names) at.moved(patterns[name], below(at.place, 'patternProperties', name))
      const values: Json[] = names.map((name) => patterns[name]!)
      if (isObject(rest)) at.moved(rest, below(at.place, 'additionalProperties'))
      if (rest !== false) values.push(rest)
      if (values.some((value) => value === true)) edit.set('additionalProperties', true)
      else if (values.length > 0) {
        edit.set('additionalProperties', values.length === 1 ? values[0]! : anyOf(values, 'patternProperties', at))
      }
    },
  },
  dropped({
    code: 'property-names',
    sections: [core('10.3.2.4'), SCHEMA_30],
    keys: ['propertyNames'],
    help: 'Explain in the description which names the properties have.',
    vain: ['propertyNames'],
  }),
  dropped({
    code: 'dependent',
    sections: [`${core('10.2.2.4')}, ${validation('6.5.4')}`, SCHEMA_30],
    keys: ['dependentRequired', 'dependentSchemas'],
    help: 'Explain in the description which properties need which others.',
  }),
  dropped({
    code: 'if-then-else',
    sections: [core('10.2.2'), SCHEMA_30],
    keys: ['if', 'then', 'else'],
    help: 'Write the cases as “oneOf”, or explain the condition in the description.',
    vain: ['if'],
  }),
  dropped({
    code: 'unevaluated',
    sections: [core('11'), SCHEMA_30],
    keys: ['unevaluatedProperties', 'unevaluatedItems'],
    help: 'Use “additionalProperties: false” where the properties are all in one place.',
    vain: ['unevaluatedProperties', 'unevaluatedItems'],
  }),
  {
    code: 'defs',
    sections: [core('8.2.4'), '3.0.4 §4.7.7'],
    type: 'Schema',
    keys: ['$defs'],
    effect: 'equal',
    message: 'Local definitions that are used became components.',
    help: NOTHING,
    convert: (edit) => edit.delete('$defs'),
  },
  {
    code: 'dynamic-ref',
    sections: [core('8.2.3.2'), SCHEMA_30],
    type: 'Schema',
    keys: ['$dynamicRef'],
    effect: 'loss',
    message: 'OpenAPI 3.0 has no references that depend on where they are used; anything is accepted here.',
    help: 'Use “$ref” where the target is always the same.',
    convert(edit, at) {
      const ref = text(edit.source, '$dynamicRef')
      const name = ref?.slice(ref.indexOf('#') + 1) ?? ''
      // A name that only one schema has leads there from everywhere.
      if (ref === undefined || edit.has('$ref') || dynamicAnchors(at).get(name) !== 1) return void edit.delete('$dynamicRef')
      edit.rename('$dynamicRef', '$ref', ref)
      return {
        effect: 'equal',
        message: 'The reference leads to the same schema wherever it is used, so “$ref” says the same.',
        help: NOTHING,
      }
    },
  },
  {
    code: 'schema-dialect',
    sections: [`${core('8.1.1')}, 3.1.2 §4.8.24.5`, SCHEMA_30],
    type: 'Schema',
    keys: ['$schema', '$vocabulary'],
    effect: 'equal',
    message: 'Which dialect a schema is written in is fixed in OpenAPI 3.0.',
    help: NOTHING,
    convert(edit) {
      const isUsual = isUsualDialect(edit.get('$schema') ?? '')
      edit.delete('$schema', '$vocabulary')
      if (!isUsual) {
        return {
          effect: 'loss',
          message: 'The schema is written in another dialect, which OpenAPI 3.0 cannot say.',
          help: 'Write the schema in JSON Schema 2020-12 before it is converted.',
        }
      }
    },
  },
  {
    code: 'identifiers',
    sections: [core('8.2'), SCHEMA_30],
    type: 'Schema',
    keys: ['$id', '$anchor', '$dynamicAnchor'],
    effect: 'equal',
    message: 'OpenAPI 3.0 has no identifiers in schemas; references name the component instead.',
    help: NOTHING,
    convert: (edit) => edit.delete('$id', '$anchor', '$dynamicAnchor'),
  },
  {
    code: 'comment',
    sections: [`${core('8.3')} (no effect)`, SCHEMA_30],
    type: 'Schema',
    keys: ['$comment'],
    effect: 'equal',
    message: 'A comment for maintainers was left out.',
    help: NOTHING,
    convert: (edit) => edit.delete('$comment'),
  },
  {
    code: 'lists',
    sections: [`${validation('6.1.2')}, §6.5.3`, `${SCHEMA_30} (at least one element, all different)`],
    type: 'Schema',
    keys: ['required', 'enum'],
    effect: 'equal',
    message: 'A list must not be empty, nor name a property twice, in OpenAPI 3.0.',
    help: NOTHING,
    convert(edit, at) {
      const isEmpty = (key: string): boolean => isArray(edit.get(key)) && (edit.get(key) as readonly Json[]).length === 0
      const required = edit.get('required')
      if (isEmpty('required')) edit.delete('required')
      else if (isArray(required) && new Set(required).size < required.length) edit.set('required', [...new Set(required)])
      if (!isEmpty('enum')) return
      edit.delete('enum')
      addToAllOf(edit, { not: {} }, at)
    },
  },
  ARRAY_ITEMS,
  {
    code: 'ref-siblings',
    sections: ['3.1.2 §4.8.24 (siblings count)', '3.0.4 §4.7.23 (siblings SHALL be ignored)'],
    type: 'Schema',
    keys: ['$ref'],
    effect: 'equal',
    message: 'What stands beside “$ref” would be ignored; the reference is a part of “allOf” now.',
    help: NOTHING,
    convert(edit, at) {
      const ref = edit.get('$ref')
      if (typeof ref !== 'string' || edit.keys().length === 1) return
      const list = edit.get('allOf')
      const reference = { $ref: ref }
      at.moved(reference, at.place)
      if (!isArray(list)) return edit.rename('$ref', 'allOf', [reference])
      for (const [index, item] of list.entries()) at.moved(item, below(at.place, 'allOf', index))
      edit.delete('$ref')
      edit.set('allOf', [reference, ...list])
    },
  },
]

/** Choices that stood in another keyword. */
function anyOf(choices: readonly Json[], keyword: string, at: Context): JsonObject {
  const schema = { anyOf: choices }
  at.moved(schema, below(at.place, keyword))
  return schema
}

/** The dialects that say what OpenAPI 3.1 says anyway (OAS 3.1.2 §4.8.24.5). */
export const isUsualDialect = (uri: Json): boolean =>
  typeof uri === 'string' &&
  (uri === '' || /^https:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/.test(uri) || uri.startsWith('https://spec.openapis.org/oas/3.'))

/** How many schemas have each dynamic anchor. */
const dynamicAnchors = (at: Context): Map<string, number> =>
  at.shared('dynamic anchors', () => {
    const counts = new Map<string, number>()
    for (const node of containersIn(at.document)) {
      const name = text(node, '$dynamicAnchor')
      if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1)
    }
    return counts
  })
