import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { LoaderOptions } from '../virtual-loader.ts'
import { PLUGIN } from './host.ts'
import { isVirtual } from './virtual-ids.ts'

/** What is used of a compiler, the same in webpack and Rspack. */
export interface VirtualCompiler {
  options: { module: { rules: unknown[] } }
  hooks: {
    compilation: { tap(name: string, action: (compilation: object, parameters: { normalModuleFactory: ModuleFactory }) => void): void }
  }
}

interface ModuleFactory {
  hooks: {
    resolveForScheme: {
      for(scheme: string): { tapPromise(name: string, action: (resource: ResourceData) => Promise<true | undefined>): void }
    }
  }
}

interface ResourceData {
  resource: string
  path?: string
  query?: string
  fragment?: string
}

/**
 * Lets a compiler resolve virtual modules to the file of our loader, with their ids as queries. Only what begins with
 * `virtual:` comes here, so nothing else is slower for it. An id is written in hexadecimal digits: rules of users for
 * queries such as `raw` would take it for one of theirs where a name has such letters.
 */
export function connectVirtual({ options, hooks }: VirtualCompiler, code: LoaderOptions['code']): void {
  const loader = loaderFile()
  options.module.rules.unshift({
    resource: loader,
    resourceQuery: /^\?[\da-f]+$/,
    type: 'javascript/auto',
    use: [{ loader, options: { code } satisfies LoaderOptions }],
  })
  hooks.compilation.tap(PLUGIN, (_, { normalModuleFactory }) => {
    normalModuleFactory.hooks.resolveForScheme.for('virtual').tapPromise(PLUGIN, async (data) => {
      if (!isVirtual(data.resource)) return undefined
      const query = `?${Buffer.from(data.resource).toString('hex')}`
      Object.assign(data, { resource: loader + query, path: loader, query, fragment: '' })
      return true
    })
  })
}

/** The package finds itself by its name, from the sources and from the build alike. */
const loaderFile = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('unplugin-openapi-slice/package.json')), 'dist/virtual-loader.js')
