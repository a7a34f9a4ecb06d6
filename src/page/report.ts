import { statSync } from 'node:fs'
import type { FinishedEndpoint, FinishedRun } from '../core/batch/finished-run.ts'
import type { Component } from '../core/link/linked.ts'
import { type Json, own } from '../core/model/json.ts'
import { formatPlace, PHASES, type Problem } from '../core/problems.ts'
import { RenderError } from '../core/render/render-error.ts'
import type { Slice } from '../core/slice/slice.ts'
import { MAX_TEXT_BYTES, type Texts } from './embed.ts'
import { type ComponentEntry, type EndpointEntry, type FileEntry, PROTOCOL, type ProblemEntry, type Report, runsOf } from './protocol.ts'

/** More problems make no page better, and each may name thousands of endpoints; `problems.json` has all. */
const MAX_PROBLEMS = 5_000

/** Texts are shown on a line or two, and a description may have megabytes in one. */
const MAX_TEXT = 600

/** What a page tells about a run. @param generator name and version of this package */
export async function reportOf(run: FinishedRun, generator: string, hasFiles: boolean): Promise<Report> {
  const { request, description, linked, result } = run
  const components = new Components(run, await usedBy(run))
  const files = result.files.map(({ file, size }): FileEntry => ({ file, bytes: size }))
  const fileOf = new Map(result.files.flatMap(({ endpoints }, index) => endpoints.map((id) => [id, index] as const)))
  const endpoints: EndpointEntry[] = []
  for (const finished of run.endpoints) {
    await run.pause()
    endpoints.push(endpointEntry(finished, fileOf.get(finished.endpoint.id) ?? null, components, run))
  }
  const info = own(description.root, 'info')
  return {
    protocol: PROTOCOL,
    name: result.name,
    title: clipped(textIn(info, 'title')) || result.name,
    version: clipped(textIn(info, 'version')),
    source: {
      file: run.shown,
      files: description.files.length,
      bytes: description.files.reduce((sum, file) => sum + (run.contents.get(file)?.byteLength ?? sizeOf(file)), 0),
      openapi: description.version,
    },
    output: { openapi: linked.source.version, format: request.format, hasFiles, hasTexts: true },
    generator,
    created: run.created.toISOString(),
    endpoints,
    files,
    components: [...components.entries],
    problems: problemEntries(result.problems, run.endpoints),
    problemsLeftOut: Math.max(0, result.problems.length - MAX_PROBLEMS),
  }
}

/** The components that the endpoints of a run need, in source order. */
async function usedBy({ endpoints, sliceOf, pause }: FinishedRun): Promise<Component[]> {
  const used = new Map<number, Component>()
  for (const { endpoint } of endpoints) {
    await pause()
    for (const component of sliceOf([endpoint])?.components ?? []) used.set(component.id, component)
  }
  return [...used.values()].toSorted((a, b) => a.id - b.id)
}

/** The texts of all files, what they share once. @returns undefined if that is more than a page may hold */
export async function textsOf({ result, endpoints, sliceOf, renderer, pause }: FinishedRun): Promise<Texts | undefined> {
  const byId = new Map(endpoints.map(({ endpoint }) => [endpoint.id, endpoint]))
  const pieces = new Pieces()
  const recipes: number[][] = []
  const slices = result.files.map((file) => sliceOf(file.endpoints.map((id) => byId.get(id)!)))
  for (const slice of slices) if (slice) renderer.expect(slice)
  for (const slice of slices) {
    await pause()
    recipes.push(slice ? renderer.pieces(slice).map((piece) => pieces.add(piece)) : [])
    if (pieces.length > MAX_TEXT_BYTES) return undefined
  }
  return { pieces: pieces.texts, recipes }
}

/** Pieces of text, each once. Shared ones are the same buffer, which is found without reading it. */
class Pieces {
  readonly texts: string[] = []
  length = 0
  readonly #byBuffer = new Map<Uint8Array, number>()
  readonly #byText = new Map<string, number>()

  add(chunk: Uint8Array): number {
    const known = this.#byBuffer.get(chunk)
    if (known !== undefined) return known
    const text = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString()
    let index = this.#byText.get(text)
    if (index === undefined) {
      index = this.texts.push(text) - 1
      this.length += text.length
      this.#byText.set(text, index)
    }
    this.#byBuffer.set(chunk, index)
    return index
  }
}

/** The components of a page: as a description may have thousands that nothing needs, they have numbers of their own. */
class Components {
  readonly entries: readonly ComponentEntry[]
  readonly #run: FinishedRun
  readonly #indices: ReadonlyMap<number, number>

  constructor(run: FinishedRun, used: readonly Component[]) {
    this.#run = run
    this.#indices = new Map(used.map(({ id }, index) => [id, index]))
    this.entries = used.map((component) => {
      const { kind, name, needs } = component
      return { kind, name, bytes: this.#bytes(component), needs: this.indices(needs), endpoints: 0 }
    })
  }

  /** Counts an endpoint that needs these. */
  count(components: readonly Component[]): void {
    for (const { id } of components) this.entries[this.#indices.get(id)!]!.endpoints++
  }

  indices(ids: Iterable<number>): number[] {
    return [...ids].flatMap((id) => this.#indices.get(id) ?? []).toSorted((a, b) => a - b)
  }

  /** What a slice with it has more than one without it, but for the names of containers. */
  #bytes(component: Component): number {
    try {
      return this.#run.renderer.sizeOfComponent(component)
    } catch (error) {
      if (error instanceof RenderError || error instanceof RangeError) return 0
      throw error
    }
  }
}

function endpointEntry({ endpoint, row }: FinishedEndpoint, file: number | null, components: Components, run: FinishedRun): EndpointEntry {
  const slice = run.sliceOf([endpoint])
  if (slice) components.count(slice.components)
  return {
    path: endpoint.path,
    method: endpoint.method,
    isWebhook: endpoint.isWebhook,
    summary: clipped(row.summary),
    operationId: clipped(row.operation_id),
    tags: endpoint.tags.map(clipped),
    deprecated: endpoint.deprecated,
    secured: row.security_required === 'true',
    parameters: Number(row.parameter_count),
    responses: row.response_codes.split(',').filter((code) => code !== '').map(clipped), // prettier-ignore
    status: row.validation_status as EndpointEntry['status'],
    reason: clipped(row.failure_reason),
    file,
    bytes: slice && file !== null ? run.renderer.sizeOfPaths(slice) : 0,
    needs: slice ? components.indices(ownNeeds(slice)) : [],
    reach: slice?.components.length ?? 0,
  }
}

/** The components that the parts of a slice refer to which are no components themselves. */
function ownNeeds({ units, components }: Slice): Set<number> {
  const isComponent = new Set<unknown>(components)
  return new Set(units.filter((unit) => !isComponent.has(unit)).flatMap(({ needs }) => [...needs]))
}

function problemEntries(problems: readonly Problem[], endpoints: readonly FinishedEndpoint[]): ProblemEntry[] {
  const indices = new Map(endpoints.map(({ endpoint }, index) => [endpoint.id, index]))
  return problems.slice(0, MAX_PROBLEMS).map(({ code, severity, phase, message, help, place, endpoints: ids = [] }) => ({
    code,
    severity,
    phase,
    phaseName: PHASES[phase],
    message: clipped(message),
    help: clipped(help),
    place: place ? clipped(formatPlace(place)) : '',
    endpoints: runsOf(ids.flatMap((id) => indices.get(id) ?? []).toSorted((a, b) => a - b)),
  }))
}

/** A file that is gone by now has no size. */
function sizeOf(file: string): number {
  try {
    return statSync(file).size
  } catch {
    return 0
  }
}

function textIn(value: Json | undefined, key: string): string {
  const found = own(value, key)
  return typeof found === 'string' || typeof found === 'number' ? String(found) : ''
}

const clipped = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text)
