import { rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { build } from '../cli/slice-oas.ts'
import { projectOf } from './project.ts'
import { devServerOf } from './vite.ts'

// Vite's development server through a bare socket: no client tidies up paths, or keeps from sending what browsers do not.

vi.setConfig({ testTimeout: 60_000 })

beforeAll(() => {
  build()
  vi.stubEnv('VITEST', undefined)
})
afterAll(() => void vi.unstubAllEnvs())

interface Answer {
  status: number
  head: string
  body: string
}

type Ask = (line: string, headers?: Record<string, string>) => Promise<Answer>

const SECRET = 'nobody may read this'

/** @param action is given what sends a request line with headers as they are */
async function serving(action: (ask: Ask) => Promise<void>): Promise<void> {
  const { root } = await projectOf('parcels')
  const secret = join(dirname(root), 'secret.yaml')
  // The rest of the project is served by Vite itself.
  for (const file of [secret, join(root, '.env')]) await writeFile(file, `A: ${SECRET}\n`)
  const server = await devServerOf(root)
  try {
    await server.listen()
    const { port } = server.httpServer!.address() as { port: number }
    const ask: Ask = (line, headers = {}) => asked(port, line, { Host: `127.0.0.1:${port}`, Connection: 'close', ...headers })
    expect((await ask('GET /slices/parcels_GET.yaml HTTP/1.1')).body).toContain('All parcels')
    await action(ask)
  } finally {
    await server.close()
    await rm(secret)
  }
}

function asked(port: number, line: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    const end = (): void => {
      const [head = '', ...body] = text.split('\r\n\r\n')
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]), head, body: body.join('\r\n\r\n') })
    }
    socket.on('close', end).on('error', reject)
    socket.on('data', (data) => {
      text += data.toString('latin1')
      // Events and sockets go on for ever; they have begun.
      if (/^retry: |^HTTP\/1\.1 101/m.test(text)) socket.destroy()
    })
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(Buffer.from(`${line}\r\n${lines.join('')}\r\n`, 'latin1'))
  })
}

/** Ways up, as they are written before anybody tidies them. */
const UP = [
  ...['..', '%2e%2e', '%2E.', '.%2e', '%252e%252e', '..%00', '%c0%ae%c0%ae', '..;'],
  ...['..%2f..', '..%5c..', '..\\..', '..%252f..', '%2e%2e%2f%2e%2e', '%2e%2e%5c%2e%2e', '....//....'],
]

const PREFIXES = [
  '/slices/',
  '/slices//',
  '/__openapi-slice/',
  '/__openapi-slice/api/',
  '/__openapi-slice/api/openapi/files/',
  '/__openapi-slice/view/redoc/',
]

it(
  'reads nothing that is not a slice, however the way out is written',
  () =>
    serving(async (ask) => {
      let count = 0
      for (const prefix of PREFIXES) {
        for (const up of UP) {
          for (const separator of ['/', '%2f', '%5c', '\\']) {
            const targets = ['secret.yaml', '.env', 'etc/passwd'].map((target) => separator + target)
            for (const target of targets) {
              const { status, body } = await ask(`GET ${prefix}${up}${target} HTTP/1.1`)
              count++
              expect(body, `${prefix}${up}${target}`).not.toMatch(/nobody may read this|root:.*:0:0:/)
              // What Vite makes of a path that leads to none of ours is its own matter; what is ours is not there.
              if (status === 200) expect(body).not.toContain('openapi: 3')
            }
          }
        }
      }
      expect(count).toBe(PREFIXES.length * UP.length * 12)
    }),
  120_000,
)

describe('an odd request', () => {
  it.for([
    ['/slices/%00', 404],
    ['/slices/parcels_GET.yaml%00', 404],
    ['/slices/parcels_GET.yaml%00.html', 404],
    ['/slices/parcels_GET.yaml/', 404],
    ['/slices/PARCELS_GET.YAML', 404],
    ['/slices/constructor.yaml', 404],
    ['/slices/__proto__.json', 404],
    ['/slices/.yaml', 404],
    [`/slices/${'a'.repeat(8000)}.yaml`, 404],
    ['/slices/parcels%5FGET.yaml', 200],
    ['/slices/../slices/parcels_GET.yaml?x=../..', 200],
    ['//127.0.0.1/slices/parcels_GET.yaml', 200],
    ['/__openapi-slice/api/openapi/files/%00', 404],
    ['/__openapi-slice/api/constructor/report.json', 404],
    ['/__openapi-slice/api/__proto__/files/a.yaml', 404],
    ['/__openapi-slice/view/redoc/%E0%A4%A/x', 404],
    ['/__openapi-slice/view/constructor.js', 404],
    ['/%5f%5fopenapi-slice/api/overview.json', 404],
  ] as const)('%s is answered with %i', ([path, expected]) =>
    serving(async (ask) => {
      const { status, body } = await ask(`GET ${path} HTTP/1.1`)

      expect(status).toBe(expected)
      if (status === 200) expect(body).toContain('All parcels')
      else expect(body).not.toMatch(/All parcels|at .*\.ts:/)
    }),
  )
})

describe('a foreign page', () => {
  const OURS = [
    '/slices/parcels_GET.yaml',
    '/slices/index.csv',
    '/__openapi-slice/',
    '/__openapi-slice/api/overview.json',
    '/__openapi-slice/api/events',
  ]

  it.for<[who: string, headers: Record<string, string>]>([
    ['of another host', { Origin: 'https://evil.example' }],
    ['of nowhere, such as a frame in a sandbox', { Origin: 'null' }],
    ['of a host that begins alike', { Origin: 'http://127.0.0.1.evil.example' }],
    ['of an extension of a browser', { Origin: 'chrome-extension://abcdef' }],
    ['that takes it for a script', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' }],
    [
      'of the same machine that takes it for a script',
      { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' },
    ],
    ['that has it in a frame', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' }],
    ['by another name for this machine', { Host: 'evil.example' }],
    ['by another name with our port', { Host: 'evil.example:5173' }],
    ['by a name that ends alike', { Host: 'localhost.evil.example' }],
    ['by no name', { Host: '' }],
    ['by two names', { Host: '127.0.0.1, evil.example' }],
  ])('%s gets nothing', ([, headers]) =>
    serving(async (ask) => {
      for (const path of OURS) {
        const { status, body } = await ask(`GET ${path} HTTP/1.1`, headers)
        expect([path, status]).toEqual([path, expect.toSatisfy((code: number) => code === 403 || code === 400)])
        expect(body).not.toMatch(/parcels|retry:/)
      }
    }),
  )

  it('cannot name another host in the line of the request', () =>
    serving(async (ask) => {
      expect((await ask('GET http://evil.example/slices/index.csv HTTP/1.1', { Host: 'evil.example' })).status).toBe(403)
    }))

  it('of the same machine gets slices by the rules of Vite, and never the page', () =>
    serving(async (ask) => {
      const origin = { Origin: 'http://localhost:3000' }
      const statuses = await Promise.all(OURS.map(async (path) => (await ask(`GET ${path} HTTP/1.1`, origin)).status))

      expect(statuses).toEqual([200, 200, 403, 403, 403])
    }))

  it('may link to it, and its own page may ask', () =>
    serving(async (ask) => {
      const link = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }
      const own = { 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' }
      for (const headers of [link, own, {}]) {
        for (const path of OURS) expect((await ask(`GET ${path} HTTP/1.1`, headers)).status).toBe(200)
      }
    }))

  it.for<[who: string, headers: Record<string, string>]>([
    ['of another host', { Origin: 'https://evil.example' }],
    ['of the same machine', { Origin: 'http://localhost:3000' }],
    ['by another name', { Host: 'evil.example' }],
  ])('%s hears nothing through the socket that tells of changes', ([, headers]) =>
    serving(async (ask) => {
      const upgrade = {
        ...{ Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==' },
        'Sec-WebSocket-Protocol': 'vite-hmr',
      }
      expect((await ask('GET / HTTP/1.1', { ...upgrade, ...headers })).status).not.toBe(101)
    }),
  )
})

describe('a request that is not for reading', () => {
  it.for(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'TRACE'])('%s gets nothing and changes nothing', (method) =>
    serving(async (ask) => {
      for (const path of ['/slices/parcels_GET.yaml', '/slices/index.csv']) {
        const { status, body } = await ask(`${method} ${path} HTTP/1.1`, { 'Content-Length': '0' })
        expect(status).not.toBe(200)
        expect(body).not.toContain('parcels')
      }
      const { status } = await ask(`${method} /__openapi-slice/api/overview.json HTTP/1.1`, { 'Content-Length': '0' })
      expect(status).toBe(method === 'OPTIONS' ? 204 : 405)
      expect((await ask('GET /slices/parcels_GET.yaml HTTP/1.1')).body).toContain('All parcels')
    }),
  )

  it('HEAD is answered without a body, and ends', () =>
    serving(async (ask) => {
      for (const path of [
        '/slices/parcels_GET.yaml',
        '/__openapi-slice/',
        '/__openapi-slice/api/overview.json',
        '/__openapi-slice/api/events',
      ]) {
        expect(await ask(`HEAD ${path} HTTP/1.1`)).toMatchObject({ status: 200, body: '' })
      }
    }))
})
