import { relative, resolve } from 'node:path'
import { type LoadedConfig, loadConfig } from '../config.ts'
import { type Options, type ResolvedOptions, resolveOptions } from '../core/options/options.ts'
import type { SliceRequest } from '../core/options/request.ts'
import { SliceError } from '../core/problems.ts'
import type { Arguments, FlagValue } from './arguments.ts'
import { FLAGS, flagOfOption } from './flags.ts'
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
  const specs = given.has('input') ? [specOf(config, cwd, given.get('input') as string)] : config?.options.specs
  const flags = config ? new Map([...flagOfOption].filter(([option]) => overrides.has(option))) : flagOfOption
  refuseOneForSeveral(given, specs)
  try {
    return { ...resolveOptions(merged(config?.options, specs, overrides)), flags }
  } catch (error) {
    throw inFlags(config ? inConfig(error, config, cwd, flags) : error, flags)
  }
}

function nothingNamed(): SliceError {
  return new SliceError(
    'no-specs',
    'There is nothing to slice: no input file is named, and there is no unplugin.config.ts here.',
    'Name one, as in “slice-oas --input openapi.yaml”, or declare it in unplugin.config.ts: export default { specs: [\'./openapi.yaml\'] }.',
  )
}

function overridesOf(given: Arguments): Overrides {
  const overrides = new Map<string, unknown>()
  for (const [name, value] of given) {
    const option = FLAGS[name]?.option
    if (option !== undefined && option !== 'input') overrides.set(option, optionValue(option, value))
  }
  return overrides
}

/** Flags are text; the core wants a number where a number is meant, and says what is wrong with anything else. */
function optionValue(option: keyof SliceRequest, value: FlagValue): unknown {
  if (option === 'concurrency' && /^-?\d+(?:\.\d+)?$/.test(String(value))) return Number(value)
  return Array.isArray(value) && value.length === 1 ? value[0] : value
}

/** A declared description keeps what is declared for it, also when it is named on the command line. */
function specOf(config: LoadedConfig | undefined, cwd: string, input: string): string | SliceRequest {
  const isNamed = (spec: unknown): spec is SliceRequest => isRecord(spec) && typeof spec['input'] === 'string' && resolve(cwd, spec['input']) === resolve(cwd, input)
  return { ...declared(config?.options.specs).find(isNamed), input }
}

const declared = (specs: unknown): readonly unknown[] => (Array.isArray(specs) ? specs : [specs])

function refuseOneForSeveral(given: Arguments, specs: unknown): void {
  const name = ['path', 'name'].find((flag) => given.has(flag))
  if (name === undefined || declared(specs).length < 2) return
  throw new SliceError('bad-option', `--${name} is for one description, and the configuration declares ${declared(specs).length}.`, 'Say which one with --input <file>.')
}

/** Flags win over the defaults of the configuration, and over what it says about one description. */
function merged(defaults: Options | undefined, specs: unknown, overrides: Overrides): Options {
  const set = [...overrides].filter(([, value]) => value !== undefined)
  const own = Array.isArray(specs) ? specs.map((spec: unknown) => (isRecord(spec) ? without(spec, overrides) : spec)) : specs
  return { ...without({ ...defaults }, overrides), ...Object.fromEntries(set), specs: own } as Options
}

const without = (record: Readonly<Record<string, unknown>>, keys: Overrides): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !keys.has(key)))

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Says where a refused option stands, unless it came as a flag. */
function inConfig(error: unknown, { file }: LoadedConfig, cwd: string, flags: FlagNames): unknown {
  if (!(error instanceof SliceError) || error.place !== undefined) return error
  const isFlag = [...flags.keys()].some((option) => error.message.includes(`“${option}”`))
  const place = { file: relative(cwd, file), pointer: '#' }
  return isFlag || error.code === 'cannot-convert' ? error : new SliceError(error.code, error.message, error.help, place, { cause: error })
}
