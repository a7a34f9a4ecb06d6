import { distance } from 'fastest-levenshtein'
import { link } from '../core/link/link.ts'
import { load } from '../core/load/load.ts'
import type { ResolvedRequest } from '../core/options/resolve-request.ts'
import { SliceError } from '../core/problems.ts'
import { endpointsOf } from '../core/select/endpoints.ts'
import type { EndpointName } from './single-endpoint.ts'

/** Characters of names that are compared: nobody mistypes what is longer. */
const MAX_COMPARED = 200

/** Why the endpoint named was not found, with the nearest ones. */
export async function endpointNotFound(request: ResolvedRequest, cwd: string, { path, method }: EndpointName): Promise<SliceError> {
  const endpoints = endpointsOf(link(await load({ input: request.input, cwd, allow: request.allow }), request))
  const asked = `${method.toUpperCase()} ${path}`
  const far = new Map(
    endpoints.map(({ id, path: own }) => [id, own === path ? 0 : distance(id.slice(0, MAX_COMPARED), asked.slice(0, MAX_COMPARED))]),
  )
  const nearest = [...far.keys()].toSorted((a, b) => far.get(a)! - far.get(b)!).slice(0, 5)
  return new SliceError(
    'nothing-selected',
    `${request.input} has no endpoint ${asked}.`,
    nearest.length > 0 ? `The nearest are ${nearest.join(', ')}.` : 'It has no endpoints at all; check its “paths”.',
  )
}
