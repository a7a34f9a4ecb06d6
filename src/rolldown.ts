import { createRolldownPlugin } from 'unplugin'
import { factory, type Plugins } from './unplugin.ts'

const plugin: Plugins['rolldown'] = createRolldownPlugin(factory) as Plugins['rolldown']
export default plugin
export { plugin as 'module.exports' }
