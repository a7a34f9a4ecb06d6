import { unplugin } from './unplugin.ts'

const plugin: typeof unplugin.bun = unplugin.bun
export default plugin
export { plugin as 'module.exports' }
