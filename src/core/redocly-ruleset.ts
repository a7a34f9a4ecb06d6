/** What reads Redocly configurations, with all that may stand in one: much more than the rest, so it is imported when there is one. */
import {
  BaseResolver,
  type Config,
  ConfigTypes,
  type Document,
  loadConfig as loadRedoclyConfig,
  type ResolveError,
  YamlParseError,
} from '@redocly/openapi-core'
import { basename } from 'node:path'
import { isArray, isObject, type Json, own } from './model/json.ts'
import { kindOf } from './model/kinds.ts'
import { nearestName } from './options/nearest-name.ts'
import type { SpecVersion } from './redocly.ts'

/** The file of a configuration is no YAML. */
export class BrokenRuleset extends Error {
  /** What is wrong, in a few words. */
  readonly reason: string
  /** Where, if that is known. */
  readonly spot: { line: number; column: number } | undefined

  constructor(error: YamlParseError) {
    super('is not valid YAML', { cause: error })
    // Behind these words stand the absolute path and the place.
    this.reason = error.message.replace(/ in ".*" \(\d+:\d+\)$/s, '')
    this.spot = spotOf(error)
  }
}

/** Reads a configuration and the files that it extends, and none of the network. @throws BrokenRuleset, Error */
export async function loadConfig({ configPath }: { configPath: string }): Promise<Config> {
  const resolver = new LocalResolver()
  const config = await loadRedoclyConfig({ configPath, externalRefResolver: resolver }).catch((error: unknown) => {
    if (error instanceof YamlParseError && error.source.absoluteRef === configPath) throw new BrokenRuleset(error)
    const flaw = resolver.flaws[0] ?? (error instanceof RangeError ? 'it extends itself, or what it extends does' : undefined)
    throw flaw === undefined ? error : new Error(flaw, { cause: error })
  })
  const [flaw] = resolver.flaws
  if (flaw !== undefined) throw new Error(flaw)
  return config
}

/** Redocly takes any file for a configuration, also a description, and nobody would notice that nothing is checked. */
export function hasRules({ document }: Config): boolean {
  const root = document?.parsed as Json | undefined
  return isObject(root) && RULES.some((name) => Object.hasOwn(root, name))
}

/** What may have rules in it, or bring some along. */
const RULES: readonly string[] = [
  ...['extends', 'plugins', 'apis'],
  ...Object.entries(ConfigTypes['ConfigRoot']!.properties).flatMap(([name, type]) => (type === 'Rules' ? [name] : [])),
]

/** Redocly passes over a rule that it does not know, and nobody would notice that nothing is checked. @returns one, as messages name it */
export function unknownRule({ plugins, rules }: Config, version: SpecVersion): string | undefined {
  // Of other kinds of documents too, for which the same file may be used.
  const known = plugins.flatMap((plugin) => Object.values(plugin.rules ?? {}).flatMap((some) => Object.keys(some)))
  const [unknown] = Object.entries(rules[version]).find(([rule, setting]) => !isOff(setting) && !known.includes(rule)) ?? []
  if (unknown === undefined) return undefined
  const nearest = nearestName(unknown, known)
  return `“${unknown}”${nearest === undefined ? '' : ` (did you mean “${nearest}”?)`}`
}

const SEVERITIES: readonly unknown[] = ['error', 'warn', 'off']

/** Redocly takes every severity that it does not know for an error. @returns one, as messages name it */
export function unknownSeverity({ rules }: Config, version: SpecVersion): string | undefined {
  const settings = Object.entries<unknown>(rules[version]).flatMap(([rule, setting]): [rule: unknown, setting: unknown][] =>
    isArray(setting) ? setting.map((one) => [own(one, 'assertionId'), one]) : [[rule, setting]],
  )
  for (const [rule, setting] of settings) {
    const severity = isObject(setting) ? (own(setting, 'severity') ?? 'error') : setting || 'off'
    if (!SEVERITIES.includes(severity)) return `${JSON.stringify(severity)} for “${String(rule)}”`
  }
  return undefined
}

const isOff = (setting: unknown): boolean => setting === 'off' || own(setting, 'severity') === 'off'

/** Redocly goes on without what cannot be read, and rules would be missing without a word; by what it cannot use, it is thrown. */
class LocalResolver extends BaseResolver {
  readonly flaws: string[] = []

  override async resolveDocument<T>(
    base: string | null,
    ref: string,
    isRoot?: boolean,
  ): Promise<Document<T> | ResolveError | YamlParseError> {
    if (/^https?:/i.test(this.resolveExternalRef(base, ref))) {
      this.flaws.push(`it extends ${ref}, and the network is not read`)
      throw new Error(`${ref} is on the network`)
    }
    const document = await super.resolveDocument<T>(base, ref, isRoot).catch((error: unknown) => {
      this.flaws.push(`${isRoot ? `beside it is ${basename(ref)}` : `it extends ${ref}`}, which ${troubleOf(error)}`)
      throw error
    })
    const flaw = 'parsed' in document ? flawOf(own(document.parsed as Json, 'extends')) : undefined
    if (flaw !== undefined) this.flaws.push(isRoot ? `its ${flaw}` : `it extends ${ref}, whose ${flaw}`)
    return document
  }
}

const spotOf = ({ line, col }: YamlParseError): { line: number; column: number } | undefined =>
  Number.isNaN(line) ? undefined : { line, column: col }

function troubleOf(error: unknown): string {
  if (!(error instanceof YamlParseError)) return 'cannot be read'
  const spot = spotOf(error)
  return `is not valid YAML${spot ? ` (line ${spot.line}, column ${spot.column})` : ''}`
}

/** What is wrong with a list of configurations to extend, to follow “its”. */
function flawOf(list: Json | undefined): string | undefined {
  if (list === undefined || list === null) return undefined
  if (!isArray(list)) return `“extends” is ${kindOf(list)} instead of a list`
  const other = list.find((name) => typeof name !== 'string')
  return other === undefined ? undefined : `“extends” has something that is ${kindOf(other)} instead of a text`
}
