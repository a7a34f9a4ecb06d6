import { isLegalName } from '../model/legal-name.ts'
import { findResources } from '../link/resources.ts'
import { ReferenceResolver } from '../link/resolve.ts'
import { isArray, type Json, type JsonObject, own, refOf, text, valueAt } from '../model/json.ts'
import type { Model } from '../model/object-types.ts'
import { type TypedPlace, typedPlace } from '../model/typed-place.ts'
import type { Finding } from './linter.ts'
import { inDocumentOrder } from './order.ts'

/** A place where the linter is stricter than the specification. */
interface Adjustment {
  rule: string
  /** Why the finding is none. */
  because: string
  applies(context: Context): boolean
}

interface Context {
  finding: Finding
  place: TypedPlace
  tokens: readonly string[]
  document: JsonObject
  model: Model
  resolves(ref: string): boolean
}

const ADJUSTMENTS: readonly Adjustment[] = [
  {
    rule: 'no-unresolved-refs',
    because: 'values of examples, defaults and enumerations are data (OAS 3.0.4 §4.7.19)',
    applies: ({ place }) => place.field.holds === 'data',
  },
  {
    rule: 'no-unresolved-refs',
    because: 'an extension may hold anything (OAS 3.0.4 §4.8); one that leads nowhere is reported as a warning',
    applies: ({ place }) => place.field.holds === 'free',
  },
  {
    rule: 'no-unresolved-refs',
    because: 'it resolves: `$id` and `$anchor` (JSON Schema 2020-12 core §8.2), %7E (RFC 6901 §6)',
    applies: ({ place, resolves }) =>
      [refOf(place.node), text(place.node, '$dynamicRef')].some((ref) => ref !== undefined && resolves(ref)),
  },
  {
    rule: 'no-unresolved-refs',
    because: 'a mapping may name a schema (OAS 3.0.4 §4.7.25)',
    applies: ({ place: { field, node }, document, model, resolves }) => {
      if (field.holds !== 'mapping' && field.holds !== 'mappingTarget') return false
      return typeof node === 'string' && (isSchemaName(node, document, model) || resolves(node))
    },
  },
  {
    rule: 'struct',
    because: 'extensions and data may hold anything (OAS 3.0.4 §4.8); a list of data is a list',
    applies: ({ place, finding }) =>
      place.field.holds === 'free' || (place.field.holds === 'data' && !finding.message.startsWith('Expected type `array`')),
  },
  {
    rule: 'struct',
    because: 'true and false are schemas (JSON Schema 2020-12 core §4.3.2)',
    applies: ({ place: { node, field }, model }) =>
      model.schemaSiblings && typeof node === 'boolean' && 'type' in field && field.type.name === 'Schema',
  },
  {
    rule: 'struct',
    because: 'the specification has this field here',
    applies: ({ finding, place, tokens }) =>
      /is not expected here/.test(finding.message) && Boolean(place.parent?.fields.has(tokens.at(-1)!)) && place.field.holds !== 'free',
  },
  {
    rule: 'struct',
    because: '`style: cookie` (OAS 3.2.0 §4.12.2)',
    applies: ({ place, tokens, model }) => model.family === '3.2' && tokens.at(-1) === 'style' && place.node === 'cookie',
  },
  {
    rule: 'spec-strict-refs',
    because: 'a reference may stand here, or it is an extension',
    applies: ({ document, model, tokens }) => {
      const { field } = typedPlace(document, model, tokens.slice(0, -1))
      return field.holds === 'free' || field.holds === 'data' || ('type' in field && field.type.component !== undefined)
    },
  },
  {
    rule: 'spec-ref-siblings',
    because: '`$ref` is a keyword among others in schemas (OAS 3.1.2 §4.8.24), and extensions may hold anything',
    applies: ({ place, model }) => place.field.holds === 'free' || (model.schemaSiblings && place.parent?.name === 'Schema'),
  },
  {
    rule: 'spec-ref-siblings',
    because: 'values of examples, defaults and enumerations are data (OAS 3.0.4 §4.7.19)',
    applies: ({ document, model, tokens }) => typedPlace(document, model, tokens.slice(0, -1)).field.holds === 'data',
  },
  {
    rule: 'spec-components-invalid-map-name',
    because: 'it is no name of a component: the linter takes `$ref` for one where keywords stand beside it',
    applies: ({ tokens }) => tokens.length !== 3 || isLegalName(tokens[2]!),
  },
  {
    rule: 'path-parameters-defined',
    because: 'callbacks may nest to any depth',
    applies: ({ finding }) => finding.message.startsWith('Maximum callback nesting depth'),
  },
  {
    rule: 'path-parameters-defined',
    because: 'names of path parameters are not limited to ASCII (OAS 3.0.4 §4.7.8.2)',
    applies: ({ document, tokens, model }) => {
      const path = tokens[1] ?? ''
      return (
        [...path.matchAll(/\{([^{}]+)\}/g)].some(([, name]) => !/^[\w.-]+$/.test(name!)) &&
        definesItsParameters(document, path, tokens[2] ?? '', model)
      )
    },
  },
  {
    rule: 'path-parameters-defined',
    because: 'the key of a webhook is a name, and no path (OAS 3.1.2 §4.8.1.1)',
    applies: ({ tokens }) => isInWebhook(tokens),
  },
  {
    rule: 'operation-parameters-unique',
    because: 'what has no name or place is no parameter like another (OAS 3.0.4 §4.7.12); that it has none is reported',
    applies: ({ place: { node }, document, model }) => {
      const parameter = parametersIn(node === undefined ? [] : [node], document, model)[0]
      return text(parameter, 'in') === undefined || text(parameter, 'name') === undefined
    },
  },
  {
    rule: 'path-declaration-must-exist',
    because: 'the key of a webhook is a name, and no path (OAS 3.1.2 §4.8.1.1)',
    applies: ({ tokens }) => isInWebhook(tokens),
  },
  {
    rule: 'path-not-include-query',
    because: 'the key of a webhook is a name, and no path (OAS 3.1.2 §4.8.1.1)',
    applies: ({ tokens }) => isInWebhook(tokens),
  },
]

const isInWebhook = ([field]: readonly string[]): boolean => field === 'webhooks' || field === 'x-webhooks'

/**
 * The findings that remain when the linter is held to the specification, in the order of the document.
 *
 * @param unresolved the references that lead nowhere when all of the specification's ways are tried
 */
export function adjusted(
  findings: readonly Finding[],
  document: JsonObject,
  model: Model,
  unresolved: ReadonlySet<string>,
): readonly Finding[] {
  const resolves = (ref: string): boolean => !unresolved.has(ref)
  const remaining = findings.filter((finding) => {
    const candidates = ADJUSTMENTS.filter(({ rule }) => rule === finding.rule)
    if (candidates.length === 0) return true
    const { tokens } = finding
    const context = { finding, tokens, document, model, resolves, place: typedPlace(document, model, tokens) }
    return !candidates.some(({ applies }) => applies(context))
  })
  return inDocumentOrder(remaining, document)
}

function isSchemaName(name: string, document: JsonObject, model: Model): boolean {
  const { container } = model.components.get('schemas')!
  const schemas = valueAt(document, container)
  return own(schemas, name) !== undefined
}

/** Whether the templates in a path and the path parameters of its operation are the same names. */
function definesItsParameters(document: JsonObject, path: string, method: string, model: Model): boolean {
  const item = own(own(document, 'paths'), path)
  const lists = [own(item, 'parameters'), own(own(item, method), 'parameters')].filter(isArray)
  const inPath = parametersIn(lists.flat(), document, model).filter((parameter) => text(parameter, 'in') === 'path')
  const declared = new Set(inPath.map((parameter) => text(parameter, 'name') ?? ''))
  const templates = new Set([...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name!))
  return templates.size === declared.size && [...templates].every((name) => declared.has(name))
}

/** Where the entries of a list of parameters lead. */
function parametersIn(list: readonly Json[], document: JsonObject, model: Model): (Json | undefined)[] {
  const resources = findResources(document, model)
  const resolver = new ReferenceResolver(document, model, resources)
  return list.map((parameter) => {
    const ref = refOf(parameter)
    return ref === undefined ? parameter : resolver.end(ref, resources.document)?.node
  })
}
