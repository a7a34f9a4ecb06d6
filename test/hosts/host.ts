import type { Options } from '../../src/index.ts'

/** A project to build: a folder with `entry.js`, which is the working folder while it is built. */
export interface Project {
  root: string
  /** Absolute; the slices are expected in `slices` inside. */
  outDir: string
  /** What the plugin is called with. */
  options: Options | undefined
}

/** What became of a build, as the host tells it. */
export interface Outcome {
  failed: boolean
  /** Messages of errors and warnings, where the host's interface gives them. What it prints counts too. */
  messages: string
}

/** Builds again and again. */
export interface Watcher {
  close(): Promise<void>
}

/** One bundler, driven by its own interface. */
export interface TestHost {
  name: string
  build(project: Project): Promise<Outcome>
  /** Calls `onBuilt` after each build. */
  watch?(project: Project, onBuilt: (outcome: Outcome) => void): Promise<Watcher>
}

export const passed: Outcome = { failed: false, messages: '' }

/** A build that rejects is a build that failed. */
export const failedBy = (error: unknown): Outcome => ({ failed: true, messages: error instanceof Error ? error.message : String(error) })
