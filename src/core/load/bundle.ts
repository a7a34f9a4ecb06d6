import { bundleDocument, createConfig, type Document, getTypes, type SpecVersion } from '@redocly/openapi-core'
import { isContainer, type Json, put } from '../model/json.ts'
import type { FileResolver } from './file-resolver.ts'
import { inlineExtensions } from './inline-extensions.ts'

/** Data that looks like references is taken out of sight, without any field to walk into, and put back afterwards. */
class Hidden {
  readonly #value: Json
  constructor(value: Json) {
    this.#value = value
  }
  get value(): Json {
    return this.#value
  }
}

/**
 * What Redocly's bundler would rewrite although it is data: values of examples, defaults and enumerations, and
 * `externalValue`, a URI that a slice keeps verbatim (OAS 3.0.4 §4.7.19).
 */
const DATA_FIELDS: Record<string, readonly string[]> = {
  Schema: ['example', 'examples', 'default', 'enum', 'const'],
  MediaType: ['example'],
  Parameter: ['example'],
  Header: ['example'],
  Example: ['value', 'dataValue', 'externalValue'],
}

/** Brings the files of a description into its root document, in place, with Redocly's bundler. */
export async function bundle(document: Document, version: SpecVersion, resolver: FileResolver): Promise<void> {
  const hide = () =>
    Object.fromEntries(
      Object.entries(DATA_FIELDS).map(([type, fields]) => [type, { enter: (node: object) => hideIn(node, fields) }]),
    )
  const config = await createConfig({
    plugins: [{ id: 'slice', preprocessors: { oas2: { hide }, oas3: { hide } } }],
    preprocessors: { 'slice/hide': 'on' },
  })
  try {
    await bundleDocument({ document, config, types: getTypes(version), externalRefResolver: resolver })
    await inlineExtensions(document.parsed as Json, resolver)
  } finally {
    reveal(document.parsed as Json)
  }
}

function hideIn(node: object, fields: readonly string[]): void {
  const object = node as Record<string, Json | Hidden>
  for (const field of fields) {
    const value = Object.hasOwn(object, field) ? object[field] : undefined
    if (value === undefined || value instanceof Hidden) continue
    if (isContainer(value) || field === 'externalValue') object[field] = new Hidden(value)
  }
}

function reveal(root: Json): void {
  const seen = new Set<object>()
  const pending: Json[] = [root]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isContainer(node) || seen.has(node)) continue
    seen.add(node)
    for (const [key, value] of Object.entries(node) as [string, Json | Hidden][]) {
      if (value instanceof Hidden) put(node, key, value.value)
      else pending.push(value)
    }
  }
}
