import { unplugin } from './unplugin.ts'

const plugin: typeof unplugin.rollup = unplugin.rollup
export default plugin
export { plugin as 'module.exports' }
