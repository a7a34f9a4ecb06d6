import type { UnpluginBuildContext } from 'unplugin'
import type { LoaderOptions } from '../virtual-loader.ts'
import { type Diagnostic, type Host, PLUGIN } from './host.ts'
import type { Native } from './native.ts'
import { type Remover, staleFiles } from './stale.ts'
import { connectVirtual, type VirtualCompiler } from './webpack-virtual.ts'
import type { Works } from './work.ts'

/** What is needed of a compilation, the same in webpack and Rspack. */
interface Compilation {
  errors: { push(error: Error): unknown }
  warnings: { push(warning: Error): unknown }
  emitAsset(file: string, source: object, info: { development: boolean; minimized: boolean }): void
}

/** Where output goes: the disk, or the memory of a development server. */
interface OutputFileSystem {
  unlink?(path: string, done: (error?: Error | null) => void): void
  rmdir?(path: string, done: (error?: Error | null) => void): void
}

export interface Compiler extends VirtualCompiler {
  /** Of the environment, in Rsbuild. */
  name?: string | undefined
  context: string
  outputPath: string
  outputFileSystem: OutputFileSystem | null
  hooks: VirtualCompiler['hooks'] & { afterEmit: { tapPromise(name: string, action: () => Promise<void>): void } }
  webpack: {
    WebpackError: new (message: string) => Error
    sources: { RawSource: new (source: Buffer) => object }
  }
  getInfrastructureLogger(name: string): { info(text: string): void }
}

/** What is needed of the context of our loader. */
interface LoaderContext {
  _compilation: Compilation
  addDependency(file: string): void
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
export function webpackHost(
  context: Pick<UnpluginBuildContext, 'addWatchFile'>,
  { compiler, compilation }: WebpackContext,
  native: Native,
): Host {
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
    root: compiler.context,
    // Pages do not load slices: as “development” files they are left out of the warnings about large ones, which would list each.
    // As “minimized” ones they stay as they are; webpack would rewrite the page, whose policy names its script by its hash.
    emit: (file, bytes) =>
      compilation.emitAsset(file, new sources.RawSource(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)), {
        development: true,
        minimized: true,
      }),
    watch: (file) => context.addWatchFile(file),
    log: native.log ?? ((text) => logger.info(text)),
    warn: (diagnostic) => void compilation.warnings.push(errorFrom(diagnostic)),
    fail: (diagnostics) => {
      for (const diagnostic of diagnostics) compilation.errors.push(errorFrom(diagnostic))
    },
  }
}

/**
 * What a compiler is told before it starts. Of the output that a watcher writes again and again, what is old goes;
 * `output.clean` does so too, but few have set it.
 */
export function connectWebpack(compiler: Compiler, works: Works, native: Native): void {
  const { slicing, virtual } = works(compiler.context)
  const modules = virtual.join(compiler)
  const code: LoaderOptions['code'] = async (id, context) => {
    const loader = context as LoaderContext
    try {
      return await modules.code(id, webpackHost({ addWatchFile() {} }, { compiler, compilation: loader._compilation }, native))
    } finally {
      // A compiler that is to have no slices has been told of no files, and the slices may have been made for another one.
      const inputs = native.keepsAssets(compiler.name) ? [] : modules.slicings.flatMap((slicing) => [...slicing.inputs])
      for (const file of inputs) loader.addDependency(file)
    }
  }
  if (modules.isFirst) connectVirtual(compiler, code)
  if (!native.keepsAssets(compiler.name)) return
  const stale = staleFiles()
  compiler.hooks.afterEmit.tapPromise(PLUGIN, () => stale.remove(compiler.outputPath, slicing.last.files.keys(), removerOf(compiler)))
}

function removerOf(compiler: Pick<Compiler, 'outputFileSystem'>): Remover {
  const call = (method: 'unlink' | 'rmdir', path: string): Promise<void> =>
    new Promise((resolve) => {
      const { outputFileSystem } = compiler
      if (outputFileSystem?.[method]) outputFileSystem[method](path, () => resolve())
      else resolve()
    })
  return { file: (path) => call('unlink', path), folder: (path) => call('rmdir', path) }
}
