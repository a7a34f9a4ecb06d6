/** What reads Redocly configurations, with all that may stand in one: much more than the rest, so it is imported when there is one. */
import { BaseResolver, type Config, loadConfig as loadRedoclyConfig, type Source } from '@redocly/openapi-core'
import { nearestName } from './options/nearest-name.ts'

/** Reads a configuration and the files that it extends, and none of the network. @throws Error */
export async function loadConfig({ configPath }: { configPath: string }): Promise<Config> {
  const resolver = new LocalResolver()
  const config = await loadRedoclyConfig({ configPath, externalRefResolver: resolver })
  const [refused] = resolver.refused
  if (refused !== undefined) throw new Error(`it extends ${refused}, and the network is not read`)
  refuseUnknownRules(config)
  return config
}

/** Redocly passes over a rule that it does not know, and nobody would notice that nothing is checked. */
function refuseUnknownRules({ plugins, rules }: Config): void {
  const known = plugins.flatMap((plugin) => [plugin.rules?.oas2, plugin.rules?.oas3].flatMap((some) => Object.keys(some ?? {})))
  const asked = [rules.oas2, rules.oas3_0, rules.oas3_1, rules.oas3_2].flatMap((some) => Object.entries(some))
  const [unknown] = asked.find(([rule, setting]) => setting !== 'off' && !known.includes(rule)) ?? []
  if (unknown === undefined) return
  const nearest = nearestName(unknown, known)
  throw new Error(`it has the rule “${unknown}”, which does not exist${nearest === undefined ? '' : `; did you mean “${nearest}”`}`)
}

/** Redocly goes on without what cannot be read, and rules would be missing without a word. */
class LocalResolver extends BaseResolver {
  readonly refused: string[] = []

  override async loadExternalRef(ref: string): Promise<Source> {
    if (!/^https?:/i.test(ref)) return super.loadExternalRef(ref)
    this.refused.push(ref)
    throw new Error(`${ref} is on the network`)
  }
}
