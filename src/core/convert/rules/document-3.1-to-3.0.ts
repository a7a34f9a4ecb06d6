import { isArray, isObject, type Json, type JsonObject, own, text } from '../../model/json.ts'
import { changed } from '../edit.ts'
import { below, placeAt, pointerTo } from '../place.ts'
import type { Context, RuleOf } from '../rule.ts'
import { isUsualDialect } from './schema-3.1-to-3.0.ts'

const NOTHING = 'Nothing needs to be done.'

/** A field that the target does not have. */
const dropped = (rule: Pick<RuleOf, 'code' | 'sections' | 'type' | 'message' | 'help'> & { key: string }): RuleOf => ({
  ...rule,
  keys: [rule.key],
  effect: 'loss',
  convert: (edit) => edit.delete(rule.key),
})

export const DOCUMENT_RULES_31_30: RuleOf[] = [
  dropped({
    code: 'info-summary',
    sections: ['3.1.2 §4.8.2', '3.0.4 §4.7.2'],
    type: 'Info',
    key: 'summary',
    message: 'OpenAPI 3.0 has no summary of the API.',
    help: 'Put the summary into the description.',
  }),
  dropped({
    code: 'license-identifier',
    sections: ['3.1.2 §4.8.4', '3.0.4 §4.7.4'],
    type: 'License',
    key: 'identifier',
    message: 'OpenAPI 3.0 cannot name a license by its SPDX identifier.',
    help: 'Give the license a “url” instead.',
  }),
  {
    code: 'json-schema-dialect',
    sections: ['3.1.2 §4.8.1', '3.0.4 §4.7.1'],
    type: 'OpenAPI',
    keys: ['jsonSchemaDialect'],
    effect: 'equal',
    message: 'Which dialect schemas are written in is fixed in OpenAPI 3.0.',
    help: NOTHING,
    convert(edit) {
      const isUsual = isUsualDialect(edit.get('jsonSchemaDialect')!)
      edit.delete('jsonSchemaDialect')
      if (!isUsual) {
        return {
          effect: 'loss',
          message: 'The schemas are written in another dialect, which OpenAPI 3.0 cannot say.',
          help: 'Write the schemas in JSON Schema 2020-12 before they are converted.',
        }
      }
    },
  },
  {
    code: 'webhooks',
    sections: ['3.1.2 §4.8.1', '3.0.4 §4.8 (an extension)'],
    type: 'OpenAPI',
    keys: ['webhooks'],
    after: 'children',
    effect: 'loss',
    message: 'OpenAPI 3.0 has no webhooks; they are kept as the extension “x-webhooks”, which only some tools read.',
    help: 'Describe them as callbacks of the operation that subscribes to them.',
    convert(edit, at) {
      const webhooks = edit.get('webhooks')!
      if (edit.has('x-webhooks')) return void edit.delete('webhooks')
      edit.rename('webhooks', 'x-webhooks', webhooks)
      at.stood(webhooks, below(at.place, 'webhooks'))
    },
  },
  {
    code: 'paths',
    sections: ['3.1.2 §4.8.1 (optional)', '3.0.4 §4.7.1 (REQUIRED)'],
    type: 'OpenAPI',
    effect: 'equal',
    message: 'A document must have paths, be there none.',
    help: NOTHING,
    convert(edit) {
      if (!edit.has('paths')) edit.set('paths', {})
    },
  },
  {
    code: 'path-items',
    sections: ['3.1.2 §4.8.7', '3.0.4 §4.7.7'],
    type: 'Components',
    keys: ['pathItems'],
    effect: 'equal',
    message: 'Path items cannot be components in OpenAPI 3.0; they stand where they are used.',
    help: NOTHING,
    convert: (edit) => edit.delete('pathItems'),
  },
  {
    code: 'path-items',
    sections: ['3.1.2 §4.8.7', '3.0.4 §4.7.7'],
    type: 'Reference',
    keys: ['$ref'],
    effect: 'impossible',
    message: 'The path item refers to itself, so it cannot stand where it is used.',
    help: 'Break the circle of callbacks before the description is converted.',
    convert(edit, at) {
      if (at.type.name === 'PathItem') inline(edit.source, at, (value) => edit.become(value))
    },
  },
  {
    code: 'reference-text',
    sections: ['3.1.2 §4.8.23', '3.0.4 §4.7.23 (properties added SHALL be ignored)'],
    type: 'Reference',
    keys: ['summary', 'description'],
    effect: 'loss',
    message: 'OpenAPI 3.0 ignores texts beside a reference; the text of what it refers to is left.',
    help: 'Put the text into what the reference leads to, or write that out here.',
    convert: (edit) => edit.delete('summary', 'description'),
  },
  {
    code: 'discriminator-extension',
    sections: ['3.1.2 §4.8.25 (may be extended)', '3.0.4 §4.7.25'],
    type: 'Discriminator',
    applies: (node) => Object.keys(node).some((key) => key.startsWith('x-')),
    effect: 'loss',
    message: 'A discriminator cannot have extensions in OpenAPI 3.0.',
    help: 'Put the extension into the schema around it.',
    convert: (edit) => edit.delete(...edit.keys().filter((key) => key.startsWith('x-'))),
  },
  {
    code: 'responses',
    sections: ['3.1.2 §4.8.10 (optional)', '3.0.4 §4.7.10 and §4.7.16 (REQUIRED, at least one)'],
    type: 'Operation',
    applies: (node) => !hasResponses(node),
    effect: 'equal',
    message: 'An operation must have a response; one that promises nothing was added.',
    help: 'Describe what the operation responds.',
    convert(edit) {
      const responses = edit.get('responses')
      edit.set('responses', { ...(isObject(responses) ? responses : {}), default: { description: '' } })
    },
  },
  {
    code: 'mutual-tls',
    sections: ['3.1.2 §4.8.27', '3.0.4 §4.7.27'],
    type: 'Components',
    keys: ['securitySchemes'],
    effect: 'loss',
    message: 'OpenAPI 3.0 has no mutual TLS; the scheme was left out.',
    help: 'Say in the description that clients need a certificate.',
    convert(edit, at) {
      const schemes = edit.get('securitySchemes')
      if (!isObject(schemes)) return
      const gone = Object.keys(schemes).filter((name) => isMutualTls(schemes[name], at))
      if (gone.length === 0) return
      if (gone.length === Object.keys(schemes).length) edit.delete('securitySchemes')
      else edit.set('securitySchemes', changed(at.notes, schemes, Object.fromEntries(gone.map((name) => [name, undefined]))))
    },
  },
  {
    code: 'mutual-tls',
    sections: ['3.1.2 §4.8.30', '3.0.4 §4.7.30'],
    type: 'SecurityRequirement',
    effect: 'loss',
    message: 'That clients need a certificate is said no more: OpenAPI 3.0 has no mutual TLS.',
    help: 'Say in the description that clients need a certificate.',
    // What is left needs no credentials in the request, which is true: the certificate is a matter of the connection.
    convert: (edit, at) => edit.delete(...edit.keys().filter((name) => isMutualTls(schemeNamed(name, at), at))),
  },
  {
    code: 'security-roles',
    sections: ['3.1.2 §4.8.30 (roles of any scheme)', '3.0.4 §4.7.30 (the list MUST be empty)'],
    type: 'SecurityRequirement',
    effect: 'loss',
    message: 'OpenAPI 3.0 has scopes for OAuth 2 and OpenID Connect only; the roles were left out.',
    help: 'Name the roles in the description.',
    convert(edit, at) {
      for (const name of edit.keys()) {
        const roles = edit.get(name)
        const type = text(resolved(schemeNamed(name, at), at), 'type')
        if (isArray(roles) && roles.length > 0 && type !== undefined && type !== 'oauth2' && type !== 'openIdConnect') edit.set(name, [])
      }
    },
  },
]

const hasResponses = (operation: JsonObject): boolean => {
  const responses = own(operation, 'responses')
  return isObject(responses) && Object.keys(responses).some((key) => !key.startsWith('x-'))
}

const schemeNamed = (name: string, { document }: Context): Json | undefined =>
  own(own(own(document, 'components'), 'securitySchemes'), name)

const resolved = (node: Json | undefined, at: Context): Json | undefined => (node === undefined ? undefined : at.resolve(node))

const isMutualTls = (scheme: Json | undefined, at: Context): boolean => text(resolved(scheme, at), 'type') === 'mutualTLS'

/** Puts what a reference leads to in its place; what stands beside the reference wins (OAS 3.1.2 §4.8.9). */
export function inline(reference: JsonObject, at: Context, become: (value: Json) => void): void {
  const target = at.resolve(reference)
  if (!isObject(target)) return
  if (at.isOpen(target)) {
    at.report({ before: reference, after: undefined, pointer: operationAround(pointerTo(at.place)) })
    return become({})
  }
  const { $ref: _, ...siblings } = reference
  const value = at.convert(target, at.type.name, at.resolvedPlace(reference, at.place), at.key)
  if (Object.keys(siblings).length === 0 || !isObject(value)) return become(value)
  const own = at.convert(siblings, at.type.name, placeAt(pointerTo(at.place)), at.key)
  const merged: JsonObject = { ...value, ...(own as JsonObject) }
  at.notes.inherit(merged, value)
  become(merged)
}

/** `#/paths/~1a/get/callbacks/…` → `#/paths/~1a/get` */
const operationAround = (pointer: string): string =>
  /^#\/(?:paths|webhooks|components\/pathItems)\/[^/]+\/[^/]+/.exec(pointer)?.[0] ?? pointer
