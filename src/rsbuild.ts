import { createRsbuildPlugin } from 'unplugin'
import { factory, type Plugins } from './unplugin.ts'

const plugin: Plugins['rsbuild'] = createRsbuildPlugin(factory) as Plugins['rsbuild']
export default plugin
export { plugin as 'module.exports' }
