import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SliceRequest } from '../../src/index.ts'
import { type Sliced, sliceInMemory } from '../support/slice.ts'
import { descriptionWith } from './description-with.ts'

// Where references may lead on the disk. `inside` is the folder of the description, `outside` lies beside it.

let folder: string
const inside = (name: string): string => join(folder, 'inside', name)
const outside = (name: string): string => join(folder, 'outside', name)

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'access-')))
  for (const name of ['inside', 'inside/sub', 'outside']) mkdirSync(join(folder, name))
  for (const file of [outside('secret.yaml'), inside('own.yaml'), inside('sub/own.yaml')]) writeFileSync(file, 'description: TAKEN\n')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** What becomes of references, each in an endpoint of its own; `GET /fine` has none. */
function sliced(refs: readonly string[], options: Partial<SliceRequest> = {}): Promise<Sliced> {
  writeFileSync(inside('openapi.json'), descriptionWith(refs))
  return sliceInMemory(inside('openapi.json'), options)
}

async function problemOf(ref: string, options: Partial<SliceRequest> = {}) {
  const { problems, slices, result } = await sliced([ref], options)
  expect([...slices.keys()]).toEqual(['GET /fine'])
  expect(JSON.stringify(result)).not.toContain('TAKEN')
  expect(problems).toHaveLength(1)
  return problems[0]!
}

describe('a reference out of the folder', () => {
  it.for([
    ['up', '../outside/secret.yaml'],
    ['up, encoded', '%2e%2e/outside/secret.yaml'],
    ['up, encoded with its slash', '..%2foutside%2fsecret.yaml'],
    ['down and up', 'sub/../../outside/secret.yaml'],
    ['up behind a name that is not there', 'gone/../../outside/secret.yaml'],
    ['up, with a pointer', '../outside/secret.yaml#/description'],
    ['to the root of the disk', '/etc/passwd'],
    ['to what is never read to its end', '/dev/zero'],
  ])('%s is refused, with its place and what to do', async ([, ref]) => {
    const problem = await problemOf(ref!)

    expect(problem).toMatchObject({ code: 'refused-reference', phase: 4, line: 8, help: expect.stringContaining('“allow”') })
    expect(problem.file).toMatch(/inside\/openapi\.json$/)
    expect(problem.message).toContain(`The reference ${ref} leads nowhere: `)
    expect(problem.message).toContain('is outside the folders that may be read')
  })

  it.for(['absolute', 'through a link', 'through a linked folder'])('%s is refused', async (way) => {
    symlinkSync(outside('secret.yaml'), inside('link.yaml'))
    symlinkSync(outside(''), inside('linked'), 'junction')
    const refs: Record<string, string> = { absolute: outside('secret.yaml'), 'through a link': 'link.yaml' }

    expect((await problemOf(refs[way] ?? 'linked/secret.yaml')).code).toBe('refused-reference')
  })

  it('is refused in a file that lies deeper, where it is written', async () => {
    writeFileSync(inside('sub/deeper.yaml'), 'description: Fine\ncontent:\n  a/b:\n    schema: { $ref: ../../outside/secret.yaml }\n')
    const problem = await problemOf('sub/deeper.yaml')

    expect(problem).toMatchObject({ code: 'refused-reference', line: 4 })
    expect(problem.file).toMatch(/sub\/deeper\.yaml$/)
  })

  it.skipIf(process.platform === 'win32')('is not even looked at', async () => {
    // Opening a pipe that nobody writes to would wait for ever.
    execFileSync('mkfifo', [outside('pipe.yaml'), inside('pipe.yaml')])

    expect((await problemOf('../outside/pipe.yaml')).code).toBe('refused-reference')
    expect((await problemOf('pipe.yaml')).message).toContain('is a pipe or a device, not a file')
  })

  it('is followed where a link to its folder is allowed', async () => {
    symlinkSync(outside(''), inside('linked'), 'junction')
    const { slices } = await sliced(['linked/secret.yaml', '../outside/secret.yaml'], { allow: inside('linked') })

    expect([...slices.keys()]).toEqual(['GET /0', 'GET /1', 'GET /fine'])
  })

  it('is followed where its folder is allowed, and no further', async () => {
    mkdirSync(outside('deep'))
    writeFileSync(outside('deep/a.yaml'), 'description: Fine\n')
    const refs = ['../outside/deep/a.yaml', '../outside/secret.yaml', '../outside/deep/../secret.yaml']
    const { slices, problems } = await sliced(refs, { allow: outside('deep') })

    expect([...slices.keys()]).toEqual(['GET /0', 'GET /fine'])
    expect(problems.map(({ code }) => code)).toEqual(['refused-reference', 'refused-reference'])
  })
})

describe('a reference inside the folder', () => {
  it.for(['own.yaml', './own.yaml', 'sub/own.yaml', 'sub/%2e%2e/own.yaml', 'sub%2Fown.yaml', '%6fwn.yaml', 'sub//own.yaml'])(
    '%s is followed',
    async (ref) => expect((await sliced([ref])).slices.get('GET /0')!.text).toContain('TAKEN'),
  )

  it('is followed through a link that stays inside', async () => {
    symlinkSync(inside('own.yaml'), inside('link.yaml'))

    expect((await sliced(['link.yaml'])).slices.has('GET /0')).toBe(true)
  })
})

describe('a reference that is no path', () => {
  it.for([
    ['file:///etc/passwd', /begin with “file:” are not followed/],
    ['FILE:/etc/passwd', /begin with “file:” are not followed/],
    ['file:own.yaml', /begin with “file:” are not followed/],
    ['file://host/share/x.yaml', /leads to another machine/],
    ['//host/share/x.yaml', /leads to another machine/],
    ['%2f%2fhost/share/x.yaml', /leads to another machine/],
    ['\\\\host\\share\\x.yaml', /leads to another machine/],
    ['\\/host/share/x.yaml', /leads to another machine/],
    ['data:application/json,{"description":"A"}', /begin with “data:” are not followed/],
    ['javascript:alert(1)', /begin with “javascript:” are not followed/],
    ['jar:file:///a.jar!/x.yaml', /begin with “jar:” are not followed/],
    ['ftp://example.com/x.yaml', /begin with “ftp:” are not followed/],
    ['node:fs', /begin with “node:” are not followed/],
    ['http://example.com/x.yaml', /http:\/\/example\.com\/x\.yaml is on the network, which is not allowed/],
    ['HTTPS:example.com/x.yaml', /https:\/\/example\.com\/x\.yaml is on the network, which is not allowed/],
    ['https://user:secret@example.com/x.yaml', /has a user name or a password in it/],
  ] as const)('%s is refused in plain words', async ([ref, reason]) => {
    expect(await problemOf(ref)).toMatchObject({ code: 'refused-reference', message: expect.stringMatching(reason), line: 8 })
  })

  it.for([
    ['a%00.yaml', /no file can have such a name/],
    ['http://[', /no address that can be understood/],
    ['https://example.com/x.yaml#anchor', /named by a pointer/],
    ['a'.repeat(5000), /no file can have such a name/],
    ['ä'.repeat(200), /cannot be read|There is no file/],
  ] as const)('%s leads nowhere, in plain words', async ([ref, reason]) => {
    expect(await problemOf(ref)).toMatchObject({ code: 'unresolved-reference', message: expect.stringMatching(reason), line: 8 })
  })

  it('is as good as its neighbours: one of them spoils no other', async () => {
    const { slices } = await sliced(['file://host/x', 'own.yaml', 'http://[', 'sub/own.yaml', '//host/x'])

    expect([...slices.keys()]).toEqual(['GET /1', 'GET /3', 'GET /fine'])
  })

  it('is not followed in an extension or an example, and said so', async () => {
    const refs = { 'x-a': { $ref: 'file:///etc/passwd' }, 'x-b': { $ref: '../outside/secret.yaml' } }
    writeFileSync(inside('openapi.json'), descriptionWith([], refs))
    const { files, problems } = await sliceInMemory(inside('openapi.json'))

    expect(files.get('fine_GET.yaml')).not.toMatch(/TAKEN|root:/)
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('are not followed'),
      expect.stringContaining('is outside the folders'),
    ])
  })
})

describe('the root file', () => {
  it.for(['https://example.com/openapi.yaml', 'HTTP://127.0.0.1/openapi.yaml'])('is not fetched from %s', async (input) => {
    await expect(sliceInMemory(input, { allow: new URL(input).origin })).rejects.toMatchObject({
      code: 'input-not-a-file',
      message: expect.stringContaining('is an address'),
      help: expect.stringContaining('Save the description'),
    })
  })

  it('is named by its path, not by an address', async () => {
    await sliced([])

    await expect(sliceInMemory(pathToFileURL(inside('openapi.json')).href)).rejects.toMatchObject({ code: 'input-not-a-file' })
  })

  it('may be a link to anywhere, whose neighbours are those of the link', async () => {
    writeFileSync(outside('openapi.json'), descriptionWith(['own.yaml', 'secret.yaml']))
    symlinkSync(outside('openapi.json'), inside('openapi.json'))

    expect([...(await sliceInMemory(inside('openapi.json'))).slices.keys()]).toEqual(['GET /0', 'GET /fine'])
  })
})

it('a file that is refused, or cannot be, is not watched', async () => {
  const refs = ['../outside/secret.yaml', 'gone.yaml', 'https://example.com/x.yaml', 'file:///etc/passwd', 'a%00', 'a'.repeat(5000)]
  const { result } = await sliced(refs, { report: true })

  expect(result.inputs).toEqual([inside('openapi.json'), inside('gone.yaml')])
})

describe('the option “allow”', () => {
  it.for([
    'ftp://example.com',
    'file:///srv/specs',
    'https://example.com/specs',
    'https://user:secret@example.com',
    'https://example.com?a',
    'https://',
    'https://*.example.com/',
    'data:x',
  ])('refuses %s, which it could not keep to', async (allow) => {
    await expect(sliced([], { allow: ['.', allow] })).rejects.toMatchObject({
      code: 'bad-option',
      message: expect.stringContaining('an origin such as “https://example.com”'),
    })
  })

  it('says of a folder that is not there that it is not, where it would be needed', async () => {
    const { problems } = await sliced(['../outside/secret.yaml'], { allow: [outside('gone')] })
    expect(problems).toMatchObject([
      { code: 'refused-reference', help: `Check the option “allow”: there is no folder ${outside('gone')}.` },
    ])
  })

  it('takes folders and origins', async () => {
    const allow = [folder, './specs', 'C:\\specs', 'https://example.com', 'http://127.0.0.1:8080/', 'https://[::1]:8080']

    expect([...(await sliced(['../outside/secret.yaml'], { allow })).slices.keys()]).toEqual(['GET /0', 'GET /fine'])
  })
})
