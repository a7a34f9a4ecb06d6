import { parse as parseCsv } from 'csv-parse/sync'
import { parse as parseYaml } from 'yaml'
import { sliceSpec } from '../../src/api.ts'
import type { SliceRequest, SliceResult } from '../../src/core/options/request.ts'
import type { Phase, Problem } from '../../src/core/problems.ts'
import { memorySink } from '../../src/core/write/sink.ts'

/** A problem as `problems.json` has it, its place beside it, once per endpoint concerned. */
export interface ReportedProblem {
  code: Problem['code']
  severity: Problem['severity']
  phase: Phase
  message: string
  help: string
  file?: string
  line?: number
  column?: number
  pointer?: string
  path?: string
  method?: string
}

export interface Sliced {
  result: SliceResult
  /** Every emitted file by relative name, `index.csv` and `problems.json` included. */
  files: Map<string, string>
  /** By endpoint, such as `GET /a`. */
  slices: Map<string, { file: string; text: string; document: unknown }>
  rows: Record<string, string>[]
  problems: ReportedProblem[]
}

/** Slices a description into memory. @throws SliceError when it is refused as a whole */
export async function sliceInMemory(input: string, options: Partial<SliceRequest> = {}): Promise<Sliced> {
  const files = new Map<string, string>()
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const sink = memorySink((file, bytes) => files.set(file, decoder.decode(bytes)))
  const result = await sliceSpec({ ...options, input }, { sink })
  const slices: Sliced['slices'] = new Map()
  for (const { file, endpoints } of result.files) {
    const text = files.get(file)!
    for (const endpoint of endpoints) slices.set(endpoint, sliceIn(file, text))
  }
  const rows: Record<string, string>[] = files.has('index.csv') ? parseCsv(files.get('index.csv')!, { columns: true }) : []
  const report = files.has('problems.json') ? (JSON.parse(files.get('problems.json')!) as { problems: Problem[] }).problems : []
  return { result, files, slices, rows, problems: report.flatMap(reported) }
}

/** Read only when asked for: all slices of a large description together are hundreds of megabytes. */
function sliceIn(file: string, text: string): { file: string; text: string; document: unknown } {
  return {
    file,
    text,
    get document() {
      return file.endsWith('.json') ? (JSON.parse(text) as unknown) : parseYaml(text, { maxAliasCount: 0 })
    },
  }
}

function reported({ endpoints, place, ...problem }: Problem): ReportedProblem[] {
  const flat = { ...problem, ...place }
  if (!endpoints) return [flat]
  return endpoints.map((endpoint) => {
    const space = endpoint.indexOf(' ')
    return { ...flat, method: endpoint.slice(0, space), path: endpoint.slice(space + 1) }
  })
}
