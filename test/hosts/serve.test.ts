import { copyFile, readFile, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { createServer, type HotPayload, type Plugin, type PluginOption, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import type { Options } from '../../src/index.ts'
import type { Overview, PageEvent, Report } from '../../src/page/protocol.ts'
import Slices from '../../src/vite.ts'
import { build } from '../cli/slice-oas.ts'
import { printedBy } from './output.ts'
import { projectOf } from './project.ts'
import { devServerOf } from './vite.ts'

// Vite's development server, without a browser.

vi.setConfig({ testTimeout: 60_000 })

beforeAll(() => {
  // The page is a part of the build.
  build()
  vi.stubEnv('VITEST', undefined)
})
afterAll(() => void vi.unstubAllEnvs())

interface Serving {
  root: string
  server: ViteDevServer
  /** What the browser is told. */
  sent: HotPayload[]
  get(path: string, headers?: Record<string, string>): Promise<Response>
  /** Changes a file, and waits until the server has told something of which `isSeen` holds. */
  change(file: string, text: string, isSeen: (payload: HotPayload) => boolean): Promise<void>
}

async function serving(
  fixture: string,
  options: Partial<Options> = {},
  before = async (_root: string): Promise<void> => {},
  plugins?: PluginOption,
): Promise<Serving> {
  const { root } = await projectOf(fixture)
  await before(root)
  const server = await devServerOf(root, options, plugins)
  onTestFinished(() => server.close())
  const sent: HotPayload[] = []
  let wake = (): void => {}
  const { hot } = server.environments.client
  const send = hot.send.bind(hot) as (payload: HotPayload) => void
  hot.send = ((payload: HotPayload) => {
    sent.push(payload)
    wake()
    send(payload)
  }) as typeof hot.send
  await server.listen()
  const { port } = server.httpServer!.address() as { port: number }
  return {
    root,
    server,
    sent,
    get: (path, headers = {}) => fetch(`http://127.0.0.1:${port}${path}`, { headers, redirect: 'manual' }),
    async change(file, text, isSeen) {
      const from = sent.length
      const write = (): Promise<void> => writeFile(join(root, file), text)
      await write()
      const again = setInterval(() => void write().catch(() => {}), 1000)
      try {
        while (!sent.slice(from).some(isSeen)) await new Promise<void>((resolve) => (wake = resolve))
      } finally {
        clearInterval(again)
      }
    },
  }
}

const isError = ({ type }: HotPayload): boolean => type === 'error'

it('serves slices from memory, at the addresses of the build, with types and tags', async () => {
  const { get } = await serving('parcels', { llms: true })
  const slice = await get('/slices/parcels_GET.yaml')
  expect([slice.status, slice.headers.get('content-type')]).toEqual([200, 'application/yaml; charset=utf-8'])
  expect(await slice.text()).toContain('All parcels')
  expect((await get('/slices/index.csv')).headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect((await get('/slices/llms.txt')).headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect((await get('/slices/problems.json')).headers.get('content-type')).toBe('application/json; charset=utf-8')
  const tag = slice.headers.get('etag')!
  expect((await get('/slices/parcels_GET.yaml', { 'If-None-Match': `"other", W/${tag}` })).status).toBe(304)
  expect((await get('/slices/parcels_GET.yaml', { 'If-None-Match': '"other"' })).status).toBe(200)
  const missing = await get('/slices/nothing_GET.yaml')
  expect([missing.status, await missing.text()]).toEqual([404, 'There is no slices/nothing_GET.yaml.\n'])
  expect((await get('/slices/%2e%2e/openapi.yaml')).status).not.toBe(403)
  expect((await get('/entry.js')).status).toBe(200)
})

it('serves nothing to pages of others', async () => {
  const { get, server } = await serving('parcels')
  expect((await get('/slices/index.csv', { Origin: 'https://evil.example' })).status).toBe(403)
  expect((await get('/slices/index.csv', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' })).status).toBe(403)
  expect((await get('/__openapi-slice/api/overview.json', { Origin: 'http://localhost:3000' })).status).toBe(403)
  // The rules of Vite itself let other servers of the same machine ask.
  expect((await get('/slices/index.csv', { Origin: 'http://localhost:3000' })).status).toBe(200)
  const { port } = server.httpServer!.address() as { port: number }
  const status = await new Promise((resolve) => {
    httpRequest({ port, host: '127.0.0.1', path: '/slices/index.csv', headers: { Host: 'evil.example' } }, ({ statusCode }) =>
      resolve(statusCode),
    ).end()
  })
  expect(status).toBe(403)
})

it('updates what imports a slice, and nothing else, once for all environments', async () => {
  const progress: string[] = []
  const options = { onProgress: ({ endpoint }: { endpoint: string }) => void progress.push(endpoint) }
  const { server, root, change, sent } = await serving('parcels', options, (folder) =>
    writeFile(
      join(folder, 'entry.js'),
      "import list from 'virtual:openapi-slices/listParcels'\nimport one from 'virtual:openapi-slices/parcels-id_GET'\nimport.meta.hot.accept(['virtual:openapi-slices/listParcels'], () => {})\nconsole.log(list, one)\n",
    ),
  )
  const { client, ssr } = server.environments
  const ids = ['virtual:openapi-slices/listParcels', 'virtual:openapi-slices/parcels_GET', 'virtual:openapi-slices/parcels-id_GET']
  for (const id of ['/entry.js', ...ids]) await client.transformRequest(id)
  await ssr.transformRequest('virtual:openapi-slices/listParcels')
  const before = await Promise.all(ids.map(async (id) => (await client.moduleGraph.getModuleByUrl(id))?.lastHMRTimestamp))
  expect(before).toEqual([0, 0, 0])
  progress.length = 0
  const text = await readFile(join(root, 'openapi.yaml'), 'utf8')
  await change('openapi.yaml', text.replace('All parcels', 'Every parcel'), ({ type }) => type === 'update' || type === 'full-reload')
  expect(sent.filter(({ type }) => type === 'full-reload')).toEqual([])
  expect(sent.flatMap((payload) => (payload.type === 'update' ? payload.updates : []))).toEqual([
    expect.objectContaining({ type: 'js-update', path: '/entry.js', acceptedPath: expect.stringContaining('listParcels') }),
  ])
  expect((await client.transformRequest('virtual:openapi-slices/parcels_GET'))!.code).toContain('Every parcel')
  expect((await client.moduleGraph.getModuleByUrl('virtual:openapi-slices/parcels-id_GET'))!.lastHMRTimestamp).toBe(0)
  expect(progress.filter((endpoint) => endpoint === 'GET /parcels')).toHaveLength(1)
})

it('updates what imports a slice by the older hook too, which is the only one of Vite 5', async () => {
  const { hotUpdate: _, ...older } = Slices({ specs: './openapi.yaml' }) as Plugin
  const { server, root, change } = await serving('parcels', {}, undefined, older)
  const code = async (): Promise<string> => (await server.environments.client.transformRequest('virtual:openapi-slices/parcels_GET'))!.code
  expect(await code()).toContain('All parcels')
  const text = await readFile(join(root, 'openapi.yaml'), 'utf8')
  await change('openapi.yaml', text.replace('All parcels', 'Every parcel'), ({ type }) => type === 'full-reload')
  expect(await code()).toContain('Every parcel')
})

it.for([false, true])('slices again where hot updates are turned off, in middleware mode: %s', async (middlewareMode) => {
  const { root } = await projectOf('parcels')
  const config: Plugin = { name: 'cold', config: () => ({ server: { hmr: false, middlewareMode } }) }
  const server = await devServerOf(root, {}, [config, Slices({ specs: './openapi.yaml' })])
  onTestFinished(() => server.close())
  const codes = async (): Promise<string[]> => {
    const { client, ssr } = server.environments
    const made = [client, ssr].map((environment) => environment.transformRequest('virtual:openapi-slices/parcels_GET'))
    return (await Promise.all(made)).map((result) => result!.code)
  }
  const each = (text: string): unknown[] => [expect.stringContaining(text), expect.stringContaining(text)]
  expect(await codes()).toEqual(each('All parcels'))
  const text = await readFile(join(root, 'openapi.yaml'), 'utf8')
  const again = async (): Promise<void> => {
    await writeFile(join(root, 'openapi.yaml'), text.replace('All parcels', 'Every parcel'))
    expect(await codes()).toEqual(each('Every parcel'))
  }
  await vi.waitFor(again, { timeout: 20_000, interval: 500 })
})

it('starts although the description is broken, tells where, and serves the last good slices when it breaks again', async () => {
  const { get, change, root, server, sent } = await serving('parcels', {}, (folder) =>
    writeFile(join(folder, 'openapi.yaml'), 'openapi: [\n'),
  )
  expect((await get('/slices/index.csv')).status).not.toBe(403)
  server.ws.send({ type: 'custom', event: 'noop' })
  const good = await readFile(join(import.meta.dirname, '../fixtures/parcels/openapi.yaml'), 'utf8')
  await change('openapi.yaml', good, ({ type }) => type === 'update')
  expect((await get('/slices/parcels_GET.yaml')).status).toBe(200)
  await change('openapi.yaml', `${good}broken: [\n`, isError)
  const error = sent.findLast(isError) as Extract<HotPayload, { type: 'error' }>
  expect(error.err).toMatchObject({ plugin: 'unplugin-openapi-slice', id: join(root, 'openapi.yaml'), loc: { line: expect.any(Number) } })
  expect(error.err.message).toMatch(/openapi\.yaml is not valid YAML/)
  expect(error.err.frame).toContain('broken: [')
  expect(await (await get('/slices/parcels_GET.yaml')).text()).toContain('All parcels')
  await change('openapi.yaml', good, ({ type }) => type === 'update')
})

it('serves what several instances have, be it that the folder of one is in that of the other', async () => {
  const copied = async (root: string): Promise<void> => {
    await copyFile(join(root, 'openapi.yaml'), join(root, 'other.yaml'))
    await writeFile(join(root, 'entry.js'), "import slice from 'virtual:openapi-slices/more/parcels_GET'\nconsole.log(slice)\n")
  }
  const { root, get, change, server } = await serving('parcels', {}, copied, [
    Slices({ specs: './openapi.yaml', assetsDir: 'api' }),
    Slices({ specs: './other.yaml', assetsDir: 'api/more' }),
  ])
  const { client } = server.environments
  const code = async (): Promise<string> => (await client.transformRequest('virtual:openapi-slices/more/parcels_GET'))!.code
  const found = ['api/index.csv', 'api/more/index.csv', 'api/none.yaml', 'api/more/none.yaml'].map((path) => get(`/${path}`))
  expect((await Promise.all(found)).map(({ status }) => status)).toEqual([200, 200, 404, 404])
  await client.transformRequest('/entry.js')
  expect(await code()).toContain('All parcels')
  const text = await readFile(join(root, 'other.yaml'), 'utf8')
  await change('other.yaml', text.replace('All parcels', 'Every parcel'), ({ type }) => type === 'full-reload')
  expect(await code()).toContain('Every parcel')
})

it('shows what is wrong with any of several instances, until nothing is', async () => {
  const plugins = ['openapi', 'other'].map((name) => Slices({ specs: `./${name}.yaml`, assetsDir: name }))
  const { root, change, sent } = await serving(
    'parcels',
    {},
    (folder) => copyFile(`${folder}/openapi.yaml`, `${folder}/other.yaml`),
    plugins,
  )
  const good = await readFile(join(root, 'openapi.yaml'), 'utf8')
  const names = (payload: HotPayload): string[] =>
    payload.type === 'error' ? [...payload.err.message.matchAll(/(\w+)\.yaml is not valid/g)].map(([, name]) => name!) : []
  const shows = (expected: string) => (payload: HotPayload) => names(payload).join() === expected
  await change('openapi.yaml', 'openapi: [\n', shows('openapi'))
  await change('other.yaml', 'openapi: [\n', shows('openapi,other'))
  await change('openapi.yaml', good, shows('other'))
  expect(sent.filter(({ type }) => type === 'update')).toEqual([])
  await change('other.yaml', good, ({ type }) => type === 'update')
})

it('serves the page, and tells it what happens', async () => {
  const { get, change, root } = await serving('half-broken')
  expect((await get('/__openapi-slice')).headers.get('location')).toBe('/__openapi-slice/')
  const page = await get('/__openapi-slice/')
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  const api = async <Value>(path: string): Promise<Value> => (await (await get(`/__openapi-slice/api/${path}`)).json()) as Value
  expect((await api<Overview>('overview.json')).descriptions).toEqual([{ name: 'openapi', title: 'Half broken', trouble: null }])
  const report = await api<Report>('openapi/report.json')
  expect(report.endpoints.map(({ path, status }) => [path, status])).toEqual([
    ['/good', 'PASS'],
    ['/bad', 'FAIL'],
  ])
  expect(await (await get('/__openapi-slice/api/openapi/files/good_GET.yaml')).text()).toContain('Good')
  expect((await get('/__openapi-slice/api/openapi/files/..%2f..%2fopenapi.yaml')).status).toBe(404)
  expect((await get('/__openapi-slice/view/redoc/%E0%A4%A/x')).status).not.toBe(200)

  const events = (await get('/__openapi-slice/api/events')).body!.pipeThrough(new TextDecoderStream()).getReader()
  const seen: PageEvent[] = []
  const next = async (isSeen: (event: PageEvent) => boolean): Promise<PageEvent> => {
    for (;;) {
      const found = seen.find(isSeen)
      if (found) return found
      const { value = '' } = await events.read()
      for (const [, data] of value.matchAll(/^data: (.*)$/gm)) seen.push(JSON.parse(data!) as PageEvent)
    }
  }
  const text = await readFile(join(root, 'openapi.yaml'), 'utf8')
  await change('openapi.yaml', text.replace('Good }', 'Better }'), isError)
  expect(await next(({ type }) => type === 'sliced')).toEqual({ type: 'sliced', description: 'openapi', changed: [] })
  await change('openapi.yaml', 'openapi: [\n', isError)
  expect(await next(({ type }) => type === 'broken')).toMatchObject({ trouble: { message: expect.stringContaining('not valid YAML') } })
  expect((await api<Report>('openapi/report.json')).endpoints).toHaveLength(2)
  await events.cancel()
})

it('notices when a missing file is made', async () => {
  const { change, get } = await serving('parcels', {}, (folder) => rm(join(folder, 'size.json')))
  expect((await get('/slices/parcels_GET.yaml')).status).toBe(404)
  await change('size.json', '{ "type": "string" }', ({ type }) => type === 'update')
  expect((await get('/slices/parcels_GET.yaml')).status).toBe(200)
})

it('says once where the page is', async () => {
  const { root } = await projectOf('parcels')
  const printed = await printedBy(async () => {
    const server = await createServer({
      root,
      configFile: false,
      plugins: ['one', 'two'].map((assetsDir) => Slices({ specs: './openapi.yaml', assetsDir })),
      server: { port: 0, host: '127.0.0.1' },
    })
    await server.listen()
    server.printUrls()
    await server.close()
  })
  expect(printed.match(/➜ {2}Slices: {2}http:\/\/127\.0\.0\.1:\d+\/__openapi-slice\//g)).toHaveLength(1)
})
