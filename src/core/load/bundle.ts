import { type BaseResolver, bundleDocument, type Document, type SpecVersion, type UserContext } from '../redocly.ts'
import { copyOf, isContainer, isObject, type Json, type JsonObject, put, text } from '../model/json.ts'
import type { Model } from '../model/object-types.ts'
import { fixedConfig } from '../redocly-config.ts'
import { getTypes } from '../redocly-types.ts'
import { keepAliases } from './aliases.ts'
import type { FileResolver, LoadedDocument } from './file-resolver.ts'
import { FormerNames } from './former-names.ts'
import { Hidden, reveal } from './hidden.ts'
import type { AsWritten } from './file-identities.ts'
import { inlineExtensions } from './inline-extensions.ts'
import { linkByIds } from './links.ts'
import { reserveNames } from './reserved-names.ts'

export { hideEndless } from './endless-references.ts'
export { dropFileIdentities } from './file-identities.ts'

/**
 * What Redocly's bundler would rewrite although it is data: values of examples, defaults and enumerations, and
 * `externalValue`, a URI that a slice keeps verbatim (OAS 3.0.4 §4.7.19).
 */
const DATA_FIELDS: Record<string, readonly string[]> = {
  Schema: ['example', 'examples', 'default', 'enum', 'const'],
  MediaType: ['example'],
  Parameter: ['example', 'default', 'enum'],
  ParameterItems: ['default', 'enum'],
  Header: ['example', 'default', 'enum'],
  Example: ['value', 'dataValue', 'externalValue'],
  Response: ['examples'],
  Link: ['parameters', 'requestBody'],
}

/**
 * Brings the files of a description into its root document, in place, with Redocly's bundler.
 *
 * Extensions are kept from the bundler as well: it walks what they refer to as if it were part of them, and writes
 * values in place of references there, in the middle of components.
 *
 * @returns what references and mappings were in the files, if any schema has an `$id` that counts
 */
export async function bundle(loaded: LoadedDocument, model: Model, resolver: FileResolver): Promise<AsWritten | undefined> {
  const links = new Set<JsonObject>()
  const asWritten = new Map<JsonObject, JsonObject>()
  let hasIds = false
  // Some are walked again when they have been rewritten.
  const note = (node: unknown) => {
    if (model.schemaSiblings && isObject(node) && !asWritten.has(node)) asWritten.set(node, copyOf(node))
  }
  const formerNames = new FormerNames(loaded.parsed as JsonObject, resolver.notes)
  const hide = () => ({
    any: {
      enter: (node: unknown, { type }: UserContext) => {
        hasIds ||= type.name === 'Schema' && text(node, '$id') !== undefined
        hideExtensions(node, type)
      },
    },
    // At an entry that leads nowhere the bundler leaves out all that follow.
    DiscriminatorMapping: {
      enter: (node: unknown, { resolve }: UserContext) => {
        note(node)
        hideIn(node, (_, value) => !isResolved(value, resolve))
      },
    },
    // What stands beside a reference is not seen through the visitors of its type.
    ref: {
      enter: (node: unknown, { type }: UserContext) => {
        note(node)
        hasIds ||= type.name === 'Schema' && text(node, '$id') !== undefined
        hideExtensions(node, type)
        hideData(node, type.name)
        if (type.name === 'Schema') formerNames.note(node)
      },
    },
    ...Object.fromEntries(Object.keys(DATA_FIELDS).map((type) => [type, { enter: (node: unknown) => hideData(node, type) }])),
    Schema: {
      enter: (node: unknown) => {
        hideData(node, 'Schema')
        formerNames.note(node)
      },
    },
    Link: {
      enter: (node: unknown) => {
        hideData(node, 'Link')
        if (isObject(node)) links.add(node)
      },
    },
  })
  // It has, and makes, what the bundler uses; classes of Redocly would bring all of it along for a single file, too.
  const document = loaded as unknown as Document
  const externalRefResolver = resolver as unknown as BaseResolver
  const config = fixedConfig({ decorators: { oas2: { hide }, oas3: { hide } } })
  const giveBack = reserveNames(loaded.parsed as JsonObject, model)
  const giveNames = keepAliases(loaded.parsed as JsonObject, model)
  try {
    await bundleDocument({ document, config, types: getTypes(specVersion(model)), externalRefResolver })
    giveNames()
    giveBack()
    formerNames.map()
    linkByIds(links, resolver)
    const outside = reveal(loaded.parsed, ({ isExtension }) => isExtension)
    await inlineExtensions(loaded.parsed, outside, resolver)
    return hasIds && model.schemaSiblings ? asWritten : undefined
  } finally {
    reveal(loaded.parsed, () => true)
  }
}

const specVersion = ({ family }: Model): SpecVersion => (family === '2.0' ? 'oas2' : `oas${family.replace('.', '_')}`) as SpecVersion

/** A key of a map is a name, whatever it begins with. `x-webhooks` holds path items, which the bundler has to see. */
function hideExtensions(node: unknown, type: UserContext['type']): void {
  const isMap = type.extensionsPrefix === undefined && type.additionalProperties !== undefined
  if (!isMap) hideIn(node, (key, value) => key.startsWith('x-') && key !== 'x-webhooks' && isContainer(value), true)
}

const hideData = (node: unknown, type: string): void => hideIn(node, (key, value) => isData(type, key, value))

const isData = (type: string, key: string, value: unknown): boolean =>
  Boolean(DATA_FIELDS[type]?.includes(key)) && (isContainer(value) || key === 'externalValue')

const isResolved = (value: unknown, resolve: UserContext['resolve']): boolean =>
  typeof value !== 'string' || resolve({ $ref: value }).node !== undefined

function hideIn(node: unknown, isHidden: (key: string, value: unknown) => boolean, isExtension = false): void {
  if (!isObject(node)) return
  for (const key of Object.keys(node)) {
    const value = node[key] as Json | Hidden
    if (!(value instanceof Hidden) && isHidden(key, value)) put(node, key, new Hidden(value, isExtension))
  }
}
