import { stat } from 'node:fs/promises'
import { type Converted, convertLinked } from './convert/convert-linked.ts'
import { targetVersion } from './convert/target-version.ts'
import { link } from './link/link.ts'
import type { LinkedDescription } from './link/linked.ts'
import { load } from './load/load.ts'
import type { ResolvedRequest } from './options/resolve-request.ts'
import type { Problem } from './problems.ts'
import { type Endpoint, endpointsOf } from './select/endpoints.ts'
import { nothingSelected, select } from './select/select.ts'
import type { LossInfo, SpecInfo, TargetInfo } from './spec-info.ts'

const TARGETS = ['3.0.x', '3.1.x', '3.2.x'] as const

/** Reads a description, tries every conversion, and writes nothing. @throws SliceError */
export async function infoOf(request: ResolvedRequest, cwd: string): Promise<SpecInfo> {
  const description = await load({ input: request.input, cwd, allow: request.allow })
  const linked = link(description, request)
  const all = endpointsOf(linked)
  const selected = await select(all, request)
  const known = selected.filter(({ broken }) => !broken)
  // A description without endpoints can be looked at; filters that miss everything were a mistake.
  if (selected.length === 0 && all.length > 0 && !request.allowEmpty) throw await nothingSelected(all, request)
  const sizes = await Promise.all(description.files.map(sizeOf))
  const existing = sizes.filter((size) => size !== undefined)
  return {
    name: request.name,
    version: description.version,
    size: existing.reduce((sum, size) => sum + size, 0),
    files: existing.length,
    endpoints: selected.length,
    allEndpoints: all.length,
    broken: selected.flatMap(({ path, method, broken }) => (broken ? [{ path, method, problems: [...broken] }] : [])),
    components: countedComponents(linked),
    targets: await Promise.all(TARGETS.map((version) => targetInfo(linked, all, known, version, request))),
  }
}

/** A file that a reference names need not exist. */
const sizeOf = (file: string): Promise<number | undefined> =>
  stat(file).then(
    ({ size }) => size,
    () => undefined,
  )

function countedComponents({ kinds, components }: LinkedDescription): SpecInfo['components'] {
  const counts: SpecInfo['components'] = {}
  for (const kind of kinds) {
    const count = components.filter((component) => component.kind === kind).length
    if (count > 0) counts[kind] = count
  }
  return counts
}

async function targetInfo(
  linked: LinkedDescription,
  all: readonly Endpoint[],
  known: readonly Endpoint[],
  version: TargetInfo['version'],
  request: ResolvedRequest,
): Promise<TargetInfo> {
  const converted = await convertLinked(linked, all, { ...request, outputVersion: version, strict: false })
  const outcomes = known.map((endpoint) => outcomeOf(converted, endpoint))
  const impossible = outcomes.filter(({ reasons }) => reasons.length > 0)
  const possible = outcomes.filter(({ reasons }) => reasons.length === 0)
  const lossy = possible.filter(({ losses }) => losses.length > 0)
  return {
    version,
    isOwn: linked.source.model.family === targetVersion(version)?.family,
    lossless: possible.length - lossy.length,
    lossy: lossy.length,
    losses: lossesOf(lossy),
    impossible: impossible.map(({ endpoint: { path, method }, reasons }) => ({ path, method, problems: reasons })),
  }
}

interface Outcome {
  endpoint: Endpoint
  /** Why it cannot be said at all; empty if it can. */
  reasons: Problem[]
  losses: Problem[]
}

function outcomeOf(converted: Converted, endpoint: Endpoint): Outcome {
  const problems = converted.problemsOf(endpoint)
  const reasons = problems.filter(({ severity }) => severity === 'error')
  return { endpoint, reasons, losses: problems.filter(({ severity }) => severity !== 'error') }
}

/** A loss in a part that many endpoints share is one problem, which all of them have. */
function lossesOf(outcomes: readonly Outcome[]): LossInfo[] {
  const found = new Map<Problem['code'], { problems: Set<Problem>; endpoints: Set<Endpoint> }>()
  for (const { endpoint, losses } of outcomes) {
    for (const problem of losses) {
      const entry = found.get(problem.code) ?? { problems: new Set(), endpoints: new Set() }
      found.set(problem.code, entry)
      entry.problems.add(problem)
      entry.endpoints.add(endpoint)
    }
  }
  return [...found]
    .map(([code, { problems, endpoints }]) => ({
      code,
      message: [...problems][0]!.message,
      places: problems.size,
      endpoints: endpoints.size,
    }))
    .toSorted((a, b) => b.endpoints - a.endpoints || b.places - a.places)
}
