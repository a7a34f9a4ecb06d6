import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { pipeline, type Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip } from 'node:zlib'

/** No cookies, no credentials, no word of who asks. */
const HEADERS = { accept: 'application/yaml, application/json, text/*;q=0.9, */*;q=0.1', 'accept-encoding': 'gzip, br' }

/** The answer to one request, wherever it leads. */
export function get(url: URL, lookup: LookupFunction, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    // A connection of its own: one that was made earlier was perhaps made under another name.
    request(url, { agent: false, headers: HEADERS, lookup, signal }).on('response', resolve).on('error', reject).end()
  })
}

/** The body of an answer, unpacked. @param take is told the size of each piece, and stops it by throwing */
export async function bodyOf(response: IncomingMessage, take: (bytes: number) => void): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of unpacked(response) as AsyncIterable<Buffer>) {
    take(piece.byteLength)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

function unpacked(response: IncomingMessage): Readable {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (encoding === 'identity') return response
  const unpack = encoding === 'gzip' ? createGunzip() : encoding === 'br' ? createBrotliDecompress() : undefined
  if (!unpack) throw new Error(`it is packed as ${encoding}, which was not asked for`)
  // Errors come out of the last of the two.
  return pipeline(response, unpack, () => {})
}
