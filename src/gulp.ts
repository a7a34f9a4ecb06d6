import { type GulpOptions, sliceFiles } from './host/gulp.ts'

/**
 * The plugin for Gulp: `gulp.src('openapi.yaml').pipe(slices()).pipe(gulp.dest('slices'))`.
 *
 * @param options without them, `unplugin.config.ts` is read
 */
const plugin = (options?: GulpOptions): NodeJS.ReadWriteStream => sliceFiles(options)

export default plugin
export type { GulpOptions }
export { plugin as 'module.exports' }
