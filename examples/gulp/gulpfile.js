import gulp from 'gulp'
import slices from 'unplugin-openapi-slice/gulp'

export default () => gulp.src('../openapi.yaml').pipe(slices()).pipe(gulp.dest('dist/slices'))
