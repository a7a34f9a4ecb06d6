import { basename, posix } from 'node:path'
import type { IndexRow } from '../../core/write/index-csv.ts'
import type { SlicedSpec } from '../spec-slicing.ts'
import type { SliceEndpoint } from '../../virtual-types.ts'

/** What can be imported. */
export interface Catalogue {
  endpoints: SliceEndpoint[]
  /** By id: the file among the build's assets. */
  files: ReadonlyMap<string, string>
  /** Other names of slices, each with the id. */
  aliases: ReadonlyMap<string, string>
  /** Why there is no slice, by the names that it would have had. */
  failed: ReadonlyMap<string, string>
}

/**
 * Each slice is known by its file's name without extension, and by the ids of its operations where they lead to one file
 * only. Of several descriptions, that has the name of the description's folder before it; without, it will do where it is
 * clear.
 */
export function catalogueOf(specs: readonly SlicedSpec[]): Catalogue {
  const isOne = specs.length === 1
  const names = specs.map(({ folder }) => basename(folder))
  const files = new Map<string, string>()
  const others = new Map<string, Set<string>>()
  const aliases = new Map<string, string>()
  const failed = new Map<string, string>()
  const also = (name: string, id: string): void => {
    if (isSafe(name)) others.set(name, (others.get(name) ?? new Set()).add(id))
  }
  const endpoints = specs.flatMap(({ folder, endpoints: sliced }) => {
    const isClear = names.filter((name) => name === basename(folder)).length === 1
    const spec = isClear ? basename(folder) : folder
    return sliced.map(({ tags, row, file: wanted }): SliceEndpoint => {
      const { filename, operation_id } = row
      const name = wanted.slice(0, -posix.extname(wanted).length)
      const id = isOne ? name : `${spec}/${name}`
      const shorter = [name, basename(name), operation_id, ...(isOne ? [] : [`${spec}/${operation_id}`])]
      if (filename === '') {
        for (const each of [id, ...shorter]) if (!failed.has(each)) failed.set(each, row.failure_reason)
        return endpointOf(row, tags, null, null)
      }
      const file = `${folder}/${filename}`
      files.set(id, file)
      for (const short of shorter) also(short, id)
      return endpointOf(row, tags, id, file)
    })
  })
  for (const [name, [id, ...more]] of others) if (more.length === 0 && !files.has(name)) aliases.set(name, id!)
  return { endpoints, files, aliases, failed }
}

/** Operation ids may hold anything; what would mean something else in an import is left out. */
const isSafe = (name: string): boolean => name.split('/').every((part) => /^[\w$+~:-][\w.$+~:@-]*$/.test(part))

function endpointOf(row: IndexRow, tags: readonly string[], id: string | null, file: string | null): SliceEndpoint {
  return {
    path: row.path,
    method: row.method,
    summary: row.summary,
    operationId: row.operation_id,
    tags: [...tags],
    id,
    file,
    kilobytes: Number(row.file_size_kb),
    schemas: Number(row.schema_count),
    parameters: Number(row.parameter_count),
    responses: row.response_codes.split(',').filter(Boolean),
    secured: row.security_required === 'true',
    deprecated: row.deprecated === 'true',
    version: row.output_oas_version,
    status: row.validation_status as SliceEndpoint['status'],
    reason: row.failure_reason,
  }
}
