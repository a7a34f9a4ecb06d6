import { distance } from 'fastest-levenshtein'
import { link } from '../core/link/link.ts'
import { load } from '../core/load/load.ts'
import type { ResolvedRequest } from '../core/options/resolve-request.ts'
import { SliceError } from '../core/problems.ts'
import { endpointsOf } from '../core/select/endpoints.ts'
import type { Arguments } from './arguments.ts'
import type { Overrides } from './requests.ts'

/** A path and a method, as `--path` and `--method` name them. */
export interface EndpointName {
  path: string
  method: string
}

/** The endpoint that a command line names, if it names one. */
export function endpointNamed(given: Arguments): EndpointName | undefined {
  const [path, methods] = [given.get('path'), given.get('method')]
  return typeof path === 'string' && Array.isArray(methods) ? { path, method: methods[0]! } : undefined
}

/** The options that select exactly the endpoint named, whatever a configuration selects. */
export function singleEndpoint(given: Arguments): Overrides {
  const endpoint = endpointNamed(given)
  if (!endpoint) return new Map()
  // The path is taken literally: a glob would read “*” and braces in it.
  const exactly = `^${endpoint.path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`
  const others = ['tags', 'operationIds', 'exclude', 'deprecated', 'allowEmpty'].map((option) => [option, undefined] as const)
  return new Map<string, unknown>([['filter', exactly], ['filterType', 'regex'], ['methods', endpoint.method], ...others])
}

/** Why the endpoint named was not found, with the nearest ones. */
export async function endpointNotFound(request: ResolvedRequest, cwd: string, { path, method }: EndpointName): Promise<SliceError> {
  const endpoints = endpointsOf(link(await load({ input: request.input, cwd, allow: request.allow }), request))
  const asked = `${method.toUpperCase()} ${path}`
  const far = new Map(endpoints.map(({ id, path: own }) => [id, own === path ? 0 : distance(id, asked)]))
  const nearest = [...far.keys()].toSorted((a, b) => far.get(a)! - far.get(b)!).slice(0, 5)
  return new SliceError(
    'nothing-selected',
    `${request.input} has no endpoint ${asked}.`,
    nearest.length > 0 ? `The nearest are ${nearest.join(', ')}.` : 'It has no endpoints at all; check its “paths”.',
  )
}
