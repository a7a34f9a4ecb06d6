import { Notes } from '../../core/load/notes.ts'
import { parseSource } from '../../core/load/parse.ts'
import { plain } from '../../report/plain.ts'
import { nearestNames } from '../../core/options/nearest-name.ts'
import type { Catalogue } from './catalogue.ts'
import { ALL, INDEX, PREFIX } from '../virtual-ids.ts'

/** How many names a message offers. */
const OFFERED = 3

/** The code of a virtual module. @param bytesOf a file of the build @throws Error for a slice that is not there */
export function codeOf(id: string, catalogue: Catalogue, bytesOf: (file: string) => Uint8Array): string {
  if (id === INDEX) return `export const endpoints = ${literal(catalogue.endpoints)}\n`
  if (id === ALL) return loadersOf(catalogue)
  const name = id.slice(PREFIX.length)
  const alias = catalogue.aliases.get(name)
  // One module for a slice, whatever it is called.
  if (alias !== undefined) return `export { default } from ${JSON.stringify(PREFIX + alias)}\n`
  const file = catalogue.files.get(name)
  if (file === undefined) throw missing(name, catalogue)
  return `export default ${literal(parseSource(Buffer.from(bytesOf(file)).toString(), file, file, new Notes()))}\n`
}

/** A function for each slice, so that none is loaded before it is asked for. */
function loadersOf({ files }: Catalogue): string {
  const loaders = [...files.keys()].map(
    (id) => `  ${keyOf(id)}: () => import(${JSON.stringify(PREFIX + id)}).then((slice) => slice.default),\n`,
  )
  return `export default {\n${loaders.join('')}}\n`
}

/** As a key of an object that is written out, `__proto__` would set its prototype. */
const keyOf = (id: string): string => (id === '__proto__' ? `[${JSON.stringify(id)}]` : JSON.stringify(id))

/** Parsing a text is faster than running an object; the mark lets a bundler leave out what nobody uses. */
const literal = (value: unknown): string => `/* @__PURE__ */ JSON.parse(${quoted(JSON.stringify(value))})`

/** Line separators are fine in JSON, but not in older JavaScript. */
const quoted = (text: string): string => JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')

function missing(name: string, { files, aliases, failed }: Catalogue): Error {
  const reason = failed.get(name)
  if (reason !== undefined) return plainError(`There is no slice “${name}”: ${reason}`)
  const names = [...files.keys(), ...aliases.keys()]
  if (names.length === 0) return plainError(`There is no slice “${name}”. No slice was made of any endpoint.`)
  const near = nearestNames(name, names, OFFERED).map((other) => `“${other}”`)
  const offer = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `The names are those of the files, such as “${names[0]}”.`
  return plainError(`There is no slice “${name}”. ${offer}`)
}

/** Our stack says nothing to somebody who has mistyped a name. */
function plainError(text: string): Error {
  const message = plain(text)
  return Object.assign(new Error(message), { stack: message })
}
