import type { FailedEndpoint, SliceResult } from '../../core/options/request.ts'
import type { Place, RefusalCode } from '../../core/problems.ts'

/** What was found out about one description. */
export interface Checked {
  /** Name of the description. */
  name: string
  /** Its root file, as messages name it. */
  input: string
  /** Absent if the description was refused as a whole. */
  result: SliceResult | undefined
  /** The selected endpoints in source order. */
  endpoints: readonly CheckedEndpoint[]
  refusal: { code: RefusalCode | 'internal'; message: string; help: string; place: Place | undefined } | undefined
}

export interface CheckedEndpoint {
  method: string
  path: string
  failure: FailedEndpoint | undefined
  /** Milliseconds; undefined in reproducible runs. */
  elapsed: number | undefined
}

export interface ReporterContext {
  /** Absolute path that places are relative to. */
  cwd: string
  env: NodeJS.ProcessEnv
  colors: boolean
  debug: boolean
  quiet: boolean
  exitCode: number
}

/** Writes down a whole check, with a newline at its end. */
export type Reporter = (checked: readonly Checked[], context: ReporterContext) => string
