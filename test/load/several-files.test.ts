import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { judgeSlice, loadSource, operationsOf } from '../judge/index.ts'
import { sliceInMemory } from '../support/slice.ts'

/**
 * Maps, lists and path items behind references, file names with spaces and brackets, escaped and percent-encoded
 * pointers, references back into the root, mappings to files, recursion across files.
 */
describe('a description in several files', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'several-'))
    cpSync(resolve(import.meta.dirname, '../fixtures/several-files'), folder, { recursive: true })
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('becomes slices that mean the same, with legal names', async () => {
    const file = join(folder, 'openapi.yaml')
    const source = await loadSource(file)
    const { slices, result } = await sliceInMemory(file)
    expect(result.failures).toEqual([])
    for (const operation of operationsOf(source)) {
      const { text } = slices.get(`${operation.method} ${operation.path}`)!
      expect(judgeSlice(source, { text, operations: [operation] })).toEqual([])
    }
  })

  it('keeps the mappings behind one that leads nowhere', async () => {
    const pet = join(folder, 'schemas/Pet.yaml')
    writeFileSync(pet, readFileSync(pet, 'utf8').replace('mapping: {', 'mapping: {gone: ./Nope.yaml, '))
    const { slices, problems } = await sliceInMemory(join(folder, 'openapi.yaml'), { inherited: 'warn' })
    const messages = new Set(problems.map(({ message }) => message.split(':')[0]))
    expect([...messages]).toEqual(['The reference ./Nope.yaml leads nowhere'])
    expect(slices.get('GET /b')!.text).toContain("cat: '#/components/schemas/Cat'")
  })

  it.for([
    ['schemas', 'responses: {"204": {description: ok, headers: {A: {schema: {anyOf: [REFS]}}}}}', '{type: string}'],
    ['parameters', 'parameters: [REFS], responses: {"204": {description: ok}}', '{name: a, in: query, schema: {type: string}}'],
  ] as const)('gives no name that the root misses among its %s to something of another file', async ([kind, operation, component]) => {
    const missing = `#/components/${kind}/Gone`
    const refs = `{$ref: other.yaml#/a/Gone}, {$ref: '${missing}'}`
    writeFileSync(join(folder, 'other.yaml'), `a: {Gone: ${component}}\n`)
    const file = join(folder, 'openapi.yaml')
    writeFileSync(file, `openapi: 3.0.3\ninfo: {title: Gone, version: "1"}\npaths: {/a: {get: {${operation.replace('REFS', refs)}}}}\n`)
    const { slices, problems } = await sliceInMemory(file, { inherited: 'warn' })
    expect(problems.map(({ message }) => message)).toEqual([`The reference ${missing} leads nowhere.`])
    expect(slices.get('GET /a')!.document).toMatchObject({ components: { [kind]: { 'Gone-2': {} } } })
  })

  it('keeps the names under which the root has what lies in files of other names, as discriminators tell them in data', async () => {
    const file = join(folder, 'openapi.yaml')
    const kind = 'type: object, required: [t], properties: {t: {type: string}, friend: {$ref: ./dog-file.yaml}}'
    writeFileSync(join(folder, 'cat-file.yaml'), `{${kind}}\n`)
    writeFileSync(join(folder, 'dog-file.yaml'), `{${kind}, description: a dog}\n`)
    writeFileSync(join(folder, 'page-file.yaml'), '{name: page, in: query, schema: {$ref: "openapi.yaml#/components/schemas/Kitty"}}\n')
    writeFileSync(
      file,
      `openapi: 3.1.0
info: {title: Names, version: '1'}
paths:
  /a:
    parameters: [{$ref: '#/components/parameters/Page'}]
    get: {responses: {'200': {description: ok, content: {a/b: {schema: {
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Few'}],
      discriminator: {propertyName: t, mapping: {d: ./dog-file.yaml}}}}}}}}
components:
  parameters: {Page: {$ref: page-file.yaml}}
  schemas:
    Few: {$ref: cat-file.yaml, maxProperties: 2}
    Cat: {$ref: cat-file.yaml}
    Kitty: {$ref: cat-file.yaml}
    Dog: {$ref: dog-file.yaml}
`,
    )
    const { slices, result } = await sliceInMemory(file)
    expect(result.failures).toEqual([])
    const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` })
    const animal = { type: 'object', required: ['t'], properties: { t: { type: 'string' }, friend: ref('Dog') } }
    const { document } = slices.get('GET /a')!
    expect(document).toHaveProperty('paths./a.get.responses.200.content.a/b.schema', {
      oneOf: [ref('Cat'), ref('Dog'), ref('Few')],
      discriminator: { propertyName: 't', mapping: { d: '#/components/schemas/Dog' } },
    })
    expect(document).toHaveProperty('components', {
      parameters: { Page: { name: 'page', in: 'query', schema: ref('Kitty') } },
      schemas: { Few: { ...ref('Cat'), maxProperties: 2 }, Cat: animal, Kitty: ref('Cat'), Dog: { ...animal, description: 'a dog' } },
    })
  })

  describe('where alternatives have other names in a slice', () => {
    const animal = (own: string): string => `{type: object, required: [t], properties: {t: {type: string}, ${own}: {type: string}}}`
    const lib = (...names: string[]): string =>
      `{components: {schemas: {${names.map((name) => `'${name}': ${animal(name.length + name)}`)}}}}\n`
    const ref = (name: string, file = ''): string => `{$ref: '${file}#/components/schemas/${name}'}`
    const at = (name: string): string => `#/components/schemas/${name}`

    /** @param schemas of an operation each @returns their slices, judged, and judged without mappings */
    async function sliced(schemas: string[]) {
      const file = join(folder, 'openapi.yaml')
      const paths = schemas.map(
        (schema, at) => `  /${at}: {get: {responses: {'200': {description: ok, content: {a/b: {schema: ${schema}}}}}}}\n`,
      )
      const components = `components: {schemas: {Cat: ${animal('root')}, Dog: ${animal('dog')}}}\n`
      writeFileSync(file, `openapi: 3.1.0\ninfo: {title: Names, version: '1'}\npaths:\n${paths.join('')}${components}`)
      const source = await loadSource(file)
      const { slices, result } = await sliceInMemory(file)
      expect(result.failures).toEqual([])
      return [...slices.values()].map(({ text, document }, index) => {
        const judged = (text: string): string[] =>
          judgeSlice(source, { text, operations: [{ path: `/${index}`, method: 'GET' }] }).map(({ code }) => code)
        const path = ['paths', `/${index}`, 'get', 'responses', '200', 'content', 'a/b', 'schema']
        const schema = path.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], document) as Record<string, object>
        expect(judged(text)).toEqual([])
        return {
          discriminator: schema['discriminator'],
          unmapped: judged(text.replace(/\n +mapping:(?:\n +'?(?:Cat|Big Cat|c)'?: .*)+/, '')),
        }
      })
    }

    it('maps the names that they have in their files', async () => {
      const cats = `Cats: {oneOf: [${ref('Big Cat')}, ${ref('Cat/properties/t')}], discriminator: {propertyName: t}}`
      writeFileSync(join(folder, 'lib.yaml'), lib('Cat', 'Big Cat').replace(/}}}\n$/, `, ${cats}}}}\n`))
      const found = await sliced([
        `{oneOf: [${ref('Cat', 'lib.yaml')}, ${ref('Dog')}], discriminator: &d {propertyName: t}}`,
        `{oneOf: [${ref('Dog')}], discriminator: *d}`,
        `{anyOf: [${ref('Big%20Cat', 'lib.yaml')}, ${ref('Dog')}], discriminator: {propertyName: t}}`,
        `{$ref: '#/components/schemas/Dog', oneOf: [${ref('Cat', 'lib.yaml')}], discriminator: {propertyName: t}}`,
        ref('Cats', 'lib.yaml'),
      ])
      expect(found).toEqual([
        { discriminator: { propertyName: 't', mapping: { Cat: at('Cat-2') } }, unmapped: ['implicit-mapping-lost'] },
        { discriminator: { propertyName: 't' }, unmapped: [] },
        { discriminator: { propertyName: 't', mapping: { 'Big Cat': at('Big-Cat') } }, unmapped: ['implicit-mapping-lost'] },
        { discriminator: { propertyName: 't', mapping: { Cat: at('Cat-2') } }, unmapped: ['implicit-mapping-lost'] },
        { discriminator: undefined, unmapped: ['implicit-mapping-lost'] },
      ])
    })

    it('leaves mappings as they are that say what is meant, and names that two of them have', async () => {
      writeFileSync(join(folder, 'lib.yaml'), lib('Cat', 'Bird'))
      writeFileSync(join(folder, 'Dog.yaml'), `${animal('file')}\n`)
      const cat = ref('Cat', 'lib.yaml')
      const found = await sliced([
        `{oneOf: [${cat}, ${ref('Dog')}], discriminator: {propertyName: t, mapping: {Cat: Dog}}}`,
        `{oneOf: [${cat}, ${ref('Dog')}], discriminator: {propertyName: t, mapping: {c: 'lib.yaml#/components/schemas/Cat'}}}`,
        `{oneOf: [${cat}, ${ref('Cat')}], discriminator: {propertyName: t}}`,
        `{oneOf: [${ref('Bird', 'lib.yaml')}, {$ref: Dog.yaml}], discriminator: {propertyName: t}}`,
      ])
      expect(found.map(({ discriminator }) => discriminator)).toEqual([
        { propertyName: 't', mapping: { Cat: 'Dog' } },
        { propertyName: 't', mapping: { c: at('Cat-2') } },
        { propertyName: 't' },
        { propertyName: 't' },
      ])
    })
  })

  it('leaves what extensions refer to as it is where operations use it', async () => {
    const file = join(folder, 'openapi.yaml')
    const animal = (friend: string): string =>
      `{type: object, properties: {friend: {$ref: "#/components/schemas/${friend}"}, plain: {$ref: "#/components/schemas/Plain"}}}`
    writeFileSync(
      join(folder, 'animals.yaml'),
      `components: {schemas: {Cat: ${animal('Dog')}, Dog: ${animal('Cat')}, Plain: {type: string}}}\n`,
    )
    const response =
      '{get: {responses: {"200": {description: ok, content: {a/b: {schema: {$ref: "animals.yaml#/components/schemas/Cat"}}}}}}}'
    const extension =
      'x-see: {first: {$ref: "animals.yaml#/components/schemas/Cat"}, again: {$ref: "animals.yaml#/components/schemas/Dog"}}'
    writeFileSync(file, `openapi: 3.0.3\ninfo: {title: Animals, version: "1"}\npaths: {/a: ${response}}\n${extension}\n`)
    const { slices, result } = await sliceInMemory(file)
    expect(result.failures).toEqual([])
    const own = (friend: string): object => ({
      type: 'object',
      properties: { friend: { $ref: `#/components/schemas/${friend}` }, plain: { $ref: '#/components/schemas/Plain' } },
    })
    expect(slices.get('GET /a')!.document).toHaveProperty('components', {
      schemas: { Cat: own('Dog'), Dog: own('Cat'), Plain: { type: 'string' } },
    })
  })

  it('names what a property or header refers to that is called like an extension, recursive or not', async () => {
    const file = join(folder, 'openapi.yaml')
    const tree = 'Tree: {type: object, properties: {x-parent: {$ref: "#/Tree"}, x-kind: {$ref: "#/Kind"}}, x-note: {$ref: "#/Kind"}}\n'
    writeFileSync(join(folder, 'tree.yaml'), `${tree}Kind: {type: string}\nRate: {schema: {type: integer}}\n`)
    const response = '{description: ok, headers: {x-rate: {$ref: "tree.yaml#/Rate"}}, content: {a/b: {schema: {$ref: "tree.yaml#/Tree"}}}}'
    writeFileSync(file, `openapi: 3.0.3\ninfo: {title: Tree, version: "1"}\npaths: {/a: {get: {responses: {"200": ${response}}}}}\n`)
    const { slices, result } = await sliceInMemory(file)
    expect(result.failures).toEqual([])
    const ref = (name: string): object => ({ $ref: `#/components/${name}` })
    expect(slices.get('GET /a')!.document).toMatchObject({
      paths: { '/a': { get: { responses: { 200: { headers: { 'x-rate': ref('headers/Rate') } } } } } },
      components: {
        headers: { Rate: { schema: { type: 'integer' } } },
        schemas: {
          Tree: { properties: { 'x-parent': ref('schemas/Tree'), 'x-kind': ref('schemas/Kind') }, 'x-note': { type: 'string' } },
          Kind: { type: 'string' },
        },
      },
    })
  })

  it.for([
    ['schema: &same', 'x-same: *same'],
    ['x-same: &same', 'schema: *same'],
  ])('leaves a schema as it is that an extension is an alias of (%s)', async ([first, second]) => {
    const file = join(folder, 'openapi.yaml')
    const schema = "{type: object, properties: {n: {$ref: '#/defs/N'}}}"
    const response = `{description: ok, content: {a/b: {${first} ${schema}, ${second}}}}`
    const wrong = 'components: {schemas: {N: {description: wrong}}}'
    writeFileSync(join(folder, 'item.yaml'), `a: {get: {responses: {'200': ${response}}}}\ndefs: {N: ${schema}}\n${wrong}\n`)
    writeFileSync(file, `openapi: 3.0.3\ninfo: {title: Same, version: '1'}\npaths: {/a: {$ref: 'item.yaml#/a'}}\n`)
    const { slices, result } = await sliceInMemory(file)
    expect(result.failures).toEqual([])
    const recursive = { type: 'object', properties: { n: { $ref: '#/components/schemas/N' } } }
    const media = { schema: recursive, 'x-same': recursive }
    expect(slices.get('GET /a')!.document).toMatchObject({
      paths: { '/a': { get: { responses: { 200: { content: { 'a/b': media } } } } } },
      components: { schemas: { N: recursive } },
    })
  })

  it('keeps references in an extension, too, that lead back in more ways than can be followed', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `n${index}`)
    const others = (name: string): [string, object][] => names.filter((one) => one !== name).map((one) => [one, { $ref: `#/${one}` }])
    const mesh = Object.fromEntries(names.map((name) => [name, { $ref: '#/all', ...Object.fromEntries(others(name)) }]))
    writeFileSync(join(folder, 'mesh.json'), JSON.stringify({ all: { first: { $ref: '#/n0' } }, ...mesh }))
    writeFileSync(join(folder, 'name.json'), '{"type": "string"}')
    const file = join(folder, 'openapi.yaml')
    const get = '{responses: {"200": {description: ok, content: {a/b: {schema: {$ref: name.json}}}}}}'
    const paths = `{/a: {x-mesh: {$ref: "mesh.json#/all"}, get: ${get}}, /b: {get: ${get}}}`
    writeFileSync(file, `openapi: 3.0.3\ninfo: {title: Mesh, version: "1"}\npaths: ${paths}\n`)
    const { slices, result, problems } = await sliceInMemory(file)
    expect(result.failures).toEqual([])
    expect(new Set(problems.map(({ code, severity }) => `${severity} ${code}`))).toEqual(new Set(['warning unresolved-reference']))
    expect(slices.get('GET /a')!.text).toContain('$ref: mesh.json#/n11')
    expect(slices.get('GET /b')!.document).toHaveProperty('components.schemas.name', { type: 'string' })
  })

  it('keeps references in an extension that lead back to where they stand, as the root would write them', async () => {
    const file = join(folder, 'openapi.yaml')
    const chain = 'kids: {items: {$ref: "#"}}\nfirst: {$ref: "#/kids/items"}\nother: {$ref: flat.yaml}\n'
    writeFileSync(join(folder, 'schemas/endless.yaml'), chain)
    writeFileSync(join(folder, 'schemas/flat.yaml'), 'a: 1\n')
    writeFileSync(file, `${readFileSync(file, 'utf8')}\nx-endless: {$ref: schemas/endless.yaml}\n`)
    const source = await loadSource(file)
    const { slices, problems } = await sliceInMemory(file)
    const back = { $ref: 'schemas/endless.yaml#' }
    expect(slices.get('GET /b')!.document).toMatchObject({ 'x-endless': { kids: { items: back }, first: back, other: { a: 1 } } })
    expect(problems.map(({ message }) => message)).toContain(`The reference ${back.$ref} in an extension leads nowhere.`)
    for (const operation of operationsOf(source)) {
      const { text } = slices.get(`${operation.method} ${operation.path}`)!
      expect(judgeSlice(source, { text, operations: [operation] })).toEqual([])
    }
  })

  it.for(['openapi.yaml', 'schemas/Pet.yaml'])('is not walked for ever where aliases of YAML multiply in %s', async (name) => {
    const file = join(folder, name)
    const doubled = Array.from({ length: 40 }, (_, level) => `x-${level + 1}: &a${level + 1} [*a${level}, *a${level}]`)
    writeFileSync(file, `${readFileSync(file, 'utf8')}\nx-0: &a0 [1, 1]\n${doubled.join('\n')}\n`)
    const told = await sliceInMemory(join(folder, 'openapi.yaml')).then(
      ({ problems }) => problems.map(({ message }) => message).join('\n'),
      (error: unknown) => String(error),
    )
    expect(told).toContain(`${name} has more than 2,000,000 values when its YAML aliases are written out`)
  })

  it('lets links name operations by their ids, from and to any file', async () => {
    const file = join(folder, 'openapi.yaml')
    const links = {
      there: { operationRef: 'b.yaml#/pi/get', description: 'kept' },
      through: { operationRef: '../paths.yaml#/~1b/get' },
      back: { operationRef: '../openapi.yaml#/paths/~1b/get' },
      itself: { operationRef: '#/get' },
      nameless: { operationRef: 'b.yaml#/pi/put' },
      nowhere: { operationRef: 'other-api.yaml#/paths/~1b/get' },
      elsewhere: { operationRef: 'https://example.com/api.yaml#/paths/~1b/get' },
    }
    const responses = { 200: { description: 'ok' } }
    mkdirSync(join(folder, 'p'))
    writeFileSync(
      join(folder, 'p/a.yaml'),
      JSON.stringify({ get: { operationId: 'getA', responses: { 200: { description: 'ok', links } } } }),
    )
    writeFileSync(join(folder, 'p/b.yaml'), JSON.stringify({ pi: { get: { operationId: 'getB', responses }, put: { responses } } }))
    writeFileSync(join(folder, 'paths.yaml'), '{/b: {$ref: "p/b.yaml#/pi"}}\n')
    writeFileSync(
      file,
      'openapi: 3.1.0\ninfo: {title: Links, version: "1"}\npaths: {/a: {$ref: p/a.yaml}, /b: {$ref: "paths.yaml#/~1b"}}\n',
    )
    const { slices, problems } = await sliceInMemory(file, { format: 'json' })
    const sliced = {
      there: { operationId: 'getB', description: 'kept' },
      through: { operationId: 'getB' },
      back: { operationId: 'getB' },
      itself: { operationId: 'getA' },
      nameless: { operationRef: 'p/b.yaml#/pi/put' },
      nowhere: links.nowhere,
      elsewhere: links.elsewhere,
    }
    expect(JSON.stringify(slices.get('GET /a')!.document)).toContain(JSON.stringify({ links: sliced }).slice(1))
    expect(problems.map(({ message }) => message)).toEqual([
      'The link to p/b.yaml#/pi/put leads out of this slice.',
      'The link to other-api.yaml#/paths/~1b/get leads out of this slice.',
    ])
  })

  it.for([
    [
      'an.yaml#anch',
      'in another file a part is named by a pointer, which begins with “#/”, and not by “#anch”',
      'Write an.yaml#/$defs/a~1b instead.',
    ],
    ['an.yaml#root', 'in another file a part is named by a pointer, which begins with “#/”, and not by “#root”', 'Write an.yaml instead.'],
    ['an.yaml#none', 'in another file a part is named by a pointer, which begins with “#/”, and not by “#none”', undefined],
    ['gone.yaml#anch', 'There is no file FOLDER/gone.yaml', undefined],
    ['bad.yaml#anch', 'FOLDER/bad.yaml', undefined],
  ] as const)('says why %s leads nowhere, and what does', async ([ref, reason, help = 'Correct the reference, or what it refers to.']) => {
    const file = join(folder, 'openapi.yaml')
    writeFileSync(join(folder, 'an.yaml'), '{$anchor: root, $defs: {a/b: {$anchor: anch, type: integer}}}\n')
    writeFileSync(join(folder, 'bad.yaml'), '{a: [}\n')
    const write = (to: string): void =>
      writeFileSync(
        file,
        `openapi: 3.1.0\ninfo: {title: Names, version: "1"}\npaths: {/a: {get: {responses: {"200": {description: ok, content: {a/b: {schema: {$ref: "${to}"}}}}}}}}\n`,
      )
    write(ref)
    const { problems } = await sliceInMemory(file)
    expect(problems).toMatchObject([{ code: 'unresolved-reference', help }])
    expect(problems[0]!.message).toContain(`The reference ${ref} leads nowhere: ${reason.replace('FOLDER', folder)}`)
    const [, better] = /^Write (.+) instead\.$/.exec(help) ?? []
    if (better === undefined) return
    write(better)
    expect((await sliceInMemory(file)).result.failures).toEqual([])
  })

  it('is read in no time where references on the way of references double at every step', async () => {
    const depth = 40
    const file = join(folder, 'openapi.json')
    let value: object = { operationId: 'deep' }
    for (let k = depth; k >= 0; k--) value = { x: { $ref: `#/x-ways/w${k}/x/y` }, y: value }
    const ways: Record<string, object> = { w0: { x: { y: value } } }
    for (let k = 1; k <= depth; k++) ways[`w${k}`] = { $ref: `#/x-ways/w${k - 1}/x/y` }
    writeFileSync(join(folder, 'string.json'), '{"type": "string"}')
    const links = { l: { operationRef: `#/x-ways/w${depth}/x/y` } }
    const get = { responses: { 200: { description: 'ok', content: { 'a/b': { schema: { $ref: 'string.json' } } }, links } } }
    const info = { title: 'Ways', version: '1' }
    writeFileSync(file, JSON.stringify({ openapi: '3.0.3', info, paths: { '/a': { get } }, 'x-ways': ways }))
    const { result } = await sliceInMemory(file, { rootExtensions: false })
    expect(result.failures).toEqual([])
  })

  it('never takes an operation of the root for that of another API, of which a link came along', async () => {
    const file = join(folder, 'openapi.yaml')
    const y = { get: { operationId: 'y', responses: { 200: { description: 'ok' } } } }
    const links = {
      itself: { operationRef: '#/paths/~1y/get' },
      gone: { operationRef: '#/paths/~1c/get' },
      again: { operationRef: 'api.yaml#/paths/~1y/get' },
      shared: { operationRef: '#/paths/~1z/get' },
      root: { operationRef: '../openapi.yaml#/paths/~1y/get' },
      nameless: { operationRef: '../openapi.yaml#/paths/~1n/get' },
    }
    const api = {
      openapi: '3.1.0',
      info: { title: 'Other', version: '1' },
      paths: { '/y': y, '/z': { get: { ...y.get, operationId: 'z' } } },
    }
    mkdirSync(join(folder, 'other'))
    writeFileSync(join(folder, 'other/api.yaml'), JSON.stringify({ ...api, components: { responses: { R: { description: 'r', links } } } }))
    writeFileSync(
      file,
      `openapi: 3.1.0
info: {title: Own, version: '1'}
paths:
  /c: {get: {responses: {'200': {$ref: 'other/api.yaml#/components/responses/R'}}}}
  /y: {get: {operationId: rooty, responses: {'200': {description: ok}}}}
  /n: {get: {responses: {'200': {description: ok}}}}
  /z: {$ref: 'other/api.yaml#/paths/~1z'}
`,
    )
    const { slices, problems } = await sliceInMemory(file)
    const { document, text } = slices.get('GET /c')!
    expect(document).toHaveProperty('components.responses.R.links', {
      itself: { operationRef: 'other/api.yaml#/paths/~1y/get' },
      gone: { operationRef: 'other/api.yaml#/paths/~1c/get' },
      again: { operationRef: 'other/api.yaml#/paths/~1y/get' },
      shared: { operationId: 'z' },
      root: { operationId: 'rooty' },
      nameless: { operationRef: '#/paths/~1n/get' },
    })
    const help = 'Give the operation an operationId, so that the link can name it.'
    expect(problems.map((problem) => [problem.message, problem.help])).toEqual([
      [
        'The link to other/api.yaml#/paths/~1y/get leads out of this slice.',
        `${help} If it belongs to another API, refer to it by its whole address.`,
      ],
      [
        'The link to other/api.yaml#/paths/~1c/get leads out of this slice.',
        `${help} If it belongs to another API, refer to it by its whole address.`,
      ],
      [
        'The link to other/api.yaml#/paths/~1y/get leads out of this slice.',
        `${help} If it belongs to another API, refer to it by its whole address.`,
      ],
      ['The link to #/paths/~1n/get leads out of this slice.', help],
    ])
    const source = await loadSource(file)
    const operations = operationsOf(source).filter(({ path }) => path === '/c')
    expect(judgeSlice(source, { text, operations })).toEqual([])
  })

  it('leaves links to another API as they are, and data that look like a discriminator', async () => {
    const file = join(folder, 'openapi.yaml')
    const api = 'openapi: 3.1.0\ninfo: {title: Other, version: "1"}\npaths: {/x: {get: {operationId: x, responses: {}}}}\n'
    writeFileSync(join(folder, 'other.yaml'), `${api}components: {schemas: {S: {type: string}}}\n`)
    const target = '#/components/schemas/c'
    const looks = { type: 'object', properties: { mapping: { description: target, default: target } } }
    writeFileSync(join(folder, 'c.yaml'), JSON.stringify(looks))
    const content = 'content: {a/b: {schema: {anyOf: [{$ref: "other.yaml#/components/schemas/S"}, {$ref: "#/components/schemas/A"}]}}}'
    const links = 'links: {l: {operationRef: "other.yaml#/paths/~1x/get"}}'
    const get = `{get: {responses: {"200": {description: ok, ${content}, ${links}}}}}`
    writeFileSync(
      file,
      `openapi: 3.1.0\ninfo: {title: Own, version: "1"}\npaths: {/a: ${get}}\ncomponents: {schemas: {A: {$ref: c.yaml}}}\n`,
    )
    const { slices } = await sliceInMemory(file)
    const { document } = slices.get('GET /a')!
    expect(document).toHaveProperty('paths./a.get.responses.200.links.l', { operationRef: 'other.yaml#/paths/~1x/get' })
    expect(document).toHaveProperty('components.schemas.A', looks)
  })

  it('leaves data alone that look like references to files', async () => {
    const data = { $ref: 'data.json' }
    writeFileSync(join(folder, 'data.json'), '{"read": "followed"}')
    writeFileSync(join(folder, 'response.json'), '{"description": "Brought in"}')
    const links = { l: { operationId: 'o', parameters: { a: data }, requestBody: data } }
    const found3 = await slicesOf({
      openapi: '3.1.0',
      get: { operationId: 'o', responses: { 200: { description: 'ok', links }, 500: { $ref: 'response.json' } } },
    })
    expect(found3).toHaveProperty('responses.200.links', links)

    const field = { type: 'string', default: data, enum: [data] }
    const ofArray = { type: 'array', items: field }
    const parameters = [
      { name: 'a', in: 'query', ...field },
      { name: 'b', in: 'query', ...ofArray },
    ]
    const response = { description: 'ok', headers: { 'X-A': field, 'X-B': ofArray }, examples: { 'a/b': data } }
    const found2 = await slicesOf({ swagger: '2.0', get: { parameters, responses: { 200: response, 500: { $ref: 'response.json' } } } })
    expect(found2).toMatchObject({ parameters, responses: { 200: response } })
  })

  async function slicesOf({ get, ...version }: { get: object; openapi?: string; swagger?: string }): Promise<unknown> {
    const file = join(folder, 'openapi.json')
    writeFileSync(file, JSON.stringify({ ...version, info: { title: 'Data', version: '1' }, paths: { '/a': { get } } }))
    const { slices } = await sliceInMemory(file, { inherited: 'warn' })
    return (slices.get('GET /a')!.document as { paths: { '/a': { get: unknown } } }).paths['/a'].get
  }

  it('refers to what the bundler made a component of in its place, where a slice would have its `$id` twice', async () => {
    const file = join(folder, 'openapi.yaml')
    const list = { $id: 'https://example.com/list', type: 'array', items: { type: 'string' } }
    const v = { type: 'object', properties: { c: { $ref: '#/$defs/list' } }, $defs: { list } }
    writeFileSync(join(folder, 'v.json'), JSON.stringify(v))
    writeFileSync(
      file,
      'openapi: 3.1.0\ninfo: {title: Ids, version: "1"}\npaths: {/a: {get: {responses: {"200": {description: ok, content: {a/b: {schema: {$ref: v.json}}}}}}}}\n',
    )
    const { slices } = await sliceInMemory(file)
    expect(slices.get('GET /a')!.document).toHaveProperty('components.schemas', {
      v: { ...v, properties: { c: { $ref: '#/components/schemas/v/$defs/list' } } },
    })
  })
})
