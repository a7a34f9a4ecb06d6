import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { sliceSpec } from '../../src/api.ts'
import { fetcher, type NetworkAccess } from '../../src/core/load/network/fetch.ts'
import { LIMITS } from '../../src/core/load/network/limits.ts'
import type { Lookup } from '../../src/core/load/network/private-address.ts'
import { type Sliced, sliceInMemory } from '../support/slice.ts'
import { descriptionWith } from './description-with.ts'

// What is fetched, from a real server on this machine, and what is not.

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A server that answers by path, and remembers what it was asked. */
class TestServer {
  readonly asked: IncomingMessage[] = []
  answers: Record<string, Answer> = {}
  readonly #server: Server = createServer((request, response) => {
    this.asked.push(request)
    const answer = this.answers[request.url!]
    if (answer) answer(request, response)
    else response.writeHead(404).end()
  })

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get paths(): string[] {
    return this.asked.map(({ url }) => url!)
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}

const server = new TestServer()
const other = new TestServer()
let folder: string

beforeAll(() => Promise.all([server.listen(), other.listen()]))
afterAll(() => [server, other].forEach((one) => one.close()))
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'network-'))))
afterEach(() => {
  rmSync(folder, { recursive: true })
  for (const one of [server, other]) {
    one.answers = {}
    one.asked.length = 0
  }
})

const yaml =
  (text: string, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(200, { 'content-type': 'application/yaml', ...headers }).end(text)

const redirect =
  (location: string, status = 302): Answer =>
  (_, response) =>
    response.writeHead(status, { location }).end('description: NOT TAKEN\n')

const FINE = yaml('description: TAKEN\n')

/** What becomes of references, each in an endpoint of its own; `GET /fine` has none. */
function sliced(refs: readonly string[], allow: readonly string[] = [server.origin]): Promise<Sliced> {
  const input = join(folder, 'openapi.json')
  writeFileSync(input, descriptionWith(refs))
  return sliceInMemory(input, { allow })
}

async function failureOf(ref: string, allow?: readonly string[]) {
  const { slices, problems } = await sliced([ref], allow)
  expect([...slices.keys()]).toEqual(['GET /fine'])
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatchObject({ line: 8, message: expect.stringContaining(`The reference ${ref} leads nowhere: `) })
  return problems[0]!
}

describe('an origin that is allowed', () => {
  it('is fetched from, once for each file, and what its files refer to as well', async () => {
    server.answers = {
      '/a/b.yaml': yaml('description: Fine\ncontent: { x/y: { schema: { $ref: ../c%20d.yaml#/Item } } }\n'),
      '/c%20d.yaml': yaml('Item: { type: object, properties: { own: { $ref: "#/Other" } } }\nOther: { const: TAKEN }\n'),
    }
    const ref = `${server.origin}/a/b.yaml`
    const { slices } = await sliced([ref, ref])

    expect([...slices.keys()]).toEqual(['GET /0', 'GET /1', 'GET /fine'])
    expect(slices.get('GET /1')!.text).toContain('TAKEN')
    expect(server.paths).toEqual(['/a/b.yaml', '/c%20d.yaml'])
  })

  it('is told nothing of whoever asks', async () => {
    server.answers = { '/a.yaml': FINE }
    await sliced([`${server.origin}/a.yaml`])
    const { headers, method } = server.asked[0]!

    expect(method).toBe('GET')
    expect(Object.keys(headers).toSorted()).toEqual(['accept', 'accept-encoding', 'connection', 'host'])
  })

  it('is the same however it is written', async () => {
    server.answers = { '/a.yaml': FINE }
    const { slices } = await sliced([`HTTP://127.1:${server.port}/x/../a.yaml`, `http://0x7f000001:${server.port}/a.yaml`])

    expect(slices.size).toBe(3)
  })

  it('has no say in what else is read: its files refer to its own', async () => {
    const secret = pathToFileURL(join(folder, 'secret.yaml'))
    server.answers = { '/a.yaml': yaml(`description: Fine\ncontent: { x/y: { schema: { $ref: '${secret.pathname}' } } }\n`) }
    writeFileSync(secret, 'const: TAKEN\n')
    const { slices, problems } = await sliced([`${server.origin}/a.yaml`])

    expect([...slices.keys()]).toEqual(['GET /fine'])
    expect(problems[0]).toMatchObject({ file: `${server.origin}/a.yaml`, line: 2, message: expect.stringContaining('the answer is 404') })
    expect(server.paths.at(-1)).toBe(secret.pathname)
  })

  it.for(['file:///etc/passwd', '//other.example/x', 'C:\\x.yaml', 'javascript:x', 'https://user@other.example'])(
    'cannot make a file of it refer to %s',
    async (ref) => {
      server.answers = { '/a.yaml': yaml(`description: Fine\ncontent: { x/y: { schema: { $ref: ${JSON.stringify(ref)} } } }\n`) }
      const { problems } = await sliced([`${server.origin}/a.yaml`])

      expect(problems[0]).toMatchObject({ code: 'refused-reference', file: `${server.origin}/a.yaml` })
      expect(server.paths).toEqual(['/a.yaml'])
    },
  )

  it('is asked again by the next run, which remembers nothing of it', async () => {
    const request = {
      input: join(folder, 'openapi.json'),
      outDir: join(folder, 'out'),
      allow: server.origin,
      cacheDir: join(folder, 'cache'),
    }
    writeFileSync(request.input, descriptionWith([`${server.origin}/a.yaml`]))
    for (const text of ['Old', 'New']) {
      server.answers = { '/a.yaml': yaml(`description: ${text}\n`) }
      const result = await sliceSpec(request)
      expect(result).toMatchObject({ extracted: 2, unchanged: false })
    }
    expect(server.paths).toHaveLength(2)
  })
})

it('an origin that is not allowed is never asked', async () => {
  other.answers = { '/a.yaml': FINE }
  const refs = [`${other.origin}/a.yaml`, `http://localhost:${server.port}/a.yaml`, `https://127.0.0.1:${server.port}/a.yaml`]
  const { slices, problems } = await sliced(refs)

  expect([...slices.keys()]).toEqual(['GET /fine'])
  expect(problems.map(({ code }) => code)).toEqual(refs.map(() => 'refused-reference'))
  expect([...other.asked, ...server.asked]).toEqual([])
})

describe('a redirect', () => {
  it.for([301, 302, 303, 307, 308])('of status %i is followed within the origin, and references start where it ends', async (status) => {
    server.answers = {
      '/latest': redirect('/v1/openapi.yaml', status),
      '/v1/openapi.yaml': yaml('description: Fine\ncontent: { x/y: { schema: { $ref: item.yaml } } }\n'),
      '/v1/item.yaml': yaml('const: TAKEN\n'),
    }

    expect((await sliced([`${server.origin}/latest`])).slices.get('GET /0')!.text).toContain('TAKEN')
  })

  it('is followed to another origin that is allowed, too', async () => {
    server.answers = { '/a.yaml': redirect(`${other.origin}/b.yaml`) }
    other.answers = { '/b.yaml': FINE }

    expect((await sliced([`${server.origin}/a.yaml`], [server.origin, other.origin])).slices.size).toBe(2)
  })

  it('that two share leads to one file', async () => {
    server.answers = { '/a': redirect('/c.yaml'), '/b': redirect('/c.yaml'), '/c.yaml': FINE }

    expect((await sliced([`${server.origin}/a`, `${server.origin}/b`, `${server.origin}/c.yaml`])).slices.size).toBe(4)
  })

  it.for([
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.1/a.yaml',
    'http://[::1]/a.yaml',
    'https://example.com/a.yaml',
    '//example.com/a.yaml',
    'file:///etc/passwd',
    'data:application/json,{}',
    'http://user:secret@127.0.0.1/a.yaml',
  ])('to %s is refused', async (location) => {
    server.answers = { '/a.yaml': redirect(location) }
    const { code, message } = await failureOf(`${server.origin}/a.yaml`)

    expect(code).toBe('refused-reference')
    expect(message).toContain(`it leads on to ${location}: `)
    expect(server.paths).toEqual(['/a.yaml'])
  })

  it('to another server of the same machine is refused before that is asked', async () => {
    server.answers = { '/a.yaml': redirect(`${other.origin}/b.yaml`) }
    other.answers = { '/b.yaml': FINE }

    expect((await failureOf(`${server.origin}/a.yaml`)).code).toBe('refused-reference')
    expect(other.asked).toEqual([])
  })

  it('after redirect ends', async () => {
    server.answers = { '/a.yaml': redirect('/a.yaml') }

    expect((await failureOf(`${server.origin}/a.yaml`)).message).toContain(
      `leads on to other addresses more than ${LIMITS.redirects} times`,
    )
    expect(server.asked).toHaveLength(LIMITS.redirects + 1)
  })

  it('to nowhere leads nowhere', async () => {
    server.answers = { '/a.yaml': redirect('http://['), '/b.yaml': (_, response) => response.writeHead(302).end() }

    expect((await failureOf(`${server.origin}/a.yaml`)).message).toContain('no address that can be understood')
    expect((await failureOf(`${server.origin}/b.yaml`)).message).toContain('the answer is 302')
  })
})

describe('a name', () => {
  /** A resolver of names that answers with these addresses, one after the other. */
  function answering(...answers: readonly string[][]): Lookup & { asked: string[] } {
    const asked: string[] = []
    const lookup: Lookup = (hostname, _options, done) => {
      const addresses = answers[Math.min(asked.length, answers.length - 1)]!
      asked.push(hostname)
      done(null, addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))) // prettier-ignore
    }
    return Object.assign(lookup, { asked })
  }

  const fetchFrom = (host: string, access: Partial<NetworkAccess>) => {
    const origin = `http://${host}:${server.port}`
    return fetcher({ origins: [origin], ...access })(`${origin}/a.yaml`)
  }

  it.for([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1'],
    ...['::1', '::', 'fe80::1', 'fc00::1', 'ff02::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::'],
  ])('that leads to the private address %s is refused', async (address) => {
    server.answers = { '/a.yaml': FINE }
    const lookup = answering([address])

    await expect(fetchFrom('specs.example', { lookup })).rejects.toMatchObject({
      message: `specs.example leads to the private address ${address}, which is not allowed`,
      remedy: expect.stringMatching(/list http:\/\/.+ in the option “allow”, too/),
    })
    expect(server.asked).toEqual([])
  })

  it('that leads to a private address beside an open one is refused', async () => {
    await expect(fetchFrom('specs.example', { lookup: answering(['93.184.216.34', '127.0.0.1']) })).rejects.toThrow('127.0.0.1')
  })

  it('is looked up once for a connection, so that its answer cannot change in between', async () => {
    server.answers = { '/a.yaml': redirect('/b.yaml'), '/b.yaml': FINE }
    const origins = [`http://specs.example:${server.port}`, server.origin]
    const lookup = answering(['127.0.0.1'], ['127.0.0.2'])

    await expect(fetchFrom('specs.example', { lookup, origins })).rejects.toThrow('specs.example leads to the private address 127.0.0.2')
    expect(server.paths).toEqual(['/a.yaml'])
    expect(lookup.asked).toEqual(['specs.example', 'specs.example'])
  })

  it('is followed where its private address is allowed as well', async () => {
    server.answers = { '/a.yaml': FINE }
    const origins = [`http://specs.example:${server.port}`, server.origin]

    expect((await fetchFrom('specs.example', { lookup: answering(['127.0.0.1']), origins })).bytes.toString()).toContain('TAKEN')
    expect(server.asked[0]!.headers.host).toBe(`specs.example:${server.port}`)
  })

  it.for(['localhost', 'specs.localhost'])('%s says by itself where it leads', async (host) => {
    server.answers = { '/a.yaml': FINE }

    expect((await fetchFrom(host, { lookup: answering(['127.0.0.1']) })).bytes.toString()).toContain('TAKEN')
  })

  it('really is looked up', async () => {
    server.answers = { '/a.yaml': FINE }
    const origin = `http://localhost:${server.port}`

    expect((await sliced([`${origin}/a.yaml`], [origin])).slices.size).toBe(2)
  })

  it('that nobody knows leads nowhere', async () => {
    const lookup: Lookup = (_, __, done) => done(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), [])

    await expect(fetchFrom('specs.example', { lookup })).rejects.toThrow('cannot be fetched: there is no such name')
    await expect(fetchFrom('specs.example', { lookup: answering([]) })).rejects.toThrow('its name has no address')
  })

  it('is believed with “https:”, where a certificate proves it', async () => {
    // What answers here has none, so that it is asked, and not believed.
    const origin = `https://specs.example:${server.port}`
    const fetching = fetcher({ origins: [origin], lookup: answering(['127.0.0.1']) })(`${origin}/a.yaml`)

    await expect(fetching).rejects.toThrow(/cannot be fetched/)
    await expect(fetching).rejects.not.toThrow('private address')
    expect(server.asked).toEqual([])
  })
})

describe('an answer', () => {
  it.for([
    ['application/json', '{"description":"TAKEN"}', '/a'],
    ['application/vnd.oai.openapi+json;version=3.1', '{"description":"TAKEN"}', '/a'],
    ['APPLICATION/YAML; charset=utf-8', 'description: TAKEN', '/a'],
    ['text/x-yaml', 'description: TAKEN', '/a'],
    ['text/plain', 'description: TAKEN', '/a.yaml'],
    ['application/octet-stream', 'description: TAKEN', '/a.yml'],
    ['', '{"description":"TAKEN"}', '/a.json'],
    ['', 'description: TAKEN', '/a.yaml?raw=true'],
  ] as const)('of type “%s” is read', async ([type, body, path]) => {
    server.answers = { [path]: (_, response) => response.writeHead(200, type === '' ? {} : { 'content-type': type }).end(body) }

    expect((await sliced([`${server.origin}${path}`])).slices.get('GET /0')!.text).toContain('TAKEN')
  })

  it.for([
    ['text/html; charset=utf-8', 'a web page (text/html)'],
    ['application/xhtml+xml', 'a web page'],
    ['image/png', 'image/png, and neither YAML, JSON nor text'],
    ['application/octet-stream', 'application/octet-stream, and neither'],
    ['', 'of no declared type'],
  ] as const)('of type “%s” is not', async ([type, reason]) => {
    server.answers = { '/a': (_, response) => response.writeHead(200, type === '' ? {} : { 'content-type': type }).end('description: A') }

    expect((await failureOf(`${server.origin}/a`)).message).toContain(reason)
  })

  it('that is text is a string', async () => {
    server.answers = { '/a.md': (_, response) => response.writeHead(200, { 'content-type': 'text/markdown' }).end('# TAKEN\n') }
    const input = join(folder, 'openapi.json')
    writeFileSync(input, descriptionWith([]).replace('"title": "A"', `"title": "A", "description": { "$ref": "${server.origin}/a.md" }`))
    const { slices } = await sliceInMemory(input, { allow: server.origin })

    expect(slices.get('GET /fine')!.text).toContain('# TAKEN')
  })

  it('that holds nothing is told of at the reference to it', async () => {
    server.answers = { '/a.yaml': yaml('# nothing\n') }
    const { problems } = await sliced([`${server.origin}/a.yaml`])

    expect(problems).toMatchObject([{ line: 8, message: expect.stringContaining('must be an object') }])
    expect(problems[0]!.file).toMatch(/openapi\.json$/)
  })

  it.for([204, 206, 304, 401, 404, 418, 500])('of status %i is not', async (status) => {
    server.answers = { '/a.yaml': (_, response) => response.writeHead(status, { 'content-type': 'application/yaml' }).end() }

    expect(await failureOf(`${server.origin}/a.yaml`)).toMatchObject({
      code: 'unresolved-reference',
      message: expect.stringContaining(`cannot be fetched: the answer is ${status}`),
    })
  })

  it.for([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const)('that is packed as %s is unpacked', async ([encoding, pack]) => {
    server.answers = {
      '/a.yaml': (_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(pack('description: TAKEN')),
    }

    expect((await sliced([`${server.origin}/a.yaml`])).slices.get('GET /0')!.text).toContain('TAKEN')
  })

  it.for([
    ['gzip, gzip', gzipSync(gzipSync('description: A')), /packed as gzip, gzip/],
    ['deflate', Buffer.from('description: A'), /packed as deflate/],
    ['gzip', Buffer.from('description: A'), /incorrect header check/],
    ['gzip', gzipSync('description: A').subarray(0, 12), /unexpected end/],
  ] as const)('that is packed otherwise, or wrongly, is not (%s)', async ([encoding, body, reason]) => {
    server.answers = { '/a.yaml': (_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body) }

    expect((await failureOf(`${server.origin}/a.yaml`)).message).toMatch(reason)
  })

  it('that breaks off is not', async () => {
    server.answers = {
      '/a.yaml': (_, response) => {
        response.writeHead(200, { 'content-length': '1000' }).write('description: A\n')
        setTimeout(() => response.destroy(), 50)
      },
      '/b.yaml': (_, response) => void response.socket!.end('HTTP/1.1 nonsense\r\n\r\n'),
    }

    expect((await failureOf(`${server.origin}/a.yaml`)).message).toMatch(/cannot be fetched: the connection broke off/)
    expect((await failureOf(`${server.origin}/b.yaml`)).message).toMatch(/cannot be fetched: Parse Error/)
  })

  it('that nobody gives is none', async () => {
    const gone = new TestServer()
    await gone.listen()
    const { origin } = gone
    gone.close()

    expect((await failureOf(`${origin}/a.yaml`, [origin])).message).toContain('nobody answers there')
  })

  it('is parsed within the same limits as a file', async () => {
    const laughs = [
      'a: &a0 [x, x]',
      ...Array.from({ length: 30 }, (_, n) => `b${n}: &a${n + 1} [*a${n}, *a${n}]`),
      'description: *a30',
    ].join('\n')
    server.answers = {
      '/deep.json': yaml(`${'['.repeat(200_000)}${']'.repeat(200_000)}`, { 'content-type': 'application/json' }),
      '/laughs.yaml': yaml(laughs),
      '/broken.yaml': yaml('description: [\n'),
      '/twice.yaml': yaml('a: 1\na: 2\n'),
    }
    const names = Object.keys(server.answers)
    const { slices, problems } = await sliced(names.map((name) => server.origin + name))

    expect([...slices.keys()]).toEqual(['GET /fine'])
    const messageFor = (name: string): string | undefined => problems.find(({ message }) => message.includes(name))?.message
    expect(messageFor('/laughs.yaml')).toMatch(/more than 2,000,000 values when its YAML aliases are written out/)
    expect(messageFor('/deep.json')).toMatch(/levels of nesting/)
    expect(messageFor('/broken.yaml')).toMatch(/is not valid YAML.*line 2/)
    expect(messageFor('/twice.yaml')).toMatch(/twice/)
  })
})

describe('what has no end', () => {
  it('is stopped when it is too large, whatever it says of itself', async () => {
    let sent = 0
    const piece = Buffer.alloc(1 << 20, 'a')
    server.answers = {
      '/a.yaml': (_, response) => {
        const more = (): void => {
          while (!response.destroyed && response.write(piece)) sent += piece.length
        }
        response.writeHead(200).on('drain', more)
        more()
      },
    }

    expect((await failureOf(`${server.origin}/a.yaml`)).message).toContain('what is fetched is larger than 128 MB')
    expect(sent).toBeLessThan(2 * LIMITS.bytes)
  })

  it.for([
    ['gzip', gzipSync],
    ['br', (text: Buffer) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ] as const)('is stopped when it becomes too large only when it is unpacked (%s)', async ([encoding, pack]) => {
    const bomb = pack(Buffer.alloc(LIMITS.bytes + 1, 'a'))
    expect(bomb.length).toBeLessThan(LIMITS.bytes / 500)
    server.answers = { '/a.yaml': (_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(bomb) }

    expect((await failureOf(`${server.origin}/a.yaml`)).message).toContain('larger than 128 MB')
  })

  it('is stopped when it is too large together', async () => {
    const fetch = fetcher({ origins: [server.origin], limits: { ...LIMITS, bytes: 25 } })
    server.answers = { '/a.yaml': FINE, '/b.yaml': FINE }

    await fetch(`${server.origin}/a.yaml`)
    await expect(fetch(`${server.origin}/b.yaml`)).rejects.toThrow('larger than')
  })

  it.for<[string, Answer]>([
    ['never answers', () => {}],
    ['answers byte by byte', (_, response) => void setInterval(() => response.write(' '), 20).unref()],
    [
      'answers line by line, and only closing the connection would tell its end',
      (_, { socket }) => {
        socket!.write('HTTP/1.1 200 OK\r\ncontent-type: application/yaml\r\nconnection: close\r\n\r\n')
        setInterval(() => socket!.write('a: b\n'), 20).unref()
      },
    ],
    ['leads on and on, slowly', (_, response) => void setTimeout(() => redirect('/a.yaml')(_, response), 100)],
  ])('is stopped when it %s', async ([, answer]) => {
    server.answers = { '/a.yaml': answer }
    const fetch = fetcher({ origins: [server.origin], limits: { ...LIMITS, time: 250 } })

    await expect(fetch(`${server.origin}/a.yaml`)).rejects.toThrow(`${server.origin}/a.yaml takes too long`)
  })

  it('is stopped when all of it takes too long', async () => {
    const fetch = fetcher({ origins: [server.origin], limits: { ...LIMITS, timeInAll: 1_000, atOnce: 1 } })
    server.answers = { '/1.yaml': FINE, '/2.yaml': () => {}, '/3.yaml': FINE }
    const outcomes = await Promise.allSettled(Object.keys(server.answers).map((path) => fetch(server.origin + path)))

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(server.paths).not.toContain('/3.yaml')
  })

  it('is stopped when all of it takes too long, also by a timer that is early', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const fetch = fetcher({ origins: [server.origin], limits: { ...LIMITS, timeInAll: 100, atOnce: 1 } })
    server.answers = { '/1.yaml': () => {}, '/2.yaml': FINE }
    const outcomes = await Promise.allSettled(Object.keys(server.answers).map((path) => fetch(server.origin + path)))

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(server.paths).not.toContain('/2.yaml')
  })

  it('is stopped when one file leads to the next for ever', async () => {
    const fetch = fetcher({ origins: [server.origin], limits: { ...LIMITS, files: 2 } })
    server.answers = { '/chain.yaml': FINE }

    for (const _ of [1, 2]) await fetch(`${server.origin}/chain.yaml`)
    await expect(fetch(`${server.origin}/chain.yaml`)).rejects.toThrow('more than 2 files')
    // What an earlier test gave up may still arrive.
    expect(server.paths.filter((path) => path === '/chain.yaml')).toHaveLength(2)
  })

  it('ends with the run that asked for it', async () => {
    const input = join(folder, 'openapi.json')
    writeFileSync(input, descriptionWith([`${server.origin}/a.yaml`]))
    const controller = new AbortController()
    const closed = new Promise<void>((resolve) => {
      server.answers = {
        '/a.yaml': (request) => {
          request.socket.on('close', () => resolve())
          controller.abort(new Error('stopped'))
        },
      }
    })

    await expect(sliceSpec({ input, outDir: join(folder, 'out'), allow: server.origin }, { signal: controller.signal })).rejects.toThrow(
      'stopped',
    )
    await closed
  })

  it('is asked a few at a time', async () => {
    let [open, most] = [0, 0]
    const answer: Answer = (_, response) => {
      most = Math.max(most, ++open)
      setTimeout(() => {
        open--
        FINE(_, response)
      }, 20)
    }
    const paths = Array.from({ length: 20 }, (_, index) => `/${index}.yaml`)
    server.answers = Object.fromEntries(paths.map((path) => [path, answer]))
    const { slices } = await sliced(paths.map((path) => server.origin + path))

    expect(slices.size).toBe(21)
    expect(most).toBeLessThanOrEqual(LIMITS.atOnce)
  })
})
