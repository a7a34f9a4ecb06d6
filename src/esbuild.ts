import { createEsbuildPlugin } from 'unplugin'
import { factory, type Plugins } from './unplugin.ts'

const plugin: Plugins['esbuild'] = createEsbuildPlugin(factory) as Plugins['esbuild']
export default plugin
export { plugin as 'module.exports' }
