import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

const folder = fileURLToPath(new URL('cases/', import.meta.url))

/** The ids of all inputs. */
export function ids(): string[] {
  return readdirSync(folder).sort()
}

export function inputOf(id: string): string {
  return `${folder}${id}/openapi.yaml`
}

/** The entry document of a case as plain data, for comparison. */
export function sourceOf(id: string): unknown {
  return parse(readFileSync(inputOf(id), 'utf8'), { merge: true, maxAliasCount: -1 })
}
