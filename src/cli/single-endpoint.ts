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
