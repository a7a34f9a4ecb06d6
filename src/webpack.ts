import { unplugin } from './unplugin.ts'

const plugin: typeof unplugin.webpack = unplugin.webpack
export default plugin
export { plugin as 'module.exports' }
