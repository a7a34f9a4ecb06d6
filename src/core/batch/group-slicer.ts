import type { Converted } from '../convert/convert-linked.ts'
import type { Closure } from '../link/closures.ts'
import type { FailedEndpoint, OutputFile } from '../options/request.ts'
import type { ResolvedRequest } from '../options/resolve-request.ts'
import { askedOnce } from '../model/lists.ts'
import { formatPlace, messageOf, type Problem } from '../problems.ts'
import { RenderError } from '../render/render-error.ts'
import type { Renderer } from '../render/renderer.ts'
import type { Endpoint } from '../select/endpoints.ts'
import type { Group } from '../slice/groups.ts'
import { type Slice, slice } from '../slice/slice.ts'
import type { Validator } from '../validate/validate.ts'
import { indexRow, type IndexRow } from '../write/index-csv.ts'
import { type Left, leftOf, sizeOf } from '../write/left.ts'
import { type Sink, WriteError, writeTo } from '../write/sink.ts'
import type { Stopwatch } from './stopwatch.ts'

export interface GroupTools {
  converted: Converted
  validator: Validator
  renderer: Renderer
  sink: Sink
  request: ResolvedRequest
  sourceDate: Date | undefined
  watch: Stopwatch
}

/** What became of a group of endpoints. */
export interface Done {
  outcomes: readonly Outcome[]
  failures: FailedEndpoint[]
  output: OutputFile | undefined
  /** How its file was left, for the manifest of a shard. */
  left: Left | undefined
  rows: IndexRow[]
}

/** The endpoints of a group as the slices have them: without those that are broken or cannot be said in their version. */
export const targetsOf = ({ endpoints }: Pick<Group, 'endpoints'>, { endpointIn }: Converted): Endpoint[] =>
  endpoints.filter(({ broken }) => !broken).flatMap((endpoint) => endpointIn(endpoint) ?? [])

export interface Outcome {
  endpoint: Pick<Endpoint, 'id' | 'path' | 'method'>
  problems: readonly Problem[]
  /** The first error, which is why it fails. */
  error: Problem | undefined
}

interface Verdict extends Outcome {
  endpoint: Endpoint
  /** The endpoint by itself, if that could be made. */
  single: Slice | undefined
}

export interface GroupSlicer {
  /**
   * Slices, validates, renders and writes a group of endpoints. Each is judged by itself; the file holds those that pass,
   * and one that fails never keeps the others from being written.
   *
   * @param plan the slice of those that can be sliced
   */
  slice(group: Group, plan: Slice | undefined, isAudited: boolean): Promise<Done>
  /** What there is to say of each endpoint of a group. */
  problemsOf(group: Group): Promise<(readonly Problem[])[]>
}

export function groupSlicer(tools: GroupTools): GroupSlicer {
  const { converted, validator, renderer, sink, request, sourceDate, watch } = tools
  const schemaCounts = new WeakMap<Closure, number>()
  return {
    slice: sliceGroup,
    async problemsOf({ endpoints }) {
      const verdicts = await verdictsOn(endpoints, undefined)
      return verdicts.map(({ problems }) => problems)
    },
  }

  async function sliceGroup({ file, endpoints }: Group, plan: Slice | undefined, isAudited: boolean): Promise<Done> {
    const begun = performance.now()
    const verdicts = await verdictsOn(endpoints, plan)
    const passed = verdicts.filter(({ error }) => !error)
    const whole = watch.run('slice', () => sliceOf(passed, plan))
    let output: OutputFile | undefined
    let left: Left | undefined
    let outcomes: readonly Verdict[] = verdicts
    try {
      if (whole) {
        const ids = passed.map(({ endpoint }) => endpoint.id)
        const done = await watch.run('render', () => renderer.render(whole, (chunks) => written(file, whole, chunks, ids, isAudited)))
        output = { file, size: done.size, endpoints: ids }
        left = done.left
        const { note } = done
        if (note) outcomes = verdicts.map((verdict) => ({ ...verdict, problems: [...verdict.problems, note] }))
      }
    } catch (error) {
      const trouble = problemOf(error)
      outcomes = verdicts.map((verdict) => failedBy(verdict, trouble))
    }
    const elapsed = (performance.now() - begun) / endpoints.length
    return {
      outcomes,
      failures: failuresIn(outcomes),
      output,
      left,
      rows: watch.run('index', () => outcomes.map((outcome) => rowOf(outcome, output, whole, elapsed))),
    }
  }

  /** Each by itself, and then beside those before that pass. */
  async function verdictsOn(endpoints: readonly Endpoint[], plan: Slice | undefined): Promise<Verdict[]> {
    const verdicts = await Promise.all(endpoints.map((endpoint) => judged(endpoint, plan)))
    const passed = verdicts.filter(({ error }) => !error)
    if (passed.length < 2) return verdicts
    const found = validator.together(passed.map(({ single }) => single!))
    const byVerdict = new Map(passed.map((verdict, index) => [verdict, found[index]!]))
    return verdicts.map((verdict) => {
      const more = byVerdict.get(verdict) ?? []
      return more.length === 0 ? verdict : verdictOf(verdict.endpoint, [...verdict.problems, ...more], verdict.single)
    })
  }

  async function judged(endpoint: Endpoint, plan: Slice | undefined): Promise<Verdict> {
    if (endpoint.broken) return verdictOf(endpoint, endpoint.broken)
    try {
      const losses = converted.problemsOf(endpoint)
      const target = converted.endpointIn(endpoint)
      if (!target) return verdictOf(endpoint, losses)
      const isAlone = plan?.endpoints.length === 1 && plan.endpoints[0] === target
      const single = isAlone ? plan : watch.run('slice', () => slice(converted.linked, [target]))
      const found = await watch.wait('validate', () => validator.check(single))
      return verdictOf(endpoint, losses.length === 0 ? found : [...losses, ...found], single)
    } catch (error) {
      return verdictOf(endpoint, [problemOf(error)])
    }
  }

  function sliceOf(passed: readonly Verdict[], plan: Slice | undefined): Slice | undefined {
    if (passed.length < 2) return passed[0]?.single
    if (passed.length === plan?.endpoints.length) return plan
    return slice(
      converted.linked,
      passed.map(({ endpoint }) => converted.endpointIn(endpoint)!),
    )
  }

  /** @returns its size, how the file was left, for the manifest of a shard, and what an audit has to say beside its verdict */
  async function written(
    file: string,
    whole: Slice,
    chunks: readonly Uint8Array[],
    ids: readonly string[],
    isAudited: boolean,
  ): Promise<{ size: number; left: Left | undefined; note: Problem | undefined }> {
    const note = isAudited ? await watch.wait('validate', () => audited(whole, chunks)) : undefined
    if (note && isError(note)) throw new AuditError(note)
    await watch.wait('write', () => writeTo(sink, file, chunks, ids))
    return { size: sizeOf(chunks), left: request.shard && leftOf(chunks), note }
  }

  function audited(whole: Slice, chunks: readonly Uint8Array[]): Promise<Problem | undefined> {
    return validator.audit(whole, Buffer.concat(chunks).toString(), request.format)
  }

  function schemasIn(closure: Closure): number {
    let count = schemaCounts.get(closure)
    if (count === undefined) {
      count = 0
      for (const id of closure.ids) if (converted.linked.components[id]!.kind === 'schemas') count++
      schemaCounts.set(closure, count)
    }
    return count
  }

  function rowOf(
    { endpoint, problems, error }: Verdict,
    output: OutputFile | undefined,
    whole: Slice | undefined,
    elapsed: number,
  ): IndexRow {
    const isWritten = !error && output !== undefined
    return indexRow(converted.linked, converted.endpointIn(endpoint) ?? endpoint, {
      filename: isWritten ? output.file : '',
      file_size_kb: isWritten ? (output.size / 1024).toFixed(2) : '',
      schema_count: isWritten ? String(schemasIn(whole!.closure)) : '',
      created_at: (sourceDate ?? new Date()).toISOString(),
      validation_status: error ? 'FAIL' : request.dryRun ? 'SKIPPED' : 'PASS',
      failure_reason: error ? reasonOf(error) : lossesOf(problems),
      extraction_time_ms: sourceDate ? '' : elapsed.toFixed(1),
    })
  }
}

export const isError = ({ severity }: Problem): boolean => severity === 'error'

/** The endpoints that fail, with why. */
export const failuresIn = (outcomes: readonly Outcome[]): FailedEndpoint[] =>
  outcomes.flatMap(({ endpoint, error }) => (error ? [failureOf(endpoint, error)] : []))

const errorIn = askedOnce((problems: readonly Problem[]) => problems.find(isError))

const verdictOf = (endpoint: Endpoint, problems: readonly Problem[], single?: Slice): Verdict => ({
  endpoint,
  problems,
  error: errorIn(problems),
  single,
})

const failedBy = <Some extends Outcome>(outcome: Some, trouble: Problem): Some =>
  outcome.error ? outcome : { ...outcome, problems: [...outcome.problems, trouble], error: trouble }

/** What has become of endpoints whose file cannot be written. */
export function unwritten(done: Done, trouble: Problem): Done {
  const outcomes = done.outcomes.map((outcome) => failedBy(outcome, trouble))
  const rows = done.rows.map((row, index) => {
    if (done.outcomes[index]!.error) return row
    const validation_status = 'FAIL'
    return { ...row, filename: '', file_size_kb: '', schema_count: '', validation_status, failure_reason: reasonOf(trouble) }
  })
  return { outcomes, failures: failuresIn(outcomes), output: undefined, left: undefined, rows }
}

/** A slice that lost something in conversion says so in the index too. */
const lossesOf = askedOnce((problems: readonly Problem[]): string => {
  const losses = new Set(problems.filter(({ code }) => code.startsWith('conversion/')).map(({ message }) => message))
  return losses.size === 0 ? '' : `Written, with losses: ${[...losses].join(' ')}`
})

const reasonOf = ({ message, place }: Problem): string => (place ? `${message} (${formatPlace(place)})` : message)

function failureOf({ path, method }: Outcome['endpoint'], { phase, message, help, place }: Problem): FailedEndpoint {
  return { path, method, phase, reason: message, help, place: place && formatPlace(place) }
}

/** Carries what an audit found to where failures to write are dealt with. */
class AuditError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

/** What was thrown while something was sliced or written, as a problem. */
export function problemOf(error: unknown): Problem {
  if (error instanceof AuditError) return error.problem
  const problem = { severity: 'error', phase: 1 } as const
  if (error instanceof WriteError) return { ...problem, code: error.code, message: `${error.message}.`, help: error.help }
  if (error instanceof RenderError || error instanceof RangeError) {
    const help = 'Look for values that the format has no notation for, or for nesting and YAML aliases that multiply.'
    return { ...problem, code: 'not-rendered', message: `It cannot be written: ${error.message}.`, help }
  }
  const help = 'This is a mistake of unplugin-openapi-slice. Please report it with the description, or a part of it that shows it.'
  return { ...problem, code: 'not-rendered', message: `It could not be sliced: ${messageOf(error)}.`, help }
}
