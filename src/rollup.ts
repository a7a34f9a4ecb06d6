import { createRollupPlugin } from 'unplugin'
import { factory, type Plugins } from './unplugin.ts'

const plugin: Plugins['rollup'] = createRollupPlugin(factory) as Plugins['rollup']
export default plugin
export { plugin as 'module.exports' }
