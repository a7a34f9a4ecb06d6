import { createFarmPlugin } from 'unplugin'
import { factory, type Plugins } from './unplugin.ts'

const plugin: Plugins['farm'] = createFarmPlugin(factory) as Plugins['farm']
export default plugin
export { plugin as 'module.exports' }
