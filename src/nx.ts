import { createNodes } from './nx/create-nodes.ts'

/** The plugin for Nx: `"plugins": ["unplugin-openapi-slice/nx"]` in `nx.json`. */
export const name = 'unplugin-openapi-slice'

// The same under two names: the first is that of Nx 21 and newer, the second that of older ones.
export { createNodes, createNodes as createNodesV2 }
export type { NxOptions } from './nx/create-nodes.ts'
