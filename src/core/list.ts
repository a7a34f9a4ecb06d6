import { link } from './link/link.ts'
import { load } from './load/load.ts'
import type { ListedEndpoint } from './listed-endpoint.ts'
import type { ResolvedRequest } from './options/resolve-request.ts'
import { endpointsOf } from './select/endpoints.ts'
import { nothingSelected, select } from './select/select.ts'
import { groupsOf } from './slice/groups.ts'

/** Reads a description and lists what would be sliced of it, in source order. @throws SliceError */
export async function listOf(request: ResolvedRequest, cwd: string): Promise<ListedEndpoint[]> {
  const linked = link(await load({ input: request.input, cwd, allow: request.allow }), request)
  const all = endpointsOf(linked)
  const selected = await select(all, request)
  // A description without endpoints can be looked at; filters that miss everything were a mistake.
  const isMistaken = all.length > 0 || linked.problems.some(({ code }) => code === 'no-operations')
  if (selected.length === 0 && isMistaken && !request.allowEmpty) throw await nothingSelected(all, request, linked.problems)
  const files = new Map(groupsOf(all, selected, request).flatMap(({ file, endpoints }) => endpoints.map((endpoint) => [endpoint, file])))
  return selected.map((endpoint) => {
    const { id, path, method, operationId, summary, tags, deprecated, isWebhook, broken } = endpoint
    return { id, path, method, operationId, summary, tags, deprecated, isWebhook, file: files.get(endpoint)!, problems: broken ?? [] }
  })
}
