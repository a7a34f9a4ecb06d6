import { hash } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { extname } from 'node:path'

const TYPES: Record<string, string> = {
  // RFC 9512
  '.yaml': 'application/yaml; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
}

export const isReading = ({ method }: IncomingMessage): boolean => method === 'GET' || method === 'HEAD'

/** Answers with a file, or with nothing if the browser has it already. @param name whose ending tells the type */
export function sendFile(request: IncomingMessage, response: ServerResponse, name: string, content: string | Uint8Array): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const tag = `"${hash('sha1', bytes, 'base64url')}"`
  response.setHeader('ETag', tag)
  response.setHeader('Cache-Control', 'no-cache')
  response.setHeader('X-Content-Type-Options', 'nosniff')
  if (knows(request, tag)) {
    response.statusCode = 304
    response.end()
    return
  }
  response.setHeader('Content-Type', TYPES[extname(name)] ?? 'text/plain; charset=utf-8')
  response.setHeader('Content-Length', bytes.byteLength)
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

export function refuse(response: ServerResponse, status: 403 | 404 | 405, reason: string): void {
  response.statusCode = status
  response.setHeader('Content-Type', 'text/plain; charset=utf-8')
  response.setHeader('Cache-Control', 'no-cache')
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.end(`${reason}\n`)
}

/** RFC 9110 §13.1.2: compared weakly. */
function knows({ headers }: IncomingMessage, tag: string): boolean {
  const known = headers['if-none-match']?.split(',').map((one) => one.trim().replace(/^W\//, '')) ?? []
  return known.includes(tag) || known.includes('*')
}

/**
 * Whether a page of somebody else is asking. What the server's own rules for other origins have allowed is none; that the
 * name of the host is one of ours it has already checked.
 */
export function isForeign({ headers }: IncomingMessage, response: ServerResponse): boolean {
  const { origin, host } = headers
  if (origin !== undefined) {
    const allowed = response.getHeader('access-control-allow-origin')
    return !isOf(origin, host) && allowed !== '*' && allowed !== origin
  }
  return isEmbedding(headers)
}

/** Strictly, for what is only for our own page. */
export const isElsewhere = ({ headers }: IncomingMessage): boolean =>
  headers.origin === undefined ? isEmbedding(headers) : !isOf(headers.origin, headers.host)

/** Whether another page takes this for a part of itself, as browsers tell. To follow a link from one is fine. */
function isEmbedding(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin' || site === 'none') return false
  return headers['sec-fetch-mode'] !== 'navigate' || headers['sec-fetch-dest'] !== 'document'
}

const isOf = (origin: string, host: string | undefined): boolean => URL.canParse(origin) && new URL(origin).host === host
