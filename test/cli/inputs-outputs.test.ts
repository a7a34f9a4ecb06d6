import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { build, folderWith, sliceOas, tree } from './slice-oas.ts'

beforeAll(build, 120_000)

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const env = { SOURCE_DATE_EPOCH: '1700000000' }

/** A project whose descriptions and configurations consist of several files each, beside files that nothing refers to. */
function project(): string {
  const cwd = folderWith(['shop.yaml', 'tiny.yaml', 'defective.yaml'], {
    'unplugin.config.ts': `import { defineConfig } from 'unplugin-openapi-slice'
import { outDir, type Unused } from './build/options'
export { never } from "./build/more.mjs"
export default defineConfig({
  specs: ['shop.yaml', { input: 'api/openapi.yaml', ruleset: 'rules/redocly.yaml', llms: true }, { input: 'defective.yaml', csv: false }],
  outDir,
})
`,
    'build/options.ts': `import { folder } from './folder'\nexport interface Unused { is: string }\nexport const outDir: string = folder\n`,
    'build/folder/index.ts': `export const folder = 'out'\n`,
    'build/more.mjs': `export const never = 1\n`,
    'build/unused.ts': `export const unused = 1\n`,
    'api/openapi.yaml': `openapi: 3.1.0
info: { title: Parts, version: '1' }
paths:
  /a: { $ref: './paths/a.yaml' }
  /b: { $ref: './gone.yaml' }
`,
    'api/paths/a.yaml': `get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '../schemas.yaml#/A' } } } } } }\n`,
    'api/schemas.yaml': `A: { type: string }\n`,
    'api/unused.yaml': `A: { type: string }\n`,
    'rules/redocly.yaml': `extends:\n  - base.yaml\nrules:\n  info-license: off\n`,
    'rules/base.yaml': `rules:\n  operation-summary: warn\n`,
  })
  withPackages(cwd)
  return cwd
}

function withPackages(cwd: string): void {
  mkdirSync(join(cwd, 'node_modules'))
  symlinkSync(ROOT, join(cwd, 'node_modules/unplugin-openapi-slice'), 'junction')
}

/** Everything but packages. */
const filesIn = (cwd: string): Record<string, string> => {
  rmSync(join(cwd, 'node_modules'), { recursive: true, force: true })
  return tree(cwd)
}

describe('slice-oas inputs', () => {
  it('names what is read, and that is enough', async () => {
    const cwd = project()
    const { code, stdout, stderr } = await sliceOas(['inputs'], { cwd })
    const { config, descriptions, inputs, environment } = JSON.parse(stdout) as Record<string, string[]>

    expect([code, stderr]).toEqual([0, ''])
    expect(config).toEqual(['build/folder/index.ts', 'build/more.mjs', 'build/options.ts', 'unplugin.config.ts'])
    expect(descriptions).toEqual([
      { name: 'shop', inputs: ['shop.yaml'] },
      { name: 'openapi', inputs: ['api/openapi.yaml', 'api/paths/a.yaml', 'api/schemas.yaml', 'rules/base.yaml', 'rules/redocly.yaml'] },
      { name: 'defective', inputs: ['defective.yaml'] },
    ])
    expect(inputs).toEqual([...config!, ...(descriptions as unknown as { inputs: string[] }[]).flatMap((one) => one.inputs)].toSorted())
    expect(environment).toEqual(['SOURCE_DATE_EPOCH'])

    const copy = folderWith()
    for (const file of inputs!) {
      mkdirSync(dirname(join(copy, file)), { recursive: true })
      cpSync(join(cwd, file), join(copy, file))
    }
    withPackages(copy)
    const codes = await Promise.all([cwd, copy].map(async (folder) => (await sliceOas(['--no-cache'], { cwd: folder, env })).code))
    expect(codes[1]).toBe(codes[0])
    expect(tree(join(copy, 'out'))).toEqual(tree(join(cwd, 'out')))
    expect(Object.keys(tree(join(copy, 'out')))).toContain('openapi/a_GET.yaml')
  })

  it('takes what a run takes, and names no configuration where there is none', async () => {
    const cwd = folderWith(['tiny.yaml'])
    const { stdout } = await sliceOas(['inputs', 'tiny.yaml', '-o', 'elsewhere', '--format', 'json'], { cwd })

    expect(JSON.parse(stdout)).toMatchObject({ config: [], inputs: ['tiny.yaml'] })
  })

  it('names what lies beside the working folder', async () => {
    const cwd = folderWith(['tiny.yaml'], { 'package/unplugin.config.json': '{"specs": "../tiny.yaml"}' })
    const { stdout } = await sliceOas(['inputs'], { cwd: join(cwd, 'package') })

    expect(JSON.parse(stdout)).toMatchObject({ inputs: ['../tiny.yaml', 'unplugin.config.json'] })
  })

  it('says why a description cannot be read, and names the others', async () => {
    const cwd = folderWith(['tiny.yaml'], { 'unplugin.config.json': '{"specs": ["gone.yaml", "tiny.yaml"]}' })
    const { code, stdout, stderr } = await sliceOas(['inputs'], { cwd })

    expect(code).toBe(3)
    expect(stderr).toContain('gone')
    expect(JSON.parse(stdout)).toMatchObject({ inputs: ['tiny.yaml', 'unplugin.config.json'] })
  })
})

describe('slice-oas outputs', () => {
  it('names nothing where a run would write too much', async () => {
    const cwd = folderWith(['shop.yaml'])
    for (const command of [[], ['outputs']]) {
      expect(await sliceOas([...command, 'shop.yaml', '--max-output', '1KB'], { cwd })).toMatchObject({ code: 6, stdout: '' })
    }
    expect(Object.keys(tree(cwd))).toEqual(['shop.yaml'])
  })

  it('names exactly what a run writes, without writing it', async () => {
    const cwd = project()
    const before = tree(join(cwd, 'out'))
    const { code, stdout } = await sliceOas(['outputs'], { cwd })
    const { outputs, descriptions } = JSON.parse(stdout) as { outputs: string[]; descriptions: { outDir: string }[] }

    expect([code, before, tree(join(cwd, 'out'))]).toEqual([0, {}, {}])
    expect(descriptions.map(({ outDir }) => outDir)).toEqual(['out/shop', 'out/openapi', 'out/defective'])
    await sliceOas([], { cwd })
    const written = Object.keys(filesIn(cwd)).filter((file) => file.startsWith('out/'))
    expect(outputs).toEqual(written.toSorted())
    expect(outputs.some((file) => file.includes('llms.txt'))).toBe(true)
  })

  it.for([
    ['--report', '--llms'],
    ['--shard', '2/3'],
    ['--no-csv', '--layout', 'by-prefix'],
    ['--group-by', 'tag', '--format', 'json'],
  ])('does so with %j', async (flags) => {
    const cwd = folderWith(['shop.yaml'])
    const args = ['shop.yaml', '-o', 'a/b', ...flags]
    const { stdout } = await sliceOas(['outputs', ...args], { cwd })
    await sliceOas(args, { cwd })

    expect((JSON.parse(stdout) as { outputs: string[] }).outputs).toEqual(Object.keys(tree(cwd)).filter((file) => file.startsWith('a/')))
    expect(existsSync(join(cwd, 'a/b/problems.json'))).toBe(true)
  })
})
