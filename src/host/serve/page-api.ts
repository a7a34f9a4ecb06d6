import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FinishedRun } from '../../core/batch/finished-run.ts'
import { generator, livePage } from '../../page/page.ts'
import {
  ADDRESSES,
  type DescriptionEntry,
  type Overview,
  type PageEvent,
  PROTOCOL,
  type Report,
  type Trouble,
} from '../../page/protocol.ts'
import { reportOf } from '../../page/report.ts'
import type { Slicing } from '../../slicing.ts'
import type { Diagnostic } from '../host.ts'
import type { Outcome, SlicedSpec } from '../spec-slicing.ts'
import { refuse, sendFile } from './answer.ts'
import type { Change } from './dev-slices.ts'
import { viewerFile, viewersIn } from './viewers.ts'

/** The page of a development server, and what it asks for. */
export interface PageApi {
  /** @param path below the page's own address, as it is written; undefined where that is written in another way */
  answer(path: string | undefined, request: IncomingMessage, response: ServerResponse): Promise<void>
  begun(): void
  ended(change: Change): void
  close(): void
}

/** How often an open page hears that the server is there, in milliseconds: proxies end what is silent. */
const HEARTBEAT = 25_000

/** A description as the page shows it: what could be sliced last, and what is wrong with it now. */
interface Shown {
  name: string
  sliced: { spec: SlicedSpec; files: ReadonlyMap<string, Uint8Array> } | undefined
  trouble: Trouble | null
}

/** @param root of the user's project, where programs may be that render a slice */
export function createPageApi(slicing: Slicing, root: string): PageApi {
  const listeners = new Set<ServerResponse>()
  const reports = new WeakMap<FinishedRun, Promise<Report>>()
  let shown: Shown[] = []
  const heartbeat = setInterval(() => listeners.forEach((response) => response.write(': here\n\n')), HEARTBEAT)
  heartbeat.unref()
  return {
    async answer(path, request, response) {
      if (path === '') return sendFile(request, response, 'page.html', livePage())
      if (path === ADDRESSES.overview) return sendFile(request, response, path, JSON.stringify(overview()))
      if (path === ADDRESSES.events) return listen(request, response)
      const viewer = path === undefined ? undefined : viewerFile(path, root)
      if (viewer) return sendFile(request, response, viewer.name, viewer.content)
      for (const { name, sliced } of shown) {
        if (!sliced) continue
        if (path === ADDRESSES.report(name)) {
          return sendFile(request, response, path, JSON.stringify(await reportFor(name, sliced.spec.run!)))
        }
        for (const [file, bytes] of sliced.files) {
          const own = file.slice(sliced.spec.folder.length + 1)
          if (path === ADDRESSES.file(name, own)) return sendFile(request, response, file, bytes)
        }
      }
      return refuse(response, 404, 'There is nothing here.')
    },
    begun() {
      for (const { name } of shown) tell({ type: 'slicing', description: name })
    },
    ended({ files }) {
      const before = new Map(shown.map((one) => [one.name, one]))
      const { outcomes } = slicing
      // Options that are wrong are the trouble of all.
      const general = outcomes.find(({ name }) => name === undefined)
      shown = general
        ? shown.map((one) => ({ ...one, trouble: troubleOf(general.failures[0]!) }))
        : outcomes.map((one) => shownFrom(one, before))
      for (const { name, sliced, trouble } of shown) {
        if (trouble) tell({ type: 'broken', description: name, trouble })
        else tell({ type: 'sliced', description: name, changed: ownOf(files, sliced!.spec.folder) })
      }
    },
    close() {
      clearInterval(heartbeat)
      for (const response of listeners) response.end()
    },
  }

  function overview(): Overview {
    const descriptions = shown.map(({ name, sliced, trouble }): DescriptionEntry => {
      const info = sliced?.spec.run?.description.root['info']
      const title = typeof info === 'object' && info !== null && 'title' in info ? String(info['title']) : name
      return { name, title, trouble }
    })
    return { protocol: PROTOCOL, descriptions, viewers: viewersIn(root) }
  }

  function reportFor(name: string, run: FinishedRun): Promise<Report> {
    const made = reports.get(run) ?? reportOf(run, generator(), false).then((report) => ({ ...report, name }))
    reports.set(run, made)
    return made
  }

  function listen({ method }: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', 'X-Accel-Buffering': 'no' })
    if (method === 'HEAD') return void response.end()
    response.write('retry: 1000\n\n')
    listeners.add(response)
    response.on('close', () => listeners.delete(response))
  }

  function tell(event: PageEvent): void {
    for (const response of listeners) response.write(`data: ${JSON.stringify(event)}\n\n`)
  }
}

function shownFrom({ name, spec, files, failures }: Outcome, before: ReadonlyMap<string, Shown>): Shown {
  // Endpoints that fail are in the report; only a description that is refused leaves what was there before.
  if (spec) return { name: name!, sliced: { spec, files }, trouble: null }
  return { name: name!, sliced: before.get(name!)?.sliced, trouble: troubleOf(failures[0]!) }
}

function troubleOf({ text, place }: Diagnostic): Trouble {
  const [message = '', ...help] = text.split('\n')
  return { message, help: help.join('\n'), place: place ? `${place.file}:${place.line}:${place.column}` : '' }
}

const ownOf = (files: ReadonlySet<string>, folder: string): string[] =>
  [...files].flatMap((file) => (file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : []))
