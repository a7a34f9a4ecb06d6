import type { Problem } from '../problems.ts'

/** What to slice and how. Every front end turns its own input into this. */
export interface SliceRequest {
  /** The root file of the description. */
  input: string
  /** Name of the description in messages, and of its folder when several are sliced. @default the file's name without extension */
  name?: string
  /** Where the slices go. @default 'slices' */
  outDir?: string

  /** Paths to slice, such as `/users/*` or `/users/**`; `#GET` behind a pattern limits it to one method, in any case. @default all */
  filter?: string | readonly string[]
  /** How `filter` and `exclude` are read. @default 'glob' */
  filterType?: 'glob' | 'regex'
  /** HTTP methods, in any case. @default all */
  methods?: string | readonly string[]
  /** Tags, as names or globs; an operation without tags is not selected then. @default all */
  tags?: string | readonly string[]
  /** Operation ids, as names or globs; an operation without one is not selected then. @default all */
  operationIds?: string | readonly string[]
  /** Paths to leave out; wins over everything above. @default none */
  exclude?: string | readonly string[]
  /** `true`: only deprecated operations; `false`: only those that are not. @default both */
  deprecated?: boolean
  /** Lets filters select nothing: a warning instead of an error. @default false */
  allowEmpty?: boolean
  /** Slices webhooks too, as `webhook-{name}_{METHOD}`. @default false */
  webhooks?: boolean

  /** Version of the slices: `auto` keeps the source's, `3.1.x` takes the newest of a family, `3.1.0` that one. @default 'auto' */
  outputVersion?: 'auto' | '3.0.x' | '3.1.x' | '3.2.x' | (string & {})
  /** Fails endpoints that lose something in conversion; otherwise a loss is a warning. @default false */
  strict?: boolean
  /** Format of the slices. @default 'yaml' */
  format?: 'yaml' | 'json'
  /** JSON without spaces and line ends. @default false */
  minify?: boolean
  /** A comment at the top of slices in YAML: endpoint, source and its version. @default false */
  header?: boolean
  /** Writes `index.csv`. @default true */
  csv?: boolean
  /** Writes `llms.txt`, which links to every slice, for language-model tools. @default false */
  llms?: boolean
  /** Writes `report.html`, a page to look at the slices with. @default false */
  report?: boolean
  /** `by-prefix` makes a folder per first path segment. @default 'flat' */
  layout?: 'flat' | 'by-prefix'
  /** What shares a file; a function gives the name of an endpoint's group. @default 'endpoint' */
  groupBy?: GroupBy
  /** Slices in flight at once, 1 to 16. @default 4 */
  concurrency?: number
  /** One of several parts of the run, such as `2/8`, for a machine of its own; `slice-oas merge` joins them. @default all of it */
  shard?: string
  /** Checks and reports, and writes nothing. @default false */
  dryRun?: boolean
  /** Overwrites files in the output folder that an earlier run did not write. @default false */
  force?: boolean
  /** Largest output of a run, in bytes or as `'500 MB'`; never more than there is room for, unless it is `Infinity`. @default '10 GB' */
  maxOutput?: number | string

  /** Remembers runs, so that the next one does only what has become necessary. What is written is the same without. @default true */
  cache?: boolean
  /** Where runs are remembered. @default 'node_modules/.cache/unplugin-openapi-slice', if there is a `node_modules` */
  cacheDir?: string

  /** What becomes of an endpoint with an error that the source has already. @default 'fail' */
  inherited?: 'fail' | 'warn'
  /**
   * `once` checks each part of the description once, and slices only where their parts do not decide; `each` checks every
   * slice by itself. The verdicts are the same. @default 'once'
   */
  validate?: 'once' | 'each'
  /** Redocly configuration (`redocly.yaml`) whose rules are checked beside the specification's. @default none */
  ruleset?: string
  /**
   * Folders and origins (`https://example.com`) that references may lead to, beside the working folder and the input's.
   * @default none
   */
  allow?: string | readonly string[]
  /** Takes along schemas that build on one with a discriminator through `allOf`. @default true */
  subtypes?: boolean
  /** Whether a `$ref` in example data keeps the component it names; the data itself never changes. @default 'keep' */
  refsInData?: 'keep' | 'literal'
  /** Which `x-` fields of the root go into every slice. @default true */
  rootExtensions?: boolean | readonly string[]

  /** Called before anything is written, with what will be. */
  onForecast?: (forecast: Forecast) => void
  /** Called when an endpoint is done, in order of completion. */
  onProgress?: (progress: Progress) => void
}

export type GroupBy = 'endpoint' | 'path' | 'tag' | 'prefix' | ((endpoint: EndpointFacts) => string)

/** What a grouping function is told about an endpoint. */
export interface EndpointFacts {
  readonly path: string
  /** In capitals; a further one of 3.2 (`additionalOperations`) as it is written. */
  readonly method: string
  readonly operationId: string | undefined
  readonly summary: string | undefined
  readonly tags: readonly string[]
  readonly deprecated: boolean
}

export interface Forecast {
  /** Slices, those in files that are kept too. */
  files: number
  /** All of them together, exactly, if every endpoint passes. */
  bytes: number
}

/** What the time of a run goes into; `check` reads back what was rendered, `other` is what is none of the others. */
export type Stage =
  | ('load' | 'link' | 'select' | 'convert' | 'reuse' | 'slice' | 'render' | 'check' | 'validate' | 'write' | 'index')
  | ('report' | 'other')

export interface Progress {
  /** Endpoints done so far, failed ones included. */
  done: number
  total: number
  failed: number
  /** The endpoint that was just done, such as `GET /users`. */
  endpoint: string
}

export interface FailedEndpoint {
  path: string
  method: string
  /** The phase that failed, 1 to 7. */
  phase: number
  /** In plain words. */
  reason: string
  /** What to do about it. */
  help: string
  /** Where in the source, as `openapi.yaml:12:5`. */
  place: string | undefined
}

export interface OutputFile {
  /** Relative to the output folder, with forward slashes. */
  file: string
  /** Bytes. */
  size: number
  /** The endpoints in it, as `GET /users`. */
  endpoints: readonly string[]
}

export interface SliceResult {
  /** Name of the description. */
  name: string
  /** Endpoints selected; always `extracted + failed`. */
  total: number
  extracted: number
  failed: number
  /** Share of the selected endpoints that passed validation, 0 to 1. */
  passRate: number
  /** Milliseconds. */
  elapsed: number
  /** Milliseconds by stage, which together are `elapsed`; empty if nothing had to be done. */
  timings: Partial<Record<Stage, number>>
  /** Folder of the output, as given. */
  outDir: string
  /** Path of the index, if one was written. */
  indexPath: string | undefined
  /** Path of `llms.txt`, if one was written. */
  llmsPath: string | undefined
  /** Path of the page, if one was written. */
  reportPath: string | undefined
  failures: FailedEndpoint[]
  files: OutputFile[]
  warnings: Problem[]
  /** Everything that was found, errors first. `problems.json` has it up to the moment when it was written, each with its `phaseName` too. */
  problems: Problem[]
  /** Absolute paths of all files that were read: what a watcher must watch. */
  inputs: readonly string[]
  /** Whether nothing was written because of `dryRun`. */
  dryRun: boolean
  /** Whether nothing had to be done: neither what was read nor what was written has changed since the last run. */
  unchanged: boolean
}
