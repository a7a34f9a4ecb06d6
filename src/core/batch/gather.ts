import { join } from 'node:path'
import { addAll } from '../model/lists.ts'
import type { SliceResult } from '../options/request.ts'
import type { ResolvedRequest } from '../options/resolve-request.ts'
import { ProblemCollector } from '../problem-collector.ts'
import type { Problem } from '../problems.ts'
import { indexCsv } from '../write/index-csv.ts'
import { type IndexFile, indexWriter } from '../write/index-writer.ts'
import { llmsTxt } from '../write/llms-txt.ts'
import { INDEX, LLMS, REPORT } from '../write/names.ts'
import { problemsJson } from '../write/problems-json.ts'
import { type Sink, WriteError, writeTo } from '../write/sink.ts'
import { type Done, problemOf } from './group-slicer.ts'

/** What of a request decides how its outcome is told. */
export type Telling = Pick<ResolvedRequest, 'name' | 'outDir' | 'csv' | 'llms' | 'dryRun'>

/** What becomes of a run: its result, its indexes and its report, whether it is made at once or in parts. */
export interface Gathering {
  readonly result: SliceResult
  /** A problem of the description as a whole. */
  note(problem: Problem): void
  /** In the order of the source. */
  add(done: Done): void
  /** When everything is added: what still waits goes to the indexes, and the result is complete. */
  end(): Promise<void>
  /** Writes the report beside the indexes. */
  report(): Promise<void>
  /** What cannot be written at the end is a problem of the run, which has sliced endpoints to tell of. @returns whether there was one */
  attempt(work: () => Promise<void>): Promise<WriteError['code'] | undefined>
}

export interface Gathered {
  total: number
  inputs: readonly string[]
  indexFiles: readonly IndexFile[]
}

/** Begins the indexes of a run in an open sink. */
export function gather(request: Telling, sink: Sink, { total, inputs, indexFiles }: Gathered): Gathering {
  const result = emptyResult(request, total, inputs)
  const found = new ProblemCollector()
  const indexes = indexFiles.map((file) => indexWriter(sink, file))
  const gathering: Gathering = {
    result,
    note: (problem) => found.note(problem),
    add({ outcomes, failures, output, rows }) {
      for (const { endpoint, problems } of outcomes) found.add(problems, endpoint.id)
      addAll(result.failures, failures)
      if (output) result.files.push(output)
      for (const index of indexes) index.add(rows)
    },
    async end() {
      await Promise.all(indexes.map((index) => index.end()))
      result.failed = result.failures.length
      result.extracted = result.total - result.failed
      result.passRate = result.total === 0 ? 1 : result.extracted / result.total
      result.problems = found.all()
      result.warnings = result.problems.filter(({ severity }) => severity === 'warning')
    },
    report: async () => void (await gathering.attempt(() => writeTo(sink, REPORT, problemsJson(result)))),
    attempt: (work) => noted(work, result),
  }
  return gathering
}

/** The files that tell of every endpoint. @param about the title of the description, and the version of its slices */
export const indexFilesOf = ({ csv, llms }: Telling, { title, version }: { title: string; version: string }): IndexFile[] => [
  ...(csv ? [indexCsv()] : []),
  ...(llms ? [llmsTxt(title, version)] : []),
]

async function noted(work: () => Promise<void>, { problems, warnings }: SliceResult): Promise<WriteError['code'] | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (!(error instanceof WriteError)) throw error
    const { code } = error
    if (code === 'not-removed') {
      const warning = { ...problemOf(error), severity: 'warning' } as const
      problems.push(warning)
      warnings.push(warning)
    } else problems.unshift(problemOf(error))
    return code
  }
}

function emptyResult({ name, outDir, csv, llms, dryRun }: Telling, total: number, inputs: readonly string[]): SliceResult {
  return {
    name,
    total,
    extracted: 0,
    failed: 0,
    passRate: 1,
    elapsed: 0,
    timings: {},
    outDir,
    indexPath: csv && !dryRun ? join(outDir, INDEX) : undefined,
    llmsPath: llms && !dryRun ? join(outDir, LLMS) : undefined,
    reportPath: undefined,
    failures: [],
    files: [],
    warnings: [],
    problems: [],
    inputs,
    dryRun,
    unchanged: false,
  }
}
