import { relative, resolve } from 'node:path'
import { type LoadedConfig, loadConfig } from '../config.ts'
import { isObject } from '../core/model/json.ts'
import type { Options } from '../core/options/options.ts'
import type { SliceRequest } from '../core/options/request.ts'
import { type ResolvedOptions, resolveOptions } from '../core/options/resolve-options.ts'
import type { ResolvedRequest } from '../core/options/resolve-request.ts'
import { SliceError } from '../core/problems.ts'
import type { Arguments, FlagValue } from './arguments.ts'
import { choicesOf, FLAGS, flagOfOption } from './flags.ts'
import { type FlagNames, inFlags } from './in-flags.ts'
import { singleEndpoint } from './single-endpoint.ts'

/** What is to be sliced, and how to speak of its options. */
export interface Requests extends ResolvedOptions {
  /** The flags to name in messages instead of options, by option. */
  flags: FlagNames
}

/** Options that flags set. `undefined` takes back what a configuration has set. */
export type Overrides = ReadonlyMap<string, unknown>

/** Turns a command line and the configuration, if there is one, into requests. @throws SliceError */
export async function requestsOf(given: Arguments, cwd: string): Promise<Requests> {
  const config = await loadConfig(cwd, given.get('config') as string | undefined)
  if (!config && !given.has('input')) throw nothingNamed()
  const overrides = new Map([...overridesOf(given), ...singleEndpoint(given)])
  const flags = config ? new Map([...flagOfOption].filter(([option]) => overrides.has(option))) : flagOfOption
  const choice = choiceOf(config?.options.specs, given, cwd)
  try {
    const { requests, ...rest } = resolveOptions(merged(config?.options, choice, overrides))
    return { ...rest, requests: onlyOne(requests.filter(choice.isWanted), given), flags }
  } catch (error) {
    throw inFlags(config ? inConfig(error, config, cwd, flags) : error, flags)
  }
}

function nothingNamed(): SliceError {
  return new SliceError(
    'no-specs',
    'There is nothing to slice: no input file is named, and there is no unplugin.config.ts here.',
    "Name one, as in “slice-oas --input openapi.yaml”, or declare it in unplugin.config.ts: export default { specs: ['./openapi.yaml'] }.",
  )
}

/** The options that flags set by themselves. */
export function overridesOf(given: Arguments): Overrides {
  const overrides = new Map<string, unknown>()
  for (const [name, value] of given) {
    const option = FLAGS[name]?.option
    if (option !== undefined && option !== 'input') overrides.set(option, optionValue(option, value))
  }
  if (given.has('yes')) overrides.set('maxOutput', Infinity)
  return overrides
}

/** Flags are text; the core wants numbers, switches and lists where they are meant, and says what is wrong with anything else. */
function optionValue(option: keyof SliceRequest, value: FlagValue): unknown {
  if (option === 'rootExtensions') return rootExtensions(String(value))
  if (option === 'groupBy') refuseUnit(value)
  if (option === 'concurrency' && /^-?\d+(?:\.\d+)?$/.test(String(value))) return Number(value)
  return Array.isArray(value) && value.length === 1 ? value[0] : value
}

/** The core would also take a function, and nobody can write one here. */
function refuseUnit(value: FlagValue): void {
  const units = choicesOf(FLAGS['group-by']!)
  if (units.includes(String(value))) return
  const expected = units
    .map((unit) => `“${unit}”`)
    .join(', ')
    .replace(/, ([^,]+)$/, ' or $1')
  throw new SliceError('bad-option', `--group-by is ${JSON.stringify(value)}; it must be ${expected}.`, `Set --group-by to ${expected}.`)
}

/** Whether any, or their names. One that cannot be such a name would be left out without a word. */
function rootExtensions(value: string): boolean | string[] {
  const names = value.split(',').map((name) => name.trim())
  if (names.length === 1 && (names[0] === 'true' || names[0] === 'false')) return names[0] === 'true'
  const other = names.find((name) => name !== '' && !name.startsWith('x-'))
  if (other === undefined) return names
  throw new SliceError(
    'bad-option',
    `--root-extensions has ${JSON.stringify(other)}, and the names of these fields begin with “x-”.`,
    'Write true, false, or names with commas between them, such as x-owner,x-audience.',
  )
}

interface Choice {
  specs: unknown
  isWanted(request: { input: string }): boolean
}

/**
 * Which descriptions are meant. One that is declared keeps what is declared for it when it is named on the command line,
 * its folder too: it is resolved among its neighbours then, unless the command line names a folder for it.
 */
function choiceOf(specs: unknown, given: Arguments, cwd: string): Choice {
  const input = given.get('input')
  if (typeof input !== 'string') return { specs, isWanted: () => true }
  const isSame = (other: unknown): boolean => typeof other === 'string' && resolve(cwd, other) === resolve(cwd, input)
  const isWanted = (spec: { input: string }): boolean => isSame(spec.input)
  const declared = (Array.isArray(specs) ? specs : [specs]).filter((spec: unknown) => isSame(isObject(spec) ? spec['input'] : spec))
  if (declared.length === 0) return { specs: [input], isWanted }
  return { specs: given.has('output-dir') ? declared : specs, isWanted }
}

function onlyOne(requests: ResolvedRequest[], given: Arguments): ResolvedRequest[] {
  const flag = ['path', 'name'].find((name) => given.has(name))
  if (flag === undefined || requests.length < 2) return requests
  throw new SliceError(
    'bad-option',
    `--${flag} is for one description, and there are ${requests.length} to slice.`,
    'Say which one with --input <file>.',
  )
}

/** Flags win over the defaults of the configuration, and over what it says about one description. */
function merged(defaults: Options | undefined, { specs, isWanted }: Choice, overrides: Overrides): Options {
  // The others would have the same name, and their folders names that nobody has given.
  const { name, ...general } = Object.fromEntries(overrides)
  const entryOf = (spec: unknown): unknown => {
    const own = isObject(spec) ? without(spec, general) : spec
    const entry = typeof own === 'string' ? { input: own } : own
    return name !== undefined && isObject(entry) && isWanted(entry as { input: string }) ? { ...entry, name } : own
  }
  const set = Object.entries(general).filter(([, value]) => value !== undefined)
  const own = Array.isArray(specs) || typeof specs === 'string' ? [specs].flat().map(entryOf) : specs
  return { ...without({ ...defaults }, general), ...Object.fromEntries(set), specs: own } as Options
}

const without = (record: Readonly<Record<string, unknown>>, keys: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !Object.hasOwn(keys, key)))

/** Says where a refused option stands, unless it came as a flag. */
function inConfig(error: unknown, { file }: LoadedConfig, cwd: string, flags: FlagNames): unknown {
  if (!(error instanceof SliceError) || error.place !== undefined) return error
  const isFlag = [...flags.keys()].some((option) => error.message.includes(`“${option}”`)) || error.message.startsWith('--')
  const place = { file: relative(cwd, file), pointer: '#' }
  return isFlag ? error : new SliceError(error.code, error.message, error.help, place, { cause: error })
}
