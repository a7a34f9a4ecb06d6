import { createNodes } from './nx/create-nodes.ts'

/** The plugin for Nx: `"plugins": ["unplugin-openapi-slice/nx"]` in `nx.json`. */
export const name = 'unplugin-openapi-slice'

// The same under two names: the second is the one that older versions of Nx ask for.
export { createNodes, createNodes as createNodesV2 }
export type { NxOptions } from './nx/create-nodes.ts'
