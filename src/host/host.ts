/** What slicing needs of a bundler, whichever it is. */
export interface Host {
  /** Folder that relative paths in the options start from. */
  readonly root: string
  /** Adds a file to the build's output; the name is relative to its folder. */
  emit(file: string, bytes: Uint8Array): void
  /** Builds again when this file changes. Comes before anything that may fail. */
  watch(file: string): void
  log(text: string): void
  warn(diagnostic: Diagnostic): void
  /** Fails the build, and never a watcher. Called once and last: some hosts throw, others collect. */
  fail(diagnostics: readonly Diagnostic[]): void
  /** A development server: what is good is of use although something else is not, and it tells of its work itself. */
  isServing?: true
}

/** Something to tell through the bundler's own channel for errors and warnings. */
export interface Diagnostic {
  /** In plain words, with what to do; may have several lines. */
  text: string
  /** Where in the source, for hosts that show it; counts from 1. */
  place: { file: string; line: number; column: number } | undefined
}

/** The name that messages are attributed to. */
export const PLUGIN = 'unplugin-openapi-slice'

/** Where nothing can have to be sliced any more. */
export const noHost: Host = { root: '', emit() {}, watch() {}, log() {}, warn() {}, fail() {} }
