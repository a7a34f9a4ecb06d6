import { createRspackPlugin } from 'unplugin'
import { factory, type Plugins } from './unplugin.ts'

const plugin: Plugins['rspack'] = createRspackPlugin(factory) as Plugins['rspack']
export default plugin
export { plugin as 'module.exports' }
