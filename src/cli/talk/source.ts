import { convertLinked } from '../../core/convert/convert-linked.ts'
import { link } from '../../core/link/link.ts'
import type { LinkedDescription } from '../../core/link/linked.ts'
import { load } from '../../core/load/load.ts'
import { own, text } from '../../core/model/json.ts'
import { SliceError } from '../../core/problems.ts'
import { resolveRequest } from '../../core/options/resolve-request.ts'
import { type Endpoint, endpointsOf } from '../../core/select/endpoints.ts'
import { plain } from '../../report/plain.ts'
import { typedPath } from './typed-path.ts'

/** The description that is talked about. */
export interface Source {
  /** The file as it was named. */
  input: string
  title: string | undefined
  version: string
  linked: LinkedDescription
  endpoints: readonly Endpoint[]
}

/** Reads the file that was named. @returns what is wrong with it, in words, if something is */
export async function readSource(typed: string, cwd: string): Promise<Source | string> {
  const input = typedPath(typed)
  if (input === '') return 'Type the name of the file, such as openapi.yaml, or drag the file into this window.'
  if (/^https?:/.test(input)) return 'That is an address. Save it as a file on this computer first, and name that file.'
  try {
    const description = await load({ input, cwd, allow: [] })
    const linked = link(description, resolveRequest({ input }))
    const endpoints = endpointsOf(linked)
    if (endpoints.length === 0) return `${plain(input)} has no endpoints, so there is nothing to take out of it. Name another file.`
    const title = text(own(description.root, 'info') ?? null, 'title')
    return { input, title: title === undefined ? undefined : plain(title), version: description.version, linked, endpoints }
  } catch (error) {
    if (!(error instanceof SliceError)) throw error
    return plain(error.code === 'input-missing' ? missing(input, cwd) : `${error.message} ${error.help}`)
  }
}

/** Not everybody knows which folder a window is in. */
const missing = (input: string, cwd: string): string =>
  `There is no file ${input}. You are in the folder ${cwd}. Check the spelling, or drag the file into this window.`

/** What another version costs the endpoints that are wanted. */
export interface Cost {
  impossible: number
  lossy: number
}

export async function costOf({ linked, endpoints }: Source, wanted: readonly Endpoint[], outputVersion: string): Promise<Cost> {
  const settings = { ...resolveRequest({ input: '.' }), outputVersion, strict: false }
  const converted = await convertLinked(linked, endpoints, settings)
  const known = wanted.filter(({ broken }) => !broken)
  const problems = known.map((endpoint) => converted.problemsOf(endpoint))
  const impossible = problems.filter((found) => found.some(({ severity }) => severity === 'error')).length
  return { impossible, lossy: problems.filter((found) => found.length > 0).length - impossible }
}
