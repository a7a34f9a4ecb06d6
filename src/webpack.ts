import { createWebpackPlugin } from 'unplugin'
import { factory, type Plugins } from './unplugin.ts'

const plugin: Plugins['webpack'] = createWebpackPlugin(factory) as Plugins['webpack']
export default plugin
export { plugin as 'module.exports' }
