import { unplugin } from './unplugin.ts'

const plugin: typeof unplugin.vite = unplugin.vite
export default plugin
export { plugin as 'module.exports' }
