import { isArray, isObject, type Json, type JsonObject, own, put } from '../../model/json.ts'
import { changed, type Edit } from '../edit.ts'
import { below } from '../place.ts'
import { ignoredBodyRule, type Context, type RuleOf, rulesOf, versionRule } from '../rule.ts'
import { BODY_RULES_20_30, convertedBody } from './body-2.0-to-3.0.ts'
import { namesIn30, renamedKinds } from './names-2.0-to-3.0.ts'
import { TYPE_RULES } from './null-3.1-to-3.0.ts'
import { PARAMETER_RULES_20_30 } from './parameter-2.0-to-3.0.ts'
import { RESPONSE_RULES_20_30 } from './response-2.0-to-3.0.ts'
import { ARRAY_ITEMS } from './schema-3.1-to-3.0.ts'

export { renameIn30 } from './names-2.0-to-3.0.ts'

const NOTHING = 'Nothing needs to be done.'
const SCHEMA = '2.0 Schema Object'
const SCHEMA_30 = '3.0.4 §4.7.24'
const DRAFT_4 = [`${SCHEMA} (type, JSON Schema draft 4)`, `${SCHEMA_30} (type is a single string)`] as const

/** The addresses that host, base path and schemes make. */
function serversOf(root: Json, schemes: Json | undefined): JsonObject[] {
  const [host, base] = [own(root, 'host'), own(root, 'basePath')]
  const path = typeof base === 'string' ? escaped(base.replace(/\/+$/, '')) : ''
  if (typeof host !== 'string') return path === '' ? [] : [{ url: path }]
  const names = isArray(schemes) ? schemes.filter((scheme) => typeof scheme === 'string') : []
  // Without schemes it is the one that the description was fetched by (2.0 Swagger Object, schemes).
  return names.length === 0
    ? [{ url: `//${escaped(host)}${path}` }]
    : names.map((scheme) => ({ url: `${scheme}://${escaped(host)}${path}` }))
}

/** Braces name variables in 3.0 (OAS 3.0.4 §4.7.5) and mean themselves in 2.0. */
const escaped = (text: string): string => text.replaceAll('{', '%7B').replaceAll('}', '%7D')

const SERVER_RULES: RuleOf[] = [
  {
    code: 'host',
    sections: ['2.0 Swagger Object (host, basePath, schemes)', '3.0.4 §4.7.5'],
    type: 'OpenAPI',
    keys: ['host', 'basePath', 'schemes'],
    effect: 'equal',
    message: 'Host, base path and schemes became “servers”.',
    help: NOTHING,
    convert(edit) {
      const servers = serversOf(edit.source, edit.get('schemes'))
      const first = ['host', 'basePath', 'schemes'].find((key) => edit.has(key))!
      const isLost = !edit.has('host') && edit.has('schemes')
      if (servers.length > 0) edit.rename(first, 'servers', servers)
      edit.delete('host', 'basePath', 'schemes')
      if (isLost) {
        return { effect: 'loss', message: 'Schemes without a host cannot be said in OpenAPI 3.0.', help: 'Give the description a “host”.' }
      }
    },
  },
  {
    code: 'operation-schemes',
    sections: ['2.0 Operation Object (schemes)', '3.0.4 §4.7.10 (servers)'],
    type: 'Operation',
    keys: ['schemes'],
    effect: 'equal',
    message: 'The schemes of the operation became its “servers”.',
    help: NOTHING,
    convert(edit, { document }) {
      const servers = own(document, 'host') === undefined ? [] : serversOf(document, edit.get('schemes'))
      if (servers.length > 0) return edit.rename('schemes', 'servers', servers)
      edit.delete('schemes')
      return { effect: 'loss', message: 'Schemes without a host cannot be said in OpenAPI 3.0.', help: 'Give the description a “host”.' }
    },
  },
]

const SCHEMA_RULES: RuleOf[] = [
  {
    code: 'file',
    sections: ['2.0 Response Object and Parameter Object (type file)', '3.0.4 §4.7.14.2'],
    type: 'Schema',
    keys: ['type'],
    effect: 'equal',
    message: 'A file is said as a binary text.',
    help: NOTHING,
    convert(edit) {
      if (edit.get('type') !== 'file') return
      edit.set('type', 'string')
      edit.delete('format')
      edit.setAfter('type', 'format', 'binary')
    },
  },
  {
    code: 'discriminator-string',
    sections: [`${SCHEMA} (discriminator)`, '3.0.4 §4.7.25'],
    type: 'Schema',
    keys: ['discriminator'],
    effect: 'equal',
    message: 'The discriminator is an object that names its property.',
    help: NOTHING,
    convert(edit, at) {
      const propertyName = edit.get('discriminator')
      if (typeof propertyName !== 'string') return
      // Names in data stay what they are.
      const renamed = at.shared('renamed kinds', () => renamedKinds(at.document))
      const mapping = at.field === 'definitions' ? renamed.get(at.key) : undefined
      edit.set('discriminator', mapping ? { propertyName, mapping } : { propertyName })
    },
  },
  {
    code: 'x-nullable',
    sections: ['2.0 Vendor Extensions', `${SCHEMA_30} (nullable)`],
    type: 'Schema',
    keys: ['x-nullable'],
    effect: 'equal',
    message: 'The extension “x-nullable” has a keyword of its own in OpenAPI 3.0.',
    help: NOTHING,
    convert(edit) {
      const value = edit.get('x-nullable')
      // Without a type the keyword would have no effect (OAS 3.0.4 §4.7.24), so the extension stays.
      if (typeof value === 'boolean' && edit.has('type') && !edit.has('nullable')) edit.rename('x-nullable', 'nullable', value)
    },
  },
  ...TYPE_RULES.map((rule) => ({ ...rule, sections: DRAFT_4 })),
  {
    code: 'tuple-items',
    sections: [`${SCHEMA} (items, JSON Schema draft 4)`, `${SCHEMA_30} (items MUST be an object)`],
    type: 'Schema',
    keys: ['items', 'additionalItems'],
    effect: 'loss',
    message: 'OpenAPI 3.0 cannot say what stands at which position of an array; any of the items may stand anywhere.',
    help: 'Describe the array as an object, or explain the positions in its description.',
    convert(edit, at) {
      const items = edit.get('items')
      const rest = edit.get('additionalItems')
      if (!isArray(items)) return
      edit.delete('additionalItems')
      for (const [index, item] of items.entries()) at.moved(item, below(at.place, 'items', index))
      if (rest !== false) return edit.set('items', {})
      edit.set('items', { anyOf: items })
      const most = edit.get('maxItems')
      if (typeof most !== 'number' || most > items.length) edit.set('maxItems', items.length)
    },
  },
  {
    code: 'collection-format',
    sections: ['2.0 Items Object (collectionFormat)', '3.0.4 §4.7.12 (style)'],
    type: 'Schema',
    keys: ['collectionFormat'],
    effect: 'loss',
    message: 'How lists within lists are written cannot be said in OpenAPI 3.0.',
    help: 'Explain in the description how the inner list is written.',
    convert: (edit) => edit.delete('collectionFormat'),
  },
  { ...ARRAY_ITEMS, sections: [`${SCHEMA} (items)`, ARRAY_ITEMS.sections[1]] },
]

const FLOWS: Record<string, string> = {
  implicit: 'implicit',
  password: 'password',
  application: 'clientCredentials',
  accessCode: 'authorizationCode',
}

const SECURITY_RULES: RuleOf[] = [
  {
    code: 'security-scheme',
    sections: ['2.0 Security Scheme Object', '3.0.4 §4.7.27 and §4.7.28'],
    type: 'SecurityScheme',
    keys: ['type'],
    effect: 'equal',
    message: 'The security scheme is said in the words of OpenAPI 3.0.',
    help: NOTHING,
    convert(edit, at) {
      if (edit.get('type') === 'basic') {
        edit.set('type', 'http')
        edit.setAfter('type', 'scheme', 'basic')
      } else if (edit.get('type') === 'oauth2' && !edit.has('flows') && typeof (edit.get('flow') ?? '') === 'string') withFlows(edit, at)
    },
  },
  {
    code: 'component-name',
    sections: ['2.0 Security Requirement Object', '3.0.4 §4.7.7 and §4.7.30'],
    type: 'SecurityRequirement',
    effect: 'equal',
    message: 'The security scheme has another name.',
    help: NOTHING,
    convert(edit, { document }) {
      const names = namesIn30(document).get('securityDefinitions')
      for (const name of edit.keys()) {
        const to = names?.get(name) ?? name
        if (to !== name) edit.rename(name, to, edit.get(name)!)
      }
    },
  },
]

function withFlows(edit: Edit, at: Context): void {
  const flow: Record<string, Json> = {}
  for (const key of ['authorizationUrl', 'tokenUrl']) if (edit.has(key)) flow[key] = edit.get(key)!
  const scopes = edit.get('scopes') ?? {}
  const extensions = isObject(scopes) ? Object.keys(scopes).filter((name) => name.startsWith('x-')) : []
  const without = Object.fromEntries(extensions.map((name) => [name, undefined]))
  flow['scopes'] = isObject(scopes) ? changed(at.notes, scopes, without) : scopes
  // A map of scopes has no extensions in 3.0; the object around it has.
  for (const name of extensions) flow[name] = own(scopes, name)!
  const kind = String(edit.get('flow') ?? 'implicit')
  edit.delete('flow', 'authorizationUrl', 'tokenUrl', 'scopes')
  edit.setAfter('type', 'flows', { [FLOWS[kind] ?? kind]: flow })
  edit.done('flows')
}

/** Where the containers of 2.0 go, in this order if the source has none of its own. */
const CONTAINERS: Record<string, string> = {
  definitions: 'schemas',
  parameters: 'parameters',
  responses: 'responses',
  securityDefinitions: 'securitySchemes',
}

const CONTAINER_RULE: RuleOf = {
  code: 'containers',
  sections: ['2.0 Swagger Object (definitions, parameters, responses, securityDefinitions)', '3.0.4 §4.7.7'],
  type: 'OpenAPI',
  keys: Object.keys(CONTAINERS),
  after: 'children',
  effect: 'equal',
  message: 'What can be referred to is below “components”.',
  help: NOTHING,
  convert(edit, at) {
    const components: Record<string, Json> = {}
    const used = edit.keys().filter((key) => Object.hasOwn(CONTAINERS, key))
    for (const key of used) {
      const converted = edit.get(key)
      if (!isObject(converted)) continue
      const names = namesIn30(at.document).get(key)!
      for (const [kind, container] of split(key, converted)) {
        at.stood(container, below(at.place, key))
        if (Object.keys(container).length > 0) put(components, kind, container)
      }
      for (const [name, to] of names) if (name !== to) tellName(key, name, to)
    }
    edit.quietly(() => {
      if (Object.keys(components).length > 0) edit.rename(used[0]!, 'components', components)
      edit.delete(...used)
    })
    at.report({ before: used, after: Object.keys(components) })

    function tellName(key: string, before: string, after: string): void {
      const message = 'A component may have letters, digits, “.”, “-” and “_” in its name only.'
      at.report({ code: 'component-name', pointer: `#/${key}`, before, after, message })
    }

    function split(key: string, converted: JsonObject): Map<string, JsonObject> {
      const names = namesIn30(at.document).get(key)!
      const source = own(at.document, key) as JsonObject
      const found = new Map<string, Record<string, Json>>([[CONTAINERS[key]!, {}]])
      for (const name of at.notes.keys(source)) {
        const place = at.resolve(source[name]!)
        const position = key === 'parameters' ? own(place, 'in') : undefined
        // Parts of a form stand where they are used: together they are one body.
        if (position === 'formData') continue
        const kind = position === 'body' ? 'requestBodies' : CONTAINERS[key]!
        const container = found.get(kind) ?? {}
        found.set(kind, container)
        const value = position === 'body' ? convertedBody(source[name]!, undefined, at, below(at.place, key, name)) : converted[name]!
        at.stood(value, below(at.place, key, name))
        put(container, names.get(name)!, value)
      }
      return found
    }
  },
}

export const RULES_20_30 = rulesOf('2.0', '3.0', [
  versionRule('2.0 Swagger Object', '3.0.4 §4.1'),
  ...SERVER_RULES,
  ...BODY_RULES_20_30,
  ignoredBodyRule('2.0 Operation Object (parameters)'),
  ...PARAMETER_RULES_20_30,
  ...RESPONSE_RULES_20_30,
  ...SCHEMA_RULES,
  ...SECURITY_RULES,
  CONTAINER_RULE,
  {
    code: 'media-types',
    sections: ['2.0 Swagger Object and Operation Object (consumes, produces)', '3.0.4 §4.7.14'],
    type: 'OpenAPI',
    keys: ['consumes', 'produces'],
    after: 'children',
    effect: 'equal',
    message: 'Media types are said at each body.',
    help: NOTHING,
    convert: (edit) => edit.delete('consumes', 'produces'),
  },
])
