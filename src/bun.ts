import { createBunPlugin } from 'unplugin'
import { factory, type Plugins } from './unplugin.ts'

const plugin: Plugins['bun'] = createBunPlugin(factory) as Plugins['bun']
export default plugin
export { plugin as 'module.exports' }
