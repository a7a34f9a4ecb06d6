import { resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { UnpluginOptions } from 'unplugin'
import type { Native } from './native.ts'
import type { ViteServing } from './serve/vite.ts'
import { rootOf } from './rollup.ts'
import { RESOLVED } from './virtual-ids.ts'
import type { Works } from './work.ts'

type VitePlugin = NonNullable<UnpluginOptions['vite']>

interface Logger {
  info(message: string, options?: object): void
}

/** The hooks that only Vite has. */
export function viteHooks(works: Works, native: Native): VitePlugin {
  let serving: ViteServing | undefined
  let base = '/'
  return {
    // One instance for all environments of a build, so that they share what the first has sliced.
    sharedDuringBuild: true,
    configResolved(config) {
      const { root, command, logger } = config
      const { slicing, virtual } = works(root)
      virtual.join(config)
      base = config.base
      native.root = root
      native.isServing = command === 'serve'
      native.isTesting = native.isServing && process.env['VITEST'] !== undefined
      const info = logger.info.bind(logger)
      native.log = (text) => info(text)
      foldAssets(logger, info, (file) => slicing.last.files.has(file))
    },
    async configureServer(server) {
      if (native.isTesting) return
      const { serveInVite } = await import('./serve/vite.ts')
      const { slicing, virtual } = works(server.config.root)
      serving = serveInVite(server, slicing, virtual.latest)
    },
    async watchChange(file) {
      const { slicing, virtual } = works(rootOf(this, native))
      if (native.isTesting && slicing.inputs.has(resolve(file))) await virtual.latest.begin(undefined)
      await serving?.watchChange(file)
    },
    hotUpdate(options) {
      return serving?.hotUpdate(this.environment.moduleGraph, options)
    },
    // Only asked in Vite 5, which does not know the other.
    handleHotUpdate(options) {
      return serving?.hotUpdate(options.server.moduleGraph, options)
    },
    ...devtools(() => base),
    ...vitest,
  }
}

/** What is used of Vitest: a name for each version, before 4 none. */
interface VitestContext {
  defineCacheKeyGenerator?(generate: CacheKeyGenerator): void
  experimental_defineCacheKeyGenerator?(generate: CacheKeyGenerator): void
}

type CacheKeyGenerator = (module: { id: string }) => false | undefined

/** Vitest has modules on the disk by what their files hold. Ours have no file, so that old ones would be taken for new ones. */
const vitest: object = {
  configureVitest(context: VitestContext) {
    const uncached: CacheKeyGenerator = ({ id }) => (RESOLVED.test(id) ? false : undefined)
    if (context.defineCacheKeyGenerator) context.defineCacheKeyGenerator(uncached)
    else context.experimental_defineCacheKeyGenerator?.(uncached)
  },
}

/** A slice taken out of a disc, as on the page; icons by name would be fetched from the network. */
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#0d6e6e" d="M11 3a9 9 0 1 0 10 10H11z"/><path fill="#d9532c" d="M14 2v8h8a8 8 0 0 0-8-8z"/></svg>',
)}`

/** A place among Vite's developer tools, where these are installed. */
const devtools = (base: () => string): object => ({
  devtools: {
    setup(context: { docks?: { register(dock: object): void } }) {
      const url = `${base()}__openapi-slice/`
      context.docks?.register({ id: 'openapi-slice', title: 'OpenAPI slices', icon: ICON, type: 'iframe', url })
    },
  },
})

/** Vite prints a line for each file of a build. Thousands of slices would bury the rest; our summary has their number. */
function foldAssets(logger: Logger, info: Logger['info'], isAsset: (file: string) => boolean): void {
  logger.info = (message, options) => {
    const kept = message.split('\n').filter((line) => !namesAsset(line, isAsset))
    if (kept.length > 0) info(kept.join('\n'), options)
  }
}

/** A line of the list begins with the output folder and the file, then come columns: `dist/slices/a.yaml   1.0 kB`. */
function namesAsset(line: string, isAsset: (file: string) => boolean): boolean {
  const [path = ''] = stripVTControlCharacters(line)
    .trim()
    .split(/\s{2,}/)
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
    if (isAsset(path.slice(slash + 1))) return true
  }
  return false
}
