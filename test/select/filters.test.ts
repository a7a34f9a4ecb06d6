import { describe, expect, it } from 'vitest'
import { filtered, idleIn } from '../../src/core/select/filters.ts'
import { type Filters, NO_FILTERS } from '../../src/core/select/matcher.ts'
import type { SliceError } from '../../src/core/problems.ts'
import type { Endpoint } from '../../src/core/select/endpoints.ts'
import { nothingSelected, unmatched } from '../../src/core/select/select.ts'

const endpoint = (id: string, facts: Partial<Endpoint> = {}): Endpoint => {
  const [method = '', path = ''] = id.split(' ')
  return { id, method, path, tags: [], deprecated: false, operationId: undefined, ...facts } as Endpoint
}

/** What only additional operations of 3.2 can be. */
const COPIES = ['copy /copies', 'M_X /copies', 'GET2 /copies']

const ENDPOINTS = [
  endpoint('GET /users', { tags: ['people'], operationId: 'users/list' }),
  endpoint('POST /users', { tags: ['people', 'admin'], operationId: 'users/create' }),
  endpoint('GET /users/{id}', { operationId: 'users/get', deprecated: true }),
  endpoint('GET /users/{id}/keys', { tags: ['Keys'] }),
  endpoint('GET /api/v2/.well-known'),
  endpoint("GET /docs('{key}')"),
  endpoint('GET /q#Action=X'),
  endpoint('GET /r#to'),
  ...COPIES.map((id) => endpoint(id)),
]

const selected = (filters: Partial<Filters>): string[] => filtered(ENDPOINTS, { ...NO_FILTERS, ...filters }).map(({ id }) => id)

describe('filters', () => {
  it.each<[string, Partial<Filters>, string[]]>([
    ['a star stays within a segment', { filter: ['/users/*'] }, ['GET /users/{id}']],
    ['two stars cross segments, below the one before them', { filter: ['/users/**'] }, ['GET /users/{id}', 'GET /users/{id}/keys']],
    [
      'an alternative that is empty takes it, too',
      { filter: ['/users{,/**}'] },
      ['GET /users', 'POST /users', 'GET /users/{id}', 'GET /users/{id}/keys'],
    ],
    ['braces of a template mean themselves', { filter: ['/users/{id}'] }, ['GET /users/{id}']],
    ['braces with a comma are alternatives', { filter: ['/{users,q}*'] }, ['GET /users', 'POST /users', 'GET /q#Action=X']],
    ['a method behind # limits a pattern', { filter: ['/users#POST'] }, ['POST /users']],
    ['a method behind # is read in any case', { filter: ['/users#post'], exclude: ['/users#Get'] }, ['POST /users']],
    ['a method behind # may be any that there is', { filter: ['/copies#copy', '/copies#M_X', '/**#get2'] }, COPIES],
    ['an expression may have a method behind it', { filter: ['^/copies$#m_x'], filterType: 'regex' }, ['M_X /copies']],
    ['# in a path is also no method', { filter: ['/r#to'] }, ['GET /r#to']],
    ['# in a path is no method of an expression', { filter: ['^/r#to$'], filterType: 'regex' }, ['GET /r#to']],
    ['a method behind the last #', { filter: ['/r#to#GET', '/q#Action=X#POST'] }, ['GET /r#to']],
    ['# in a path is no method', { filter: ['/q#Action=X'] }, ['GET /q#Action=X']],
    ['parentheses and quotes mean themselves', { filter: ["/docs('{key}')"] }, ["GET /docs('{key}')"]],
    ['a leading dot is ordinary', { filter: ['/api/*/*'] }, ['GET /api/v2/.well-known']],
    ['regular expressions', { filter: ['^/api/v\\d+/'], filterType: 'regex' }, ['GET /api/v2/.well-known']],
    ['any pattern of one kind is enough', { filter: ['/users', '/q*'] }, ['GET /users', 'POST /users', 'GET /q#Action=X']],
    ['all kinds must match', { filter: ['/users', '/users/**'], methods: ['get'], tags: ['people'] }, ['GET /users']],
    ['tags are globs', { tags: ['ad*', 'K*'] }, ['POST /users', 'GET /users/{id}/keys']],
    ['operation ids are globs', { operationIds: ['users/*'] }, ['GET /users', 'POST /users', 'GET /users/{id}']],
    ['an operation without the property is not selected', { operationIds: ['**'] }, ['GET /users', 'POST /users', 'GET /users/{id}']],
    ['only deprecated ones', { deprecated: true }, ['GET /users/{id}']],
    ['excludes win', { filter: ['/users{,/**}'], exclude: ['/users/{id}{,/**}', '/users#POST'] }, ['GET /users']],
  ])('%s', (_, filters, expected) => expect(selected(filters)).toEqual(expected))

  it.each([
    ['an invalid regular expression', { filter: ['('], filterType: 'regex' as const }, '"(" in “filter”'],
    ['an empty pattern', { exclude: [' '] }, '“exclude” has an empty pattern'],
  ])('refuses %s by name', (_, filters, message) => expect(() => selected(filters)).toThrow(message))

  it.each<[Partial<Filters>, message: string, near: string]>([
    [{ filter: ['/users', '/usres/*'] }, '“filter” /usres/*', '/users, '],
    [{ filter: ['/users', '/users#PUT'] }, '“filter” /users#PUT', '/users, '],
    [{ filter: ['^/q', '^/keys'], filterType: 'regex' }, '“filter” ^/keys', '/users, '],
    [{ exclude: ['/users', '/admin/**', '/copies#cpoy'] }, '“exclude” /admin/**, “exclude” /copies#cpoy', '/copies, '],
    [{ tags: ['people', 'key'] }, '“tags” key', 'Keys, '],
    [{ operationIds: ['users/*', 'user/*'] }, '“operationIds” user/*', 'users/'],
    [
      { operationIds: ['users/get', ...'abcdefg'] },
      '“operationIds” a, “operationIds” b, “operationIds” c, “operationIds” d, “operationIds” e and 2 more',
      '',
    ],
  ])('tells what a filter asks for in vain, beside what it finds: %j', async (filters, told, near) => {
    expect(await unmatched(ENDPOINTS, { ...NO_FILTERS, ...filters })).toEqual([
      {
        code: 'unmatched-filter',
        severity: 'warning',
        phase: 1,
        message: `None of the 11 endpoints matches ${told}.`,
        help: expect.stringMatching(`^Correct or remove it; the nearest are .*${near.replaceAll(/[/*]/g, '\\$&')}`),
      },
    ])
  })

  it.each<Partial<Filters>>([
    {},
    { methods: ['PATCH'], deprecated: false },
    { filter: ['/users', '/users/*'], exclude: ['/users/**'], tags: ['people'], operationIds: ['users/get'] },
    { filter: ['/users', '/users{,/**}'], exclude: ['/r#to'] },
  ])('tells nothing of what each find something by themselves: %j', async (filters) => {
    expect(await unmatched(ENDPOINTS, { ...NO_FILTERS, ...filters })).toEqual([])
  })

  it('gives up to tell what is in vain where that takes too long', () => {
    const endless = endpoint(`GET /${'a'.repeat(60)}!`)

    expect(idleIn([endless], { ...NO_FILTERS, filter: ['^/(a+)+$'], filterType: 'regex' })).toEqual([])

    // More than the engine's stack holds.
    const long = endpoint(`GET /${'a'.repeat(16_000_000)}`)
    expect(idleIn([long], { ...NO_FILTERS, filter: ['^/(?:a|ab)*$', '^/b'], filterType: 'regex' })).toEqual([['filter', ['^/b']]])

    const many = Array.from({ length: 2_001 }, (_, index) => `/no/${index}`)
    const thousand = Array.from({ length: 1_000 }, (_, index) => endpoint(`GET /${index}`))
    expect(idleIn(thousand, { ...NO_FILTERS, filter: many })).toEqual([])
    expect(idleIn(thousand, { ...NO_FILTERS, filter: many.slice(0, 20) })).toEqual([['filter', many.slice(0, 20)]])
  })

  const refusal = (filters: Partial<Filters>): Promise<SliceError> => nothingSelected(ENDPOINTS, { ...NO_FILTERS, ...filters })

  it('names the nearest paths when nothing matches', async () => {
    expect((await refusal({ filter: ['/user'] })).help).toMatch(/^The nearest are \/users, /)
    expect((await refusal({ filter: ['/user#post'] })).help).toMatch(/^The nearest are \/users, /)
    for (const unnamed of [{ methods: ['PATCH'] }, { exclude: ['/**'] }]) {
      expect((await refusal(unnamed)).help).toMatch(/^Leave out a filter, or change it; .*“slice-oas list”/)
    }
  })

  it.each<[Partial<Filters>, message: string, help: string | RegExp]>([
    [{ filter: ['/users'], methods: ['PATCH'] }, 'None of the 11 endpoints matches PATCH.', /^Leave out/],
    [{ filter: ['/users'], tags: ['key'] }, 'None of the 11 endpoints matches key.', /^The nearest are Keys, /],
    [{ filter: ['/user'], methods: ['post'] }, 'None of the 11 endpoints matches /user.', /^The nearest are \/users, /],
    [{ exclude: ['/**'], tags: ['key'] }, 'None of the 11 endpoints matches key.', /^The nearest are Keys, /],
  ])('names what nothing matches, and not what something does: %j', async (filters, message, help) => {
    const { message: said, help: advised } = await refusal(filters)

    expect([said, advised]).toEqual([message, expect.stringMatching(help)])
  })

  it.each<[Partial<Filters>, string]>([
    [{ filter: ['/q*', '/r*'], methods: ['POST'] }, '“filter” /q*, “filter” /r* and “methods” POST together'],
    [{ filter: ['/users'], deprecated: true }, '“filter” /users and “deprecated: true” together'],
    [{ filter: ['/users/{id}'], deprecated: false }, '“filter” /users/{id} and “deprecated: false” together'],
    [{ tags: ['people'], exclude: ['/**'] }, '“tags” people and “exclude” /** together'],
    [{ filter: ['/**'], exclude: ['/**'] }, '“filter” /** and “exclude” /** together'],
    [{ exclude: ['/**'] }, '“exclude” /**'],
  ])('says when filters select nothing only together, and offers nothing near: %j', async (filters, all) => {
    const { message, help } = await refusal(filters)

    expect([message, help]).toEqual([`None of the 11 endpoints is left with ${all}.`, expect.stringMatching(/^Leave out a filter/)])
  })
})
