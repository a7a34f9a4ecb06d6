import { unplugin } from './unplugin.ts'

const plugin: typeof unplugin.rsbuild = unplugin.rsbuild
export default plugin
export { plugin as 'module.exports' }
