import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Endpoint } from '../../src/core/select/endpoints.ts'
import { endpointNames, safeName } from '../../src/core/slice/file-names.ts'

const endpoint = (method: string, path: string): Endpoint => ({ id: `${method} ${path}`, method, path, isWebhook: false }) as Endpoint

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '/../../x',
    '/..',
    '/.',
    '//',
    '/con',
    '/NUL',
    '/a:b',
    '/a\u0000b',
    '/a\nb',
    '/\u202Eabc',
    'C:\\x',
    '\\\\server\\share',
    '/é',
    '/e\u0301',
    '/__proto__',
    `/${'x'.repeat(5_000)}`,
  ),
)

describe('file names', () => {
  it.each([
    ['/users/{id}', 'users-id'],
    ['/users', 'users'],
    ['/', 'root'],
    ['/v1.0/a.json', 'v1.0-a.json'],
    ['/../../x', 'x'],
    ['/a:append', 'a-append'],
    ['/{a}{b}', 'ab'],
    ['/ä/{名}', 'root'],
    ["/docs('{key}')/", 'docs-key'],
  ])('%s becomes %s', (path, name) => expect(safeName(path)).toBe(name))

  it('are safe, short and unique without regard to case, whatever the paths', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.constantFrom('GET', 'POST', 'M-SEARCH', '../x'), nasty), {
          selector: ([method, path]) => `${method} ${path}`,
          maxLength: 40,
        }),
        (pairs) => {
          const endpoints = pairs.map(([method, path]) => endpoint(method, path))
          const names = [...endpointNames(endpoints, 'yaml').values()].map((name) => `${name}.yaml`)
          expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(pairs.length)
          for (const name of names) {
            expect(name).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._~-]*\.yaml$/)
            expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200)
          }
        },
      ),
    )
  })

  it('do not depend on the order of the endpoints', () => {
    const endpoints = ['/users', '/users/', '/Users', '/a'].map((path) => endpoint('GET', path))
    const names = endpointNames(endpoints, 'yaml')
    expect(new Map([...endpointNames(endpoints.toReversed(), 'yaml')].toReversed())).toEqual(names)
    expect(names.get('GET /a')).toBe('a_GET')
    expect(names.get('GET /users')).toMatch(/^users_GET~[0-9a-f]{8}$/)
  })
})
