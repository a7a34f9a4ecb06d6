/**
 * What the page knows and where it gets it from: the same app shows a finished report, whose data lie in the file itself,
 * and a running development server, which it asks. Types and names only; both Node and the browser import this.
 */

/** Goes up with every change that an older page or server would misread. */
export const PROTOCOL = 1

/** Everything about one description, except the texts of its slices. */
export interface Report {
  protocol: typeof PROTOCOL
  /** Name of the description among those of a run. */
  name: string
  /** `info.title` and `info.version`. */
  title: string
  version: string
  source: SourceFacts
  output: OutputFacts
  /** The package that made it, such as `unplugin-openapi-slice 0.1.0`. */
  generator: string
  /** ISO 8601. */
  created: string
  endpoints: EndpointEntry[]
  files: FileEntry[]
  components: ComponentEntry[]
  problems: ProblemEntry[]
  /** Problems beyond the limit of a report. */
  problemsLeftOut: number
}

export interface SourceFacts {
  /** The root file, as the user named it. */
  file: string
  /** How many files it was read from, and their bytes together. */
  files: number
  bytes: number
  /** The exact version, such as `3.1.0`. */
  openapi: string
}

export interface OutputFacts {
  openapi: string
  format: 'yaml' | 'json'
  /** Whether the slices lie as files beside the report. */
  hasFiles: boolean
  /** Whether the texts of the slices can be asked for; a report leaves them out beyond a limit. */
  hasTexts: boolean
}

/** One endpoint, in the order of the source. */
export interface EndpointEntry {
  path: string
  method: string
  isWebhook: boolean
  summary: string
  operationId: string
  tags: string[]
  deprecated: boolean
  secured: boolean
  parameters: number
  responses: string[]
  status: 'PASS' | 'FAIL' | 'SKIPPED'
  /** Why it failed, or what its conversion lost; otherwise empty. */
  reason: string
  /** Index of its file; several endpoints may share one, and one that failed has none. */
  file: number | null
  /** Bytes of the operation itself, with what its path shares. */
  bytes: number
  /** Indices of the components that it needs itself. What those need is found by following them. */
  needs: number[]
  /** How many components that makes in all. */
  reach: number
}

export interface FileEntry {
  /** Relative to the report, with forward slashes. */
  file: string
  bytes: number
}

export interface ComponentEntry {
  /** As the specification names its container: `schemas`, `parameters`. */
  kind: string
  name: string
  /** Bytes that it adds to a slice. */
  bytes: number
  /** Indices of the components that it refers to itself. */
  needs: number[]
  /** How many endpoints need it, by themselves or through others; those that failed too. */
  endpoints: number
}

export interface ProblemEntry {
  code: string
  severity: 'error' | 'warning'
  phase: number
  phaseName: string
  message: string
  /** What to do about it. */
  help: string
  /** As `openapi.yaml:12:5`; empty if unknown. */
  place: string
  /** The endpoints concerned as runs: how many to skip, how many belong, and again. Empty: the description as a whole. */
  endpoints: number[]
}

/** A program of the user's project that can render a slice. */
export interface Viewer {
  id: 'redoc' | 'scalar'
  title: string
}

/** What there is to look at. */
export interface Overview {
  protocol: typeof PROTOCOL
  descriptions: DescriptionEntry[]
  /** None in a report: it would have to hold them, and its content security policy would have to let them run. */
  viewers: Viewer[]
}

export interface DescriptionEntry {
  name: string
  title: string
  /** Why it cannot be sliced at present; what is shown is the last state that could. */
  trouble: Trouble | null
}

/** Why a description is refused as a whole. */
export interface Trouble {
  message: string
  help: string
  place: string
}

/** What a development server tells while the page is open. */
export type PageEvent =
  | { type: 'slicing'; description: string }
  /** `changed`: the files whose bytes are others now. */
  | { type: 'sliced'; description: string; changed: string[] }
  | { type: 'broken'; description: string; trouble: Trouble }

/** Whether news arrive. A finished report has none. */
export type Connection = 'finished' | 'connected' | 'lost'

/** Where the page gets its data from. */
export interface PageSource {
  overview(): Promise<Overview>
  report(description: string): Promise<Report>
  /** The bytes of a file, exactly as they were written. */
  file(description: string, index: number, entry: FileEntry): Promise<Uint8Array>
  /** Where a viewer shows a file. */
  viewerUrl(viewer: Viewer, description: string, entry: FileEntry): string
  /** @returns ends it */
  listen(onEvent: (event: PageEvent) => void, onConnection: (connection: Connection) => void): () => void
}

/** The addresses of a development server, relative to the page's own. */
export const ADDRESSES = {
  overview: 'api/overview.json',
  /** Server-sent events: each message is a `PageEvent` as JSON. */
  events: 'api/events',
  report: (description: string): string => `api/${encodeURIComponent(description)}/report.json`,
  file: (description: string, file: string): string => `api/${encodeURIComponent(description)}/files/${encodedPath(file)}`,
  viewer: (viewer: Viewer['id'], description: string, file: string): string =>
    `view/${viewer}/${encodeURIComponent(description)}/${encodedPath(file)}`,
} as const

const encodedPath = (file: string): string => file.split('/').map(encodeURIComponent).join('/')

/** The elements of a finished report that hold its data: zlib streams in base64. */
export const PARTS = {
  /** A `Report` as JSON. */
  report: 'report',
  /** JSON: the pieces of text that files are made of, each once. */
  pieces: 'pieces',
  /** By file: its number of pieces, then their indices, each as the zigzag difference to the one before; all LEB128. */
  recipes: 'recipes',
} as const

/** The indices of the endpoints that a problem concerns. */
export function* membersOf(runs: readonly number[]): Generator<number> {
  let next = 0
  for (let at = 0; at + 1 < runs.length; at += 2) {
    next += runs[at]!
    for (const end = next + runs[at + 1]!; next < end; next++) yield next
  }
}

/** @param members ascending */
export function runsOf(members: Iterable<number>): number[] {
  const runs: number[] = []
  let next = 0
  for (const member of members) {
    if (member === next && runs.length > 0) runs[runs.length - 1]!++
    else runs.push(member - next, 1)
    next = member + 1
  }
  return runs
}
