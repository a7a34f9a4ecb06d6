import { hash } from '../digest.ts'
import type { Endpoint } from '../select/endpoints.ts'

/** Longest file name in bytes, extension included: every file system and archive format copes with it. */
const MAX_BYTES = 200

/** Characters of a path that are looked at: far more than fit into a name, and soon searched for dots at their end. */
const MAX_READ = 10 * MAX_BYTES

/** `/users/{id}` → `users-id`; whatever a path holds, the result is `[A-Za-z0-9._-]` without dots at the ends. */
export function safeName(path: string): string {
  const name = path
    .slice(0, MAX_READ)
    .replace(/[{}]/g, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/-+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
  return name || 'root'
}

/**
 * The file names of endpoints without extension, by id. Collisions are found among all endpoints of the description,
 * and every member of one gets a hash of its own, so that a name never depends on what else is selected.
 */
export function endpointNames(endpoints: readonly Endpoint[], extension: string): Map<string, string> {
  return uniqueNames(
    endpoints.map(({ id, path, method, isWebhook }) => ({
      id,
      name: `${isWebhook ? 'webhook-' : ''}${safeName(path)}_${safeName(method)}`,
    })),
    extension,
  )
}

export function uniqueNames(entries: readonly { id: string; name: string }[], extension: string): Map<string, string> {
  const sharing = new Map<string, number>()
  for (const { name } of entries) sharing.set(name.toLowerCase(), (sharing.get(name.toLowerCase()) ?? 0) + 1)
  return new Map(
    entries.map(({ id, name }) => {
      const isLong = name.length + extension.length + 1 > MAX_BYTES
      const isTaken = sharing.get(name.toLowerCase())! > 1 || RESERVED.test(name)
      return [id, isLong || isTaken ? withHash(name, id, extension) : name]
    }),
  )
}

/** What Windows takes for a device, whatever stands behind the dot. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)\./i

/** Names that Windows keeps for devices, and those of the reports. */
const RESERVED = /^(?:(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?|index(?:\.csv)?|problems(?:\.json)?|shard(?:\.json)?|report\.html)$/i

function withHash(name: string, id: string, extension: string): string {
  const mark = hash('sha256', id, 'hex').slice(0, 8)
  return `${name.replace(DEVICE, '$1-').slice(0, MAX_BYTES - extension.length - 1 - mark.length - 1)}~${mark}`
}
