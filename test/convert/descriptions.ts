import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { link } from '../../src/core/link/link.ts'
import { type Description, load } from '../../src/core/load/load.ts'
import type { JsonObject } from '../../src/core/model/json.ts'
import { endpointsOf } from '../../src/core/select/endpoints.ts'
import { slice } from '../../src/core/slice/slice.ts'

/** Real descriptions; a checkout of this repository alone does not have them. */
const SPECS = resolve(import.meta.dirname, '../../../shared/specs')

export const hasSpecs = existsSync(SPECS)
if (!hasSpecs) console.warn('The real descriptions (../shared/specs) are not there: the tests over them do not run.')

/** Root documents of several files, whose parts are no descriptions of their own; `allow` is the folder they refer into. */
const FOLDERS: Record<string, string> = {
  'opensearch/spec/namespaces/_core.yaml': 'opensearch/spec',
}

/** The root documents that the folder's README lists, relative to it. */
export function specFiles(): string[] {
  if (!hasSpecs) return []
  const readme = readFileSync(join(SPECS, 'README.md'), 'utf8')
  return [...readme.matchAll(/^\| `([^`]+\.(?:json|ya?ml))` \| \d/gm)].map(([, file]) => file!)
}

export interface Normal {
  file: string
  document: JsonObject
  description: Description
  operations: number
}

/** A description in normal form: what all its slices together are. */
export async function normalForm(file: string): Promise<Normal> {
  const path = resolve(SPECS, file)
  const folder = FOLDERS[file]
  const description = await load({ input: path, cwd: SPECS, allow: folder ? [resolve(SPECS, folder)] : [] })
  const { document, operations } = normalised(description)
  // Where there is nothing to slice, the document itself: those have components only, and refer to nothing outside.
  return { file, document: operations > 0 ? document : description.root, description, operations }
}

function normalised(description: Description): { document: JsonObject; operations: number } {
  const linked = link(description, { refsInData: 'keep', subtypes: true, webhooks: true, rootExtensions: true })
  const endpoints = endpointsOf(linked)
  const { webhooks, ...rest } = slice(linked, endpoints).document
  // A 3.0 document has them as an extension.
  const key = description.model.family === '3.0' ? 'x-webhooks' : 'webhooks'
  const document = webhooks === undefined ? rest : { ...rest, [key]: webhooks }
  return { document, operations: endpoints.length }
}
