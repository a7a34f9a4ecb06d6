import type { Options } from '../../src/index.ts'
import type { HostName } from './support.ts'

/** A project to build: a folder with `entry.js`, which is the working folder while it is built. */
export interface Project {
  root: string
  /** Absolute; the slices are expected in `slices` inside. */
  outDir: string
  /** What the plugin is called with. */
  options: Options | undefined
  /** What further instances of it are called with. */
  others?: Options[]
}

/** An error or warning as the host's interface gives it. */
export interface Report {
  severity: 'error' | 'warning'
  text: string
  /** Where the host itself says it is; line and column count from 1. */
  place: { file: string; line: number; column: number } | undefined
}

/** What became of a build, as the host tells it. */
export interface Outcome {
  failed: boolean
  reports: Report[]
}

/** Builds again and again. */
export interface Watcher {
  /** Settles when the watcher has ended by itself. */
  ended?: Promise<void>
  close(): Promise<void>
}

/** One bundler, driven by its own interface. */
export interface TestHost {
  name: HostName
  build(project: Project): Promise<Outcome>
  /** Calls `onBuilt` after each build, and `onChange`, where the host tells that, with each file that was seen to change. */
  watch(project: Project, onBuilt: (outcome: Outcome) => void, onChange?: (file: string) => void): Promise<Watcher>
}

/** A build that rejects is a build that failed. */
export const failedBy = (error: unknown, warnings: readonly Report[] = []): Outcome => ({
  failed: true,
  // Rolldown, and Vite with it, rejects with an error that holds the others.
  reports: [...warnings, ...((error as RolldownError).errors ?? [error as RollupMessage]).map((each) => rollupReport('error', each))],
})

interface RolldownError {
  errors?: RollupMessage[]
}

interface RollupMessage {
  message: string
  loc?: { file?: string | undefined; line: number; column: number } | undefined
}

/** Columns count from 0 there. */
export const rollupReport = (severity: Report['severity'], { message, loc }: RollupMessage): Report => ({
  severity,
  text: message,
  place: loc?.file === undefined ? undefined : { file: loc.file, line: loc.line, column: loc.column + 1 },
})

/** What webpack and Rspack have in the statistics of a build. */
interface Stats {
  hasErrors(): boolean
  toJson(options: object): {
    errors?: { message: string; file?: string; loc?: string }[]
    warnings?: { message: string; file?: string; loc?: string }[]
  }
}

export function webpackOutcome(error: unknown, stats: Stats | undefined): Outcome {
  if (!stats) return failedBy(error)
  const { errors = [], warnings = [] } = stats.toJson({ all: false, errors: true, warnings: true })
  const report = (severity: Report['severity'], { message, file, loc }: { message: string; file?: string; loc?: string }): Report => {
    const [line, column] = loc?.split(':').map(Number) ?? []
    return { severity, text: message, place: file !== undefined && line && column ? { file, line, column } : undefined }
  }
  return {
    failed: stats.hasErrors(),
    reports: [...warnings.map((warning) => report('warning', warning)), ...errors.map((each) => report('error', each))],
  }
}
