import type { IncomingMessage } from 'node:http'
import PQueue from 'p-queue'
import { messageOf } from '../../problems.ts'
import { addressOf } from '../address.ts'
import { admitAddress, Refusal } from '../admission.ts'
import { bodyOf, get } from './get.ts'
import { LIMITS } from './limits.ts'
import { guardedLookup, type Lookup } from './private-address.ts'

export interface NetworkAccess {
  /** Origins such as `https://example.com` from which files may be fetched. */
  origins: readonly string[]
  signal?: AbortSignal | undefined
  lookup?: Lookup
  limits?: typeof LIMITS
}

export interface Fetched {
  /** Where it was found in the end, which references in it are relative to (RFC 3986 §5.1.3). */
  url: string
  bytes: Buffer
  /** Whether it is YAML or JSON, and not just text. */
  isData: boolean
}

/** Fetches files for one description, within limits that hold for all of them together. */
export function fetcher({ origins, signal, lookup, limits = LIMITS }: NetworkAccess): (address: string) => Promise<Fetched> {
  const queue = new PQueue({ concurrency: limits.atOnce })
  let files = 0
  let bytes = 0
  let ending: number | undefined
  return (address) => queue.add(() => fetchOne(address))

  async function fetchOne(address: string): Promise<Fetched> {
    if (++files > limits.files) throw new Error(`more than ${limits.files} files would be fetched`)
    ending ??= performance.now() + limits.timeInAll
    const left = ending - performance.now()
    const stop = stopAfter(Math.min(limits.time, left), signal)
    try {
      stop.signal.throwIfAborted()
      const fetched = await followed(address, stop.signal)
      // A body that ends where the connection does ends here, too, and looks whole.
      stop.signal.throwIfAborted()
      return fetched
    } catch (error) {
      signal?.throwIfAborted()
      // A timer may be early by the part of a millisecond, in which the next would still be asked for.
      if (stop.signal.aborted && left <= limits.time) ending = -Infinity
      if (error instanceof Refusal) throw error
      throw new Error(`${address} ${stop.signal.aborted ? 'takes too long' : `cannot be fetched: ${reasonOf(error)}`}`, { cause: error })
    } finally {
      stop.end()
    }
  }

  async function followed(address: string, stop: AbortSignal): Promise<Fetched> {
    let url = admitAddress(address, origins)
    for (let redirects = 0; redirects <= limits.redirects; redirects++) {
      const response = await get(url, guardedLookup(url, origins, lookup), stop)
      try {
        const next = redirectOf(response)
        if (next === undefined) return await taken(url, response)
        url = admitNext(url, next)
      } finally {
        response.destroy()
      }
    }
    throw new Error(`it leads on to other addresses more than ${limits.redirects} times`)
  }

  function admitNext(url: URL, next: string): URL {
    try {
      return admitAddress(addressOf(url.href, next).replace(/#.*/s, ''), origins)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      throw new Refusal(`it leads on to ${next}: ${error.message}`, error.remedy)
    }
  }

  async function taken(url: URL, response: IncomingMessage): Promise<Fetched> {
    const isData = kindOf(url, response)
    const body = await bodyOf(response, (more) => {
      if ((bytes += more) > limits.bytes) throw new Error(`what is fetched is larger than ${limits.bytes / 1e6} MB`)
    })
    return { url: url.href, bytes: body, isData }
  }
}

/** Stops after some time, or with the run. (What `AbortSignal.any` makes of a timeout is lost when memory is tidied up.) */
function stopAfter(milliseconds: number, run: AbortSignal | undefined): { signal: AbortSignal; end(): void } {
  const controller = new AbortController()
  const stop = (): void => controller.abort()
  const timer = setTimeout(stop, Math.max(0, milliseconds))
  run?.addEventListener('abort', stop)
  if (run?.aborted || milliseconds <= 0) stop()
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer)
      run?.removeEventListener('abort', stop)
    },
  }
}

/** RFC 9110 §15.4. The others of its kind lead nowhere. */
const REDIRECTS: readonly unknown[] = [301, 302, 303, 307, 308]

const redirectOf = ({ statusCode, headers }: IncomingMessage): string | undefined =>
  REDIRECTS.includes(statusCode) ? headers.location : undefined

/** Many servers call YAML plain text, or nothing at all; then the name decides, as it does for files. @throws Error */
function kindOf(url: URL, { statusCode, statusMessage, headers }: IncomingMessage): boolean {
  if (statusCode !== 200) throw new Error(`the answer is ${statusCode} ${statusMessage}`)
  const type = headers['content-type']?.split(';')[0]!.trim().toLowerCase() ?? ''
  if (/json|yaml|openapi/.test(type)) return true
  if (/html/.test(type)) throw new Error(`the answer is a web page (${type})`)
  if (/\.(?:json|ya?ml)$/i.test(url.pathname)) return true
  if (type.startsWith('text/')) return false
  throw new Error(`the answer is ${type || 'of no declared type'}, and neither YAML, JSON nor text`)
}

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'nobody answers there',
  ECONNRESET: 'the connection broke off',
  ENOTFOUND: 'there is no such name',
  ETIMEDOUT: 'nobody answers there',
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return REASONS[code] ?? (messageOf(error) || code)
}
