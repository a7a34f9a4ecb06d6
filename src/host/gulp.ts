import { dirname, posix, relative, resolve } from 'node:path'
import { type LoadedConfig, loadConfig } from '../config.ts'
import type { Options } from '../core/options/options.ts'
import type { SliceRequest } from '../core/options/request.ts'
import { resolveOptions } from '../core/options/resolve-options.ts'
import type { ResolvedRequest } from '../core/options/resolve-request.ts'
import { SliceError } from '../core/problems.ts'
import { safeName } from '../core/slice/file-names.ts'
import { memorySink } from '../core/write/sink.ts'
import { failuresOf, refusalOf, warningsOf } from './diagnostics.ts'
import { fileStream, type Push } from './file-stream.ts'
import { type Diagnostic, PLUGIN } from './host.ts'
import { runTold } from './told.ts'
import { bytesOf, folderOf, sibling, type VinylFile } from './vinyl.ts'

/** Options of the Gulp plugin. What is sliced comes from `gulp.src`, and where it goes from `gulp.dest`. */
export interface GulpOptions extends Omit<SliceRequest, (typeof ELSEWHERE)[number]> {
  /** Whether failed endpoints fail the task. @default 'error' */
  failOn?: 'error' | 'never'
  /** Whether each description gets a folder, named after its file. @default if there are several */
  folders?: boolean
}

const ELSEWHERE = ['input', 'name', 'outDir', 'force'] as const

/** What is to be done with one file. */
interface Job {
  request: ResolvedRequest
  failOn: Options['failOn']
  /** Folder that relative paths in the request start from. */
  cwd: string
}

/**
 * A stream that turns descriptions into their slices, with index and report. Without options it takes those that
 * `unplugin.config.ts` has, for the description itself or for all. @throws TaskError if options are wrong
 */
export function sliceFiles(options: GulpOptions | undefined): NodeJS.ReadWriteStream {
  const { folders, ...given } = checked(options ?? {})
  const failures: Diagnostic[] = []
  const names = new Map<string, string>()
  let config: Promise<LoadedConfig | undefined> | undefined
  let held: VinylFile | undefined
  let isOneOfSeveral = false
  const stream = fileStream<VinylFile>({
    async each(file, push, signal) {
      if (file.contents === null) return push(file)
      if (folders !== undefined) return sliceFile(file, folders, push, signal)
      // Only the next one tells whether this is one of several.
      const previous = held
      held = file
      if (!previous) return
      isOneOfSeveral = true
      await sliceFile(previous, true, push, signal)
    },
    async end(push, signal) {
      if (held) await sliceFile(held, isOneOfSeveral, push, signal)
      if (failures.length > 0) throw new TaskError(failures)
    },
  })
  return stream as unknown as NodeJS.ReadWriteStream

  /** A description that fails keeps none of the others from being sliced. */
  async function sliceFile(file: VinylFile, isInFolder: boolean, push: Push<VinylFile>, signal: AbortSignal): Promise<void> {
    try {
      const { request, failOn, cwd } = await jobOf(file)
      const folder = claimed(file, posix.join(folderOf(file), isInFolder ? request.name : ''))
      const contents = new Map([[file.path, await bytesOf(file)]])
      const sink = memorySink((name, bytes) => push(sibling(file, posix.join(folder, name), bytes)))
      const result = await runTold({ ...request, outDir: folder }, { cwd, sink, signal, contents }, (text) => console.log(said(text)))
      const failed = failuresOf(result, cwd)
      if (failOn === 'error') failures.push(...failed)
      const warnings = failOn === 'error' ? warningsOf(result, cwd) : [...warningsOf(result, cwd), ...failed]
      for (const { text } of warnings) console.warn(said(text))
    } catch (error) {
      failures.push(refusalOf(error, process.cwd()))
    }
  }

  async function jobOf(file: VinylFile): Promise<Job> {
    if (options) return jobFrom(given, {}, file, file.cwd)
    config ??= loadConfig(file.cwd)
    const found = await config
    return found ? configuredJob(found, file) : jobFrom({}, {}, file, file.cwd)
  }

  /** Two descriptions must not write each other's files. */
  function claimed(file: VinylFile, folder: string): string {
    const other = names.get(folder.toLowerCase())
    if (other !== undefined) {
      throw new SliceError(
        'bad-option',
        `The slices of ${other} and ${file.relative} would be in the same folder ${folder || '.'}.`,
        folders === false ? 'Leave out “folders: false”, or slice them in tasks of their own.' : 'Slice them in tasks of their own.',
      )
    }
    names.set(folder.toLowerCase(), file.relative)
    return folder
  }
}

/** What the configuration says about a description, or about all. */
function configuredJob({ file: configFile, options: { specs, ...defaults } }: LoadedConfig, file: VinylFile): Job {
  const cwd = dirname(configFile)
  const own = typeof specs === 'object' ? specs.find((spec) => typeof spec === 'object' && resolve(cwd, spec.input) === file.path) : {}
  return jobFrom(defaults, typeof own === 'object' ? own : {}, file, cwd)
}

function jobFrom(defaults: Omit<Options, 'specs'>, own: Partial<SliceRequest>, { path, stem }: VinylFile, cwd: string): Job {
  const { requests, failOn } = resolveOptions({ ...defaults, specs: [{ ...own, input: relative(cwd, path) }] })
  return { request: { ...requests[0]!, name: safeName(own.name ?? stem) }, failOn, cwd }
}

/** Refuses what cannot be right before any file comes. */
function checked(options: GulpOptions): GulpOptions {
  try {
    const wrong = ELSEWHERE.find((name) => name in options)
    if (wrong !== undefined) {
      const instead =
        wrong === 'input' || wrong === 'name' ? 'What is sliced comes from gulp.src.' : 'Where the slices go is told to gulp.dest.'
      throw new SliceError('bad-option', `The option “${wrong}” has no meaning in Gulp.`, instead)
    }
    const { folders, ...rest } = options
    if (folders !== undefined && typeof folders !== 'boolean') {
      throw new SliceError(
        'bad-option',
        `The option “folders” is ${JSON.stringify(folders)}; it must be true or false.`,
        'Set it to one of them.',
      )
    }
    resolveOptions({ ...rest, specs: 'openapi.yaml' })
    return options
  } catch (error) {
    throw new TaskError([refusalOf(error, process.cwd())])
  }
}

const said = (text: string): string => `[${PLUGIN}] ${text}`

/** An error as Gulp shows it: who it is from and what it is about, without a stack. */
class TaskError extends Error {
  override readonly name = PLUGIN
  readonly plugin = PLUGIN
  readonly showStack = false
  readonly fileName: string | undefined
  readonly lineNumber: number | undefined

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ text }) => text).join('\n\n'))
    const place = diagnostics.find((diagnostic) => diagnostic.place)?.place
    this.fileName = place?.file
    this.lineNumber = place?.line
  }
}
