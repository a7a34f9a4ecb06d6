import type { UnpluginBuildContext } from 'unplugin'
import { type Diagnostic, type Host, PLUGIN } from './host.ts'
import type { Native } from './native.ts'

/** What is needed of a compilation, the same in webpack and Rspack. */
interface Compilation {
  errors: { push(error: Error): unknown }
  warnings: { push(warning: Error): unknown }
  emitAsset(file: string, source: object, info: { development: boolean }): void
}

interface Compiler {
  context: string
  webpack: {
    WebpackError: new (message: string) => Error
    sources: { RawSource: new (source: Buffer) => object }
  }
  getInfrastructureLogger(name: string): { info(text: string): void }
}

export interface WebpackContext {
  compiler: Compiler
  compilation: Compilation
}

/** The compilation behind a build context, in webpack, Rspack and Rsbuild. */
export function webpackContextOf(context: UnpluginBuildContext): WebpackContext | undefined {
  const native = context.getNativeBuildContext?.()
  if (native?.framework !== 'webpack' && native?.framework !== 'rspack') return undefined
  return native.compilation && { compiler: native.compiler, compilation: native.compilation }
}

/** Errors are pushed and not thrown: a throw would end a watcher. */
export function webpackHost(context: UnpluginBuildContext, { compiler, compilation }: WebpackContext, native: Native): Host {
  const { sources, WebpackError } = compiler.webpack
  const logger = compiler.getInfrastructureLogger(PLUGIN)
  const errorFrom = ({ text, place }: Diagnostic): Error => {
    const error = new WebpackError(text)
    return Object.assign(error, {
      hideStack: true,
      ...(place && { file: place.file, loc: { start: { line: place.line, column: place.column } } }),
    })
  }
  return {
    root: native.root ?? compiler.context,
    // Pages do not load slices: as “development” files they are left out of the warnings about large ones, which would list each.
    emit: (file, bytes) =>
      compilation.emitAsset(file, new sources.RawSource(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)), {
        development: true,
      }),
    watch: (file) => context.addWatchFile(file),
    log: native.log ?? ((text) => logger.info(text)),
    warn: (diagnostic) => void compilation.warnings.push(errorFrom(diagnostic)),
    fail: (diagnostics) => {
      for (const diagnostic of diagnostics) compilation.errors.push(errorFrom(diagnostic))
    },
  }
}
