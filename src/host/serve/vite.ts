import type { IncomingMessage, ServerResponse } from 'node:http'
import { resolve } from 'node:path'
import type { HotPayload, ViteDevServer } from 'vite'
import type { Slicing } from '../../slicing.ts'
import { frameOf } from '../../report/frame.ts'
import { type Diagnostic, type Host, PLUGIN } from '../host.ts'
import type { BuildModules } from '../virtual.ts'
import { isElsewhere, isForeign, isReading, refuse, sendFile } from './answer.ts'
import { type Change, createDevSlices, type DevSlices } from './dev-slices.ts'
import { createPageApi } from './page-api.ts'

/** Address of the page, below the base of the server. */
export const PAGE_ADDRESS = '__openapi-slice/'

export interface ViteServing {
  /** @returns the modules to update; undefined if the file is none of ours */
  hotUpdate<Module>(graph: ModuleGraph<Module>, change: FileChange<Module>): Promise<Module[] | undefined>
  /** Of any file; does what is left to do where Vite is told to update nothing (`server.hmr: false`), and asks for no modules. */
  watchChange(file: string): Promise<void>
}

/** The modules of an environment; of the whole server in Vite 5. */
interface ModuleGraph<Module> {
  getModuleById(id: string): Module | undefined
}

interface FileChange<Module> {
  file: string
  timestamp: number
  modules: Module[]
}

type Next = (error?: unknown) => void

/** The slices of all plugins of a server, in their order: it has one overlay and one page. */
const servers = new WeakMap<ViteDevServer, DevSlices[]>()

/**
 * Serves slices from memory while developing, at the addresses that they will have in the build, and our page. The host
 * that a request names, and its origin, have been checked by Vite before it comes here.
 */
export function serveInVite(server: ViteDevServer, slicing: Slicing, modules: BuildModules): ViteServing {
  const { root, base, logger } = server.config
  const page = createPageApi(slicing, root)
  const host: Omit<Host, 'fail'> = {
    root,
    emit: () => {},
    watch: (file) => void server.watcher.add(file),
    log: () => {},
    warn: ({ text }) => logger.warn(`[${PLUGIN}] ${text}`),
  }
  let hadTrouble = false
  const slices = createDevSlices(slicing, modules, host, {
    begun: page.begun,
    ended(change) {
      page.ended(change)
      tell(change)
    },
  })
  const all = servers.get(server) ?? []
  servers.set(server, all)
  const isFirst = all.push(slices) === 1
  // The server does not wait for it, and starts although a description is broken.
  void slices.refresh()
  server.middlewares.use(answer)
  if (isFirst) server.ws.on('connection', () => hasTrouble() && showTrouble())
  server.httpServer?.once('close', page.close)
  if (isFirst) announce(server)

  /** By the moment of a change: every environment asks. */
  let latest: { timestamp: number; change: Promise<Change> } | undefined
  return {
    async hotUpdate(graph, { file, timestamp, modules }) {
      if (!slicing.inputs.has(resolve(file))) return undefined
      if (latest?.timestamp !== timestamp) latest = { timestamp, change: slices.refresh() }
      return [...modules, ...nodesOf(await latest.change, graph)]
    },
    async watchChange(file) {
      if (server.config.server.hmr !== false || !slicing.inputs.has(resolve(file))) return
      const change = await slices.refresh()
      if (!server.environments) return invalidate(change, server.moduleGraph)
      for (const { moduleGraph } of Object.values(server.environments)) invalidate(change, moduleGraph)
    },
  }

  function tell({ files, trouble }: Change): void {
    if (trouble.length > 0) logger.error(`[${PLUGIN}] ${trouble.map(({ text }) => text).join('\n\n')}`, { timestamp: true })
    if (trouble.length > 0 || hadTrouble) showTrouble()
    hadTrouble = trouble.length > 0
    const count = slicing.last.specs.reduce((sum, { endpoints }) => sum + endpoints.filter(({ row }) => row.filename !== '').length, 0)
    if (files.size === 0) return
    const changed = `${files.size} ${files.size === 1 ? 'file' : 'files'} changed`
    logger.info(`[${PLUGIN}] ${count} ${count === 1 ? 'slice' : 'slices'}, ${changed}`, { timestamp: true })
  }

  /** What is wrong with any of them, or that nothing is any more. */
  function showTrouble(): void {
    // An update of nothing takes the overlay away.
    send(hasTrouble() ? { type: 'error', err: overlayError(all.flatMap(({ trouble }) => trouble)) } : { type: 'update', updates: [] })
  }

  function hasTrouble(): boolean {
    return all.some(({ trouble }) => trouble.length > 0)
  }

  function send(payload: HotPayload): void {
    // Vite 5 has no environments.
    ;(server.environments?.client.hot ?? server.ws).send(payload)
  }

  function answer(request: IncomingMessage, response: ServerResponse, next: Next): void {
    const path = pathOf(request, base)
    if (path === undefined) return next()
    if (!isReading(request)) return path.startsWith(PAGE_ADDRESS) ? refuse(response, 405, 'This page is only for reading.') : next()
    if (`${path}/` === PAGE_ADDRESS) return redirect(response, base + PAGE_ADDRESS)
    void answered(path, request, response, next)
  }

  async function answered(path: string, request: IncomingMessage, response: ServerResponse, next: Next): Promise<void> {
    try {
      if (path.startsWith(PAGE_ADDRESS)) await answerPage(request, response)
      else await answerSlice(path, request, response, next)
    } catch (error) {
      next(error)
    }
  }

  async function answerPage(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isElsewhere(request)) return refuse(response, 403, 'This page is for its own server only.')
    await slices.ready()
    const [, below] = new URL(request.url!, 'http://local').pathname.split(`/${PAGE_ADDRESS}`)
    await page.answer(below, request, response)
  }

  async function answerSlice(path: string, request: IncomingMessage, response: ServerResponse, next: Next): Promise<void> {
    // Only what may be ours waits while slices are made.
    if (!/\.(?:yaml|json|csv|txt|html)$/.test(path)) return next()
    if (slicing.last.specs.length === 0) await slices.ready()
    const bytes = slicing.last.files.get(path)
    // The last of several plugins answers for all of them.
    const isLast = modules.slicings.at(-1) === slicing
    const isOurs = modules.slicings.some(({ last }) => last.specs.some(({ folder }) => path.startsWith(`${folder}/`)))
    if (!bytes && !(isLast && isOurs)) return next()
    if (isForeign(request, response)) return refuse(response, 403, 'Slices are for pages of their own server; see “server.cors” of Vite.')
    // Never passed on: Vite answers with the page of the application for what it does not know.
    if (!bytes) return refuse(response, 404, `There is no ${path}.`)
    sendFile(request, response, path, bytes)
  }
}

const nodesOf = <Module>({ modules }: Change, graph: ModuleGraph<Module>): Module[] =>
  [...modules].flatMap((id) => graph.getModuleById(`\0${id}`) ?? [])

/** Has the changed modules made again when they are asked for. */
function invalidate<Module>(change: Change, graph: ModuleGraph<Module> & { invalidateModule(node: Module): void }): void {
  for (const node of nodesOf(change, graph)) graph.invalidateModule(node)
}

function redirect(response: ServerResponse, address: string): void {
  response.writeHead(302, { Location: address })
  response.end()
}

/** What stands behind the base, decoded; undefined for what is elsewhere or cannot be read. */
function pathOf({ url = '' }: IncomingMessage, base: string): string | undefined {
  try {
    const path = decodeURIComponent(new URL(url, 'http://local').pathname)
    return path.startsWith(base) ? path.slice(base.length) : undefined
  } catch {
    return undefined
  }
}

function overlayError(trouble: readonly Diagnostic[]): Extract<HotPayload, { type: 'error' }>['err'] {
  const place = trouble.find((one) => one.place)?.place
  const message = trouble.map(({ text }) => text).join('\n\n')
  if (!place) return { plugin: PLUGIN, message, stack: '' }
  const loc = { file: place.file, line: place.line, column: place.column - 1 }
  return { plugin: PLUGIN, message, stack: '', id: place.file, loc, frame: frameOf(place) ?? '' }
}

/** The address of the page, below those that Vite prints. */
function announce(server: ViteDevServer): void {
  const { printUrls } = server
  server.printUrls = () => {
    printUrls()
    const address = server.resolvedUrls?.local[0]
    if (address) server.config.logger.info(`  ➜  Slices:  ${new URL(PAGE_ADDRESS, address).href}`)
  }
}
