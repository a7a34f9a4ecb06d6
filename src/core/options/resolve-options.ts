import { basename, dirname, extname, join, normalize } from 'node:path'
import { isObject } from '../model/json.ts'
import { SliceError } from '../problems.ts'
import { safeName, uniqueNames } from '../slice/file-names.ts'
import { nearestName } from './nearest-name.ts'
import type { Options } from './options.ts'
import { ownFunction } from './own-function.ts'
import type { SliceRequest } from './request.ts'
import { checkOptions, type ResolvedRequest, resolveRequest } from './resolve-request.ts'

export interface ResolvedOptions {
  requests: ResolvedRequest[]
  /** By request: the folder of its slices among the build's assets, with forward slashes. */
  assetsDirs: string[]
  failOn: 'error' | 'never'
  dts: boolean | string | undefined
}

const OWN = ['specs', 'assetsDir', 'failOn', 'dts'] as const

/** One request per description, everything decided. @throws SliceError naming the option */
export function resolveOptions(options: Options): ResolvedOptions {
  const { specs, assetsDir = 'slices', failOn = 'error', dts, ...defaults } = checked(options)
  const requests = (typeof specs === 'string' ? [specs] : specs).map((spec): SliceRequest => ({
    ...defaults,
    ...(typeof spec === 'string' ? { input: spec } : spec),
  }))
  if (requests.length === 0) {
    throw new SliceError(
      'no-specs',
      'No descriptions are declared: “specs” is empty.',
      "Add at least one, for example specs: ['./openapi.yaml'].",
    )
  }
  for (const request of requests) {
    refuseMisplaced(request)
    checkOptions(request)
  }
  const names = namesOf(requests)
  const isSingle = requests.length === 1
  const resolved = requests.map((request, index) => {
    const name = names[index]!
    const declared = typeof specs !== 'string' && typeof specs[index] === 'object' ? specs[index].outDir : undefined
    const outDir = declared ?? (isSingle ? (request.outDir ?? 'slices') : join(request.outDir ?? 'slices', name))
    return named(resolveRequest({ ...request, name: request.name ?? name, outDir }))
  })
  refuseSharedFolders(resolved)
  const folder = plainFolder(assetsDir)
  return {
    requests: resolved,
    assetsDirs: names.map((name) => (isSingle ? folder : `${folder}/${name}`)),
    failOn,
    dts,
  }
}

function checked(options: Options): Options {
  if (typeof options !== 'object' || options === null) {
    throw new SliceError('bad-option', 'The options must be an object.', "Write, for example, { specs: ['./openapi.yaml'] }.")
  }
  if (options.specs === undefined) {
    const nearest = nearestName(
      'specs',
      Object.keys(options).filter((name) => name !== 'specs'),
    )
    throw new SliceError(
      'no-specs',
      'No descriptions are declared: the option “specs” is missing.',
      nearest ? `Did you mean “specs” by “${nearest}”?` : "Add it, for example specs: ['./openapi.yaml'].",
    )
  }
  if ('input' in options) {
    throw new SliceError(
      'bad-option',
      'The option “input” stands beside “specs”.',
      'Name the file in “specs”, or in an entry of it, as in specs: [{ input: … }].',
    )
  }
  checkOptions(options, OWN)
  const { specs } = options
  const isPath = (spec: unknown): boolean => typeof spec === 'string' && spec !== ''
  const isSpec = (spec: unknown): boolean => isPath(spec) || isObject(spec)
  if (!isPath(specs) && !(Array.isArray(specs) && specs.every(isSpec))) {
    throw new SliceError(
      'bad-option',
      'The option “specs” must be a path, or a list of paths or objects with an “input”.',
      "Write, for example, specs: ['./openapi.yaml'].",
    )
  }
  if (options.failOn !== undefined && options.failOn !== 'error' && options.failOn !== 'never') {
    throw new SliceError(
      'bad-option',
      `The option “failOn” is ${JSON.stringify(options.failOn)}; it must be “error” or “never”.`,
      'Set “failOn” to “error” or “never”.',
    )
  }
  if (options.dts !== undefined && typeof options.dts !== 'boolean' && (typeof options.dts !== 'string' || options.dts === '')) {
    throw new SliceError(
      'bad-option',
      `The option “dts” is ${JSON.stringify(options.dts)}; it must be true, false or the path of a file.`,
      'Set “dts” to true, for openapi-slices.d.ts, or to another file.',
    )
  }
  if (options.assetsDir !== undefined && !isSafeFolder(options.assetsDir)) {
    throw new SliceError(
      'bad-option',
      `The option “assetsDir” is ${JSON.stringify(options.assetsDir)}; it must be a folder inside the build's output.`,
      'Use a relative path without “..”, such as “slices”.',
    )
  }
  return options
}

/** What is decided for all descriptions together cannot stand in the entry of one. */
function refuseMisplaced(request: SliceRequest): void {
  const misplaced = OWN.find((name) => name !== 'specs' && name in request)
  if (misplaced === undefined) return
  throw new SliceError(
    'bad-option',
    `The option “${misplaced}” stands in an entry of “specs”, and holds for all descriptions together.`,
    `Move “${misplaced}” out of the entry, beside “specs”.`,
  )
}

/** Its functions are the user's: what they throw is told with their names. */
const named = (request: ResolvedRequest): ResolvedRequest => ({
  ...request,
  onForecast: ownFunction('onForecast', request.onForecast),
  onProgress: ownFunction('onProgress', request.onProgress),
})

/** Without what may be written around it, as in `./slices/`. */
const plainFolder = (folder: string): string => folder.replace(/^\.\/|\/$/g, '')

const isSafeFolder = (folder: unknown): boolean =>
  typeof folder === 'string' &&
  plainFolder(folder)
    .split('/')
    .every((part) => /^[^\\:*?"<>|]+$/.test(part) && part !== '..' && part !== '.')

/** A run removes what no longer belongs from its folder; two in one folder would remove each other's slices. */
function refuseSharedFolders(requests: readonly ResolvedRequest[]): void {
  const inputs = new Map<string, string>()
  for (const { input, outDir } of requests) {
    const folder = normalize(outDir)
    const other = inputs.get(folder)
    if (other !== undefined) {
      throw new SliceError(
        'bad-option',
        `${other} and ${input} have the same output folder ${outDir}.`,
        'Give each description an “outDir” of its own.',
      )
    }
    inputs.set(folder, input)
  }
}

/** Folder names: the given name, or the file's; with its folder's in front where two are the same. */
function namesOf(requests: readonly SliceRequest[]): string[] {
  const stem = (input: string): string => basename(input, extname(input))
  const first = requests.map(({ name, input }) => safeName(name ?? stem(input)))
  const second = first.map((name, index) => {
    const isShared = first.filter((other) => other.toLowerCase() === name.toLowerCase()).length > 1
    return isShared ? safeName(`${basename(dirname(requests[index]!.input))}-${name}`) : name
  })
  const unique = uniqueNames(
    second.map((name, index) => ({ id: `${index} ${requests[index]!.input}`, name })),
    '',
  )
  return [...unique.values()]
}
