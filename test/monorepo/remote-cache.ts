import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { folderOfPackage } from './installed.ts'

/** A cache that several machines share, on this one. */
export interface RemoteCache {
  url: string
  token: string
  close(): Promise<void>
}

const TOKEN = 'a-token-of-the-bakery'

/** At least 32 bytes. The server keeps signatures only if it has one, too. */
export const SIGNATURE_KEY = 'signed by the baker in person, with flour'

/** `turborepo-remote-cache`, as it is run by those who host it themselves. */
export async function turborepoCache(folder: string): Promise<RemoteCache> {
  const program = join(folderOfPackage('turborepo-remote-cache'), 'dist/cli.js')
  const env = {
    ...{ NODE_ENV: 'production', HOST: '127.0.0.1', PORT: '0', TURBO_TOKEN: TOKEN, TURBO_REMOTE_CACHE_SIGNATURE_KEY: SIGNATURE_KEY },
    ...{ STORAGE_PROVIDER: 'local', STORAGE_PATH: folder, STORAGE_PATH_USE_TMP_FOLDER: 'false' },
  }
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  // It knows nothing of who has started it, and would go on by itself.
  process.once('exit', () => child.kill())
  const close = async (): Promise<void> => {
    child.kill()
    await ended
  }
  for await (const line of createInterface(child.stdout)) {
    const url = /Server listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1]
    if (url === undefined) continue
    child.stdout.resume()
    return { url, token: TOKEN, close }
  }
  throw new Error('turborepo-remote-cache did not begin to listen')
}

/** What Nx asks of a server: `GET` and `PUT` of `/v1/cache/<hash>`, with a token, each hash written once. */
export async function nxCache(): Promise<RemoteCache> {
  const entries = new Map<string, Buffer>()
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: Buffer | string = ''): void =>
      void response.writeHead(status, { 'Content-Type': typeof body === 'string' ? 'text/plain' : 'application/octet-stream' }).end(body)
    const hash = /^\/v1\/cache\/(\w+)$/.exec(request.url!)?.[1]
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return answer(401, 'Who are you?')
    if (hash === undefined) return answer(404)
    const found = entries.get(hash)
    if (request.method === 'GET') return found ? answer(200, found) : answer(404)
    if (found) return answer(409)
    entries.set(hash, await buffer(request))
    answer(200)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: TOKEN,
    async close() {
      server.close().closeAllConnections()
      await once(server, 'close')
    },
  }
}
