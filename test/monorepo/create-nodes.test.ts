import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NxPlugin } from 'nx/src/project-graph/plugins'
import { describe, expect, it } from 'vitest'
import * as plugin from '../../src/nx.ts'
import { createNodes } from '../../src/nx/create-nodes.ts'
import type { Target } from '../../src/nx/nx.ts'
import { folderWith } from '../cli/slice-oas.ts'

/** What the plugin tells Nx, without Nx. */

/** A description whose only schema is this. */
const describing = (schema: string): string => `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /items:
    get:
      responses:
        '200': { description: Fine, content: { application/json: { schema: { ${schema} } } } }
`
const PLAIN = describing('type: object')

/** A workspace with a project in `a`, and these files. */
const workspace = (files: Readonly<Record<string, string>>): string =>
  folderWith([], { 'a/package.json': '{}', 'a/openapi.yaml': PLAIN, ...files })

const config = (options: object): Record<string, string> => ({ 'a/unplugin.config.json': JSON.stringify(options) })

async function targetsIn(
  workspaceRoot: string,
  file = 'a/unplugin.config.json',
  options?: plugin.NxOptions,
): Promise<Record<string, Target>> {
  const [[, { projects }]] = (await createNodes[1]([file], options, { workspaceRoot })) as [Awaited<ReturnType<(typeof createNodes)[1]>>[0]]
  return projects?.['a']?.targets ?? {}
}

const filesOf = ({ inputs }: Target): string[] => inputs.filter((input) => typeof input === 'string')

it('is a plugin by the types of Nx, under the names that its versions ask for', () => {
  const asNxHasIt: NxPlugin<plugin.NxOptions> = plugin

  expect(asNxHasIt.createNodesV2).toBe(asNxHasIt.createNodes)
  expect(asNxHasIt.name).toBe('unplugin-openapi-slice')
})

describe('targets', () => {
  it('are one for each description, and one that joins them', async () => {
    const targets = await targetsIn(
      workspace({ ...config({ specs: ['openapi.yaml', { input: 'admin.yaml', outDir: 'out' }] }), 'a/admin.yaml': PLAIN }),
    )

    expect(targets).toEqual({
      'slices--openapi': {
        executor: 'nx:run-commands',
        options: { command: 'slice-oas --input=openapi.yaml', cwd: '{projectRoot}', env: { OPENAPI_SLICE_KEY: expect.any(String) } },
        cache: true,
        inputs: [
          '{projectRoot}/openapi.yaml',
          '{projectRoot}/unplugin.config.json',
          { env: 'SOURCE_DATE_EPOCH' },
          { externalDependencies: [] },
        ],
        outputs: ['{projectRoot}/slices/openapi'],
      },
      'slices--admin': expect.objectContaining({ outputs: ['{projectRoot}/out'] }),
      slices: {
        executor: 'nx:noop',
        cache: true,
        dependsOn: ['slices--openapi', 'slices--admin'],
        inputs: expect.arrayContaining(['{projectRoot}/openapi.yaml', '{projectRoot}/admin.yaml']),
        outputs: [],
      },
    })
  })

  it('have the name that is asked for, and one for each of two descriptions of a name', async () => {
    const root = workspace({ ...config({ specs: ['openapi.yaml', 'b/openapi.yaml'] }), 'a/b/openapi.yaml': PLAIN })
    const same = workspace({
      ...config({ specs: ['openapi.yaml', 'b.yaml'].map((input) => ({ input, name: 'Shop' })) }),
      'a/b.yaml': PLAIN,
    })

    expect(Object.keys(await targetsIn(root, undefined, { targetName: 'api' }))).toEqual(['api--openapi', 'api--b-openapi', 'api'])
    const part: unknown = expect.stringMatching(/^slices--Shop~\w+$/)
    expect(Object.keys(await targetsIn(same))).toEqual([part, part, 'slices'])
  })

  it('are one for a file that is declared twice, as the command has it', async () => {
    const specs = ['3.0.x', '3.1.x'].map((outputVersion) => ({ input: 'openapi.yaml', name: outputVersion, outputVersion }))
    const targets = await targetsIn(workspace(config({ specs })))

    expect(Object.keys(targets)).toEqual(['slices--3.0.x', 'slices'])
    expect(targets['slices--3.0.x']!.outputs).toEqual(['{projectRoot}/slices/3.0.x', '{projectRoot}/slices/3.1.x'])
  })

  it('are not there where no project is, or another configuration comes first', async () => {
    const root = workspace({
      ...config({ specs: 'openapi.yaml' }),
      'a/unplugin.config.mjs': "export default { specs: 'openapi.yaml' }\n",
      'unplugin.config.json': '{ "specs": "a.yaml" }',
    })

    expect(await targetsIn(root)).toEqual({})
    expect(Object.keys(await targetsIn(root, 'a/unplugin.config.mjs'))).toEqual(['slices--openapi', 'slices'])
    expect(await createNodes[1](['unplugin.config.json'], {}, { workspaceRoot: root })).toEqual([['unplugin.config.json', {}]])
  })

  it('name a file as one word of a shell', async () => {
    const root = workspace({ ...config({ specs: './my "own" $API.yaml' }), 'a/my "own" $API.yaml': PLAIN })
    const { 'slices--my-own-API': part } = await targetsIn(root)

    expect(part!.options!.command).toBe(String.raw`slice-oas --input="./my \"own\" \$API.yaml"`)
  })
})

describe('inputs', () => {
  it('are all files of a description, also those that are missing, and no other', async () => {
    const root = workspace({
      ...config({ specs: 'openapi.yaml', allow: '../shared' }),
      'a/openapi.yaml': describing("$ref: './schemas/{id}.yaml'"),
      'a/schemas/{id}.yaml': "allOf: [{ $ref: '../../shared/b.yaml' }, { $ref: 'missing.yaml' }]\n",
      'a/schemas/other.yaml': 'type: object\n',
      'shared/b.yaml': 'type: object\n',
    })
    const { 'slices--openapi': part } = await targetsIn(root)

    expect(filesOf(part!).toSorted()).toEqual([
      '{projectRoot}/openapi.yaml',
      '{projectRoot}/schemas/?id?.yaml',
      '{projectRoot}/schemas/missing.yaml',
      '{projectRoot}/unplugin.config.json',
      '{workspaceRoot}/shared/b.yaml',
    ])
  })

  it('are looked for again when a file has changed', async () => {
    const root = workspace({
      ...config({ specs: 'openapi.yaml' }),
      'node_modules/.keep': '',
      'a/b.yaml': 'type: object\n',
      'a/c.yaml': 'type: object\n',
    })
    const filesWith = async (text: string): Promise<string[]> => {
      writeFileSync(join(root, 'a/openapi.yaml'), text)
      return filesOf((await targetsIn(root))['slices--openapi']!).slice(0, -1)
    }

    for (const name of ['b', 'c', 'b']) {
      expect(await filesWith(describing(`$ref: ./${name}.yaml`))).toEqual(['{projectRoot}/openapi.yaml', `{projectRoot}/${name}.yaml`])
      expect(await filesWith(describing(`$ref: ./${name}.yaml`))).toHaveLength(2)
    }
    expect(await filesWith('openapi: 9\n')).toEqual(['{projectRoot}/openapi.yaml'])
    expect(await filesWith(describing('$ref: ./c.yaml'))).toHaveLength(2)
  })

  it('are other ones for other options, also of a module that a configuration imports', async () => {
    const root = workspace({
      'a/unplugin.config.ts': "import { shared } from '../shared.ts'\nexport default { specs: 'openapi.yaml', ...shared }\n",
    })
    const keyWith = async (options: string): Promise<string> => {
      writeFileSync(join(root, 'shared.ts'), `export const shared: object = ${options}\n`)
      return (await targetsIn(root, 'a/unplugin.config.ts'))['slices--openapi']!.options!.env['OPENAPI_SLICE_KEY']!
    }
    const yaml = await keyWith('{}')

    expect(await keyWith("{ format: 'json' }")).not.toBe(yaml)
    // What differs from machine to machine, and decides about nothing.
    expect(await keyWith("{ concurrency: 9, cacheDir: '/tmp/cache' }")).toBe(yaml)
  })
})

describe('nothing is cached', () => {
  it.for<[string, object]>([
    ['that the network decides about', { allow: 'https://example.com' }],
    ['that a ruleset decides about', { ruleset: 'redocly.yaml' }],
    ['that lies outside of the workspace', { outDir: '../../elsewhere' }],
    ['that is not written', { dryRun: true }],
  ])('%s', async ([, options]) => {
    const targets = await targetsIn(workspace(config({ specs: [{ input: 'openapi.yaml', ...options }] })))

    expect(Object.values(targets).map(({ cache }) => cache)).toEqual([false, false])
  })

  it('that is made of files outside of the workspace', async () => {
    const root = workspace(config({ specs: '../../other.yaml' }))
    symlinkSync(join(root, 'a/openapi.yaml'), join(root, 'other.yaml'))
    const { slices } = await targetsIn(root)

    expect(slices).toMatchObject({
      cache: false,
      inputs: ['{projectRoot}/unplugin.config.json', { env: 'SOURCE_DATE_EPOCH' }, { externalDependencies: [] }],
    })
  })
})

it('tells of every configuration that is wrong, and goes on with the others', async () => {
  const workspaceRoot = workspace({
    ...config({ specs: 'openapi.yaml' }),
    ...{ 'b/package.json': '{}', 'b/unplugin.config.json': '{ "spec": "openapi.yaml" }' },
    ...{ 'c/package.json': '{}', 'c/unplugin.config.ts': 'export default {' },
  })
  const error: unknown = await createNodes[1](
    ['b/unplugin.config.json', 'a/unplugin.config.json', 'c/unplugin.config.ts'],
    {},
    { workspaceRoot },
  ).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )

  expect(error).toMatchObject({
    name: 'AggregateCreateNodesError',
    errors: [
      ['b/unplugin.config.json', { message: expect.stringContaining('Did you mean “specs” by “spec”?') }],
      ['c/unplugin.config.ts', { message: expect.stringContaining('cannot be loaded') }],
    ],
    partialResults: [['a/unplugin.config.json', { projects: { a: { root: 'a' } } }]],
  })
})
