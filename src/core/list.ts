import { link } from './link/link.ts'
import { load } from './load/load.ts'
import type { ResolvedRequest } from './options/resolve-request.ts'
import { type Endpoint, endpointsOf } from './select/endpoints.ts'
import { nothingSelected, select } from './select/select.ts'

/** Reads a description and gives the endpoints that the filters select, in source order. @throws SliceError */
export async function listOf(request: ResolvedRequest, cwd: string): Promise<Endpoint[]> {
  const all = endpointsOf(link(await load({ input: request.input, cwd, allow: request.allow }), request))
  const selected = select(all, request)
  // A description without endpoints can be looked at; filters that miss everything were a mistake.
  if (selected.length === 0 && all.length > 0 && !request.allowEmpty) throw nothingSelected(all, request)
  return selected
}
