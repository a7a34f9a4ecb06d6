import { unplugin } from './unplugin.ts'

const plugin: typeof unplugin.farm = unplugin.farm
export default plugin
export { plugin as 'module.exports' }
