import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Texts } from '../../src/page/embed.ts'
import { livePage } from '../../src/page/page.ts'
import { ADDRESSES, type DescriptionEntry, type PageEvent, PROTOCOL, type Report, type Viewer } from '../../src/page/protocol.ts'

/** What a development server has to show; a test changes it as an edit of the description would. */
export interface LiveState {
  descriptions: { entry: DescriptionEntry; report: Report; texts: Texts }[]
  viewers: Viewer[]
}

export interface LiveServer {
  /** Of the page. */
  readonly address: string
  tell(event: PageEvent): void
  /** As if the server went away for a moment. */
  disconnect(): void
  close(): Promise<void>
}

/** Speaks the protocol of the page, and nothing else. */
export async function liveServer(state: LiveState): Promise<LiveServer> {
  const listeners = new Set<ServerResponse>()
  const server = createServer(({ url = '' }, response) => {
    const path = url.replace(/^\/__openapi-slice\//, '')
    const send = (type: string, body: string): void => {
      response.setHeader('Content-Type', type)
      response.end(body)
    }
    if (path === '') return send('text/html; charset=utf-8', livePage())
    if (path === ADDRESSES.overview) {
      const descriptions = state.descriptions.map(({ entry }) => entry)
      return send('application/json', JSON.stringify({ protocol: PROTOCOL, descriptions, viewers: state.viewers }))
    }
    if (path === ADDRESSES.events) {
      listeners.add(response)
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('retry: 50\n\n')
      response.on('close', () => listeners.delete(response))
      return undefined
    }
    for (const { entry, report, texts } of state.descriptions) {
      if (path === ADDRESSES.report(entry.name)) return send('application/json', JSON.stringify(report))
      const file = report.files.findIndex((candidate) => path === ADDRESSES.file(entry.name, candidate.file))
      if (file !== -1) return send('text/plain', texts.recipes[file]!.map((piece) => texts.pieces[piece]).join(''))
    }
    response.statusCode = 404
    return response.end()
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const disconnect = (): void => listeners.forEach((response) => response.destroy())
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/__openapi-slice/`,
    tell: (event) => listeners.forEach((response) => response.write(`data: ${JSON.stringify(event)}\n\n`)),
    disconnect,
    close: () =>
      new Promise((resolve) => {
        disconnect()
        server.close(() => resolve())
      }),
  }
}
