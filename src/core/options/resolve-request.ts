import { isObject } from '../model/json.ts'
import { basename, extname } from 'node:path'
import { targetVersion } from '../convert/target-version.ts'
import { SliceError } from '../problems.ts'
import { checkFilters, type Filters } from '../select/matcher.ts'
import { type Shard, shardNamed } from '../shard/shard.ts'
import { isAllowable } from './allowed.ts'
import { nearestName } from './nearest-name.ts'
import type { SliceRequest } from './request.ts'

/** A request in which everything is decided. */
export interface ResolvedRequest
  extends Filters, Required<Omit<SliceRequest, keyof Filters | 'allow' | 'maxOutput' | 'ruleset' | 'cacheDir' | 'deprecated' | 'shard'>> {
  allow: readonly string[]
  /** Bytes. */
  maxOutput: number
  ruleset: string | undefined
  cacheDir: string | undefined
  shard: Shard | undefined
}

type Check = (value: unknown) => boolean

const isString: Check = (value) => typeof value === 'string' && value.trim() !== ''
const isBoolean: Check = (value) => typeof value === 'boolean'
const isFunction: Check = (value) => typeof value === 'function'
const isStrings: Check = (value) => isString(value) || (Array.isArray(value) && value.every(isString))
const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(value as string)

/** What each option may be, and how to say it. */
const OPTIONS: Record<keyof SliceRequest, [check: Check, expected: string]> = {
  input: [isString, 'the path of a file'],
  name: [isString, 'a name'],
  outDir: [isString, 'the path of a folder'],
  filter: [isStrings, 'a pattern or a list of patterns'],
  filterType: [oneOf('glob', 'regex'), '“glob” or “regex”'],
  methods: [isStrings, 'a method or a list of methods, such as “GET”'],
  tags: [isStrings, 'a tag or a list of tags'],
  operationIds: [isStrings, 'an operation id or a list of them'],
  exclude: [isStrings, 'a pattern or a list of patterns'],
  deprecated: [isBoolean, 'true or false'],
  allowEmpty: [isBoolean, 'true or false'],
  webhooks: [isBoolean, 'true or false'],
  outputVersion: [isString, '“auto” or a version such as “3.1.x”'],
  strict: [isBoolean, 'true or false'],
  format: [oneOf('yaml', 'json'), '“yaml” or “json”'],
  minify: [isBoolean, 'true or false'],
  header: [isBoolean, 'true or false'],
  csv: [isBoolean, 'true or false'],
  llms: [isBoolean, 'true or false'],
  report: [isBoolean, 'true or false'],
  layout: [oneOf('flat', 'by-prefix'), '“flat” or “by-prefix”'],
  groupBy: [
    (value) => oneOf('endpoint', 'path', 'tag', 'prefix')(value) || isFunction(value),
    '“endpoint”, “path”, “tag”, “prefix” or a function',
  ],
  concurrency: [(value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 16, 'a whole number from 1 to 16'],
  shard: [(value) => typeof value === 'string' && shardNamed(value) !== undefined, 'a part such as “2/8”, the second of eight'],
  dryRun: [isBoolean, 'true or false'],
  force: [isBoolean, 'true or false'],
  maxOutput: [(value) => bytesOf(value) !== undefined, 'a size such as “500 MB” or a number of bytes'],
  cache: [isBoolean, 'true or false'],
  cacheDir: [isString, 'the path of a folder'],
  inherited: [oneOf('fail', 'warn'), '“fail” or “warn”'],
  validate: [oneOf('once', 'each'), '“once” or “each”'],
  ruleset: [isString, 'the path of a Redocly configuration'],
  allow: [
    (value) => isStrings(value) && list(value as string | readonly string[]).every(isAllowable),
    'a folder, or an origin such as “https://example.com” and nothing behind it, or a list of them',
  ],
  subtypes: [isBoolean, 'true or false'],
  refsInData: [oneOf('keep', 'literal'), '“keep” or “literal”'],
  rootExtensions: [(value) => isBoolean(value) || (Array.isArray(value) && value.every(isString)), 'true, false or a list of names'],
  onForecast: [isFunction, 'a function'],
  onProgress: [isFunction, 'a function'],
}

export const requestOptions: readonly string[] = Object.keys(OPTIONS)

/** Checks a request and fills in the defaults. @throws SliceError naming the option */
export function resolveRequest(request: SliceRequest): ResolvedRequest {
  checkObject(request)
  checkOptions(request)
  const resolved: ResolvedRequest = {
    input: request.input,
    name: request.name ?? basename(request.input, extname(request.input)),
    outDir: request.outDir ?? 'slices',
    filter: list(request.filter),
    filterType: request.filterType ?? 'glob',
    methods: list(request.methods),
    tags: list(request.tags),
    operationIds: list(request.operationIds),
    exclude: list(request.exclude),
    deprecated: request.deprecated,
    allowEmpty: request.allowEmpty ?? false,
    webhooks: request.webhooks ?? false,
    outputVersion: outputVersion(request.outputVersion ?? 'auto'),
    strict: request.strict ?? false,
    format: request.format ?? 'yaml',
    minify: request.minify ?? false,
    header: request.header ?? false,
    csv: request.csv ?? true,
    llms: request.llms ?? false,
    report: request.report ?? false,
    layout: request.layout ?? 'flat',
    groupBy: request.groupBy ?? 'endpoint',
    concurrency: request.concurrency ?? 4,
    shard: request.shard === undefined ? undefined : shardNamed(request.shard),
    dryRun: request.dryRun ?? false,
    force: request.force ?? false,
    maxOutput: bytesOf(request.maxOutput ?? '10 GB')!,
    cache: request.cache ?? true,
    cacheDir: request.cacheDir,
    inherited: request.inherited ?? 'fail',
    validate: request.validate ?? 'once',
    ruleset: request.ruleset,
    allow: list(request.allow),
    subtypes: request.subtypes ?? true,
    refsInData: request.refsInData ?? 'keep',
    rootExtensions: request.rootExtensions ?? true,
    onForecast: request.onForecast ?? (() => {}),
    onProgress: request.onProgress ?? (() => {}),
  }
  if (resolved.minify && resolved.format !== 'json') {
    throw new SliceError('bad-option', 'The option “minify” is for JSON.', 'Set “format” to “json”, or leave out “minify”.')
  }
  if (resolved.header && resolved.format !== 'yaml') {
    throw new SliceError(
      'bad-option',
      'The option “header” is for YAML: JSON has no comments.',
      'Set “format” to “yaml”, or leave out “header”.',
    )
  }
  if (resolved.shard && resolved.report) {
    throw new SliceError(
      'bad-option',
      'The option “report” is for a whole run: no part knows what the page shows of the others.',
      'Leave it out; “slice-oas report” makes the page from the description.',
    )
  }
  // A pattern that cannot be read is refused here, before any file is.
  checkFilters(resolved)
  return resolved
}

/** What programs hand over need not be what its type says. */
function checkObject(request: unknown): void {
  if (isObject(request)) return
  throw new SliceError('bad-option', 'The options must be an object.', "Write, for example, { input: './openapi.yaml' }.")
}

/** Refuses what is not an option or not of its kind. `known` are further names that the caller looks after. */
export function checkOptions(request: object, known: readonly string[] = []): void {
  for (const [name, value] of Object.entries(request)) {
    const option = Object.hasOwn(OPTIONS, name) ? OPTIONS[name as keyof SliceRequest] : undefined
    if (known.includes(name) || (option && value === undefined)) continue
    if (!option) throw unknownOption(name, [...requestOptions, ...known])
    const [check, expected] = option
    if (!check(value)) throw badValue(name, value, expected)
  }
  if ('input' in request && request.input !== undefined) return
  if (!known.includes('specs')) throw badValue('input', undefined, 'the path of a file')
}

export function unknownOption(name: string, names: readonly string[]): SliceError {
  const nearest = nearestName(name, names)
  return new SliceError(
    'bad-option',
    `There is no option ${JSON.stringify(name)}.`,
    nearest ? `Did you mean “${nearest}”?` : 'See the list of options in the README.',
  )
}

function badValue(name: string, value: unknown, expected: string): SliceError {
  const found = value === undefined ? 'is missing' : `is ${typeof value === 'function' ? 'a function' : JSON.stringify(value)}`
  return new SliceError('bad-option', `The option “${name}” ${found}; it must be ${expected}.`, `Set “${name}” to ${expected}.`)
}

function outputVersion(version: string): string {
  if (version === 'auto' || targetVersion(version)) return version
  throw badValue('outputVersion', version, '“auto”, “3.0.x”, “3.1.x”, “3.2.x” or an exact version such as “3.1.0”')
}

const list = (value: string | readonly string[] | undefined): readonly string[] => (typeof value === 'string' ? [value] : (value ?? []))

const UNITS: Record<string, number> = { '': 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 }

function bytesOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value > 0 ? value : undefined
  if (typeof value !== 'string') return undefined
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmgt]?b)?$/i.exec(value) ?? []
  return number === undefined ? undefined : Number(number) * UNITS[unit.toLowerCase()]!
}
