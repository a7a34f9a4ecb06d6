import { createVitePlugin } from 'unplugin'
import { factory, type Plugins } from './unplugin.ts'

const plugin: Plugins['vite'] = createVitePlugin(factory) as Plugins['vite']
export default plugin
export { plugin as 'module.exports' }
