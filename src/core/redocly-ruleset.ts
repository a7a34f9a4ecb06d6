/** What reads Redocly configurations, with all that may stand in one: much more than the rest, so it is imported when there is one. */
import { BaseResolver, type Config, loadConfig as loadRedoclyConfig, type Source } from '@redocly/openapi-core'

/** Reads a configuration and the files that it extends, and none of the network. @throws Error */
export async function loadConfig({ configPath }: { configPath: string }): Promise<Config> {
  const resolver = new LocalResolver()
  const config = await loadRedoclyConfig({ configPath, externalRefResolver: resolver })
  const [refused] = resolver.refused
  if (refused !== undefined) throw new Error(`it extends ${refused}, and the network is not read`)
  return config
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
