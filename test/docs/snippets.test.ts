import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { transform } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { build } from '../cli/slice-oas.ts'
import { bunProgram } from '../hosts/bun.ts'
import { type SnippetProject, snippetProject } from './snippet-project.ts'
import { type Snippet, snippetsOf } from './snippets.ts'
import { read, ROOT } from './sources.ts'

/** Every block of code in the documents does what it says, with the packed package: programs run, configurations build, commands succeed. */

const LIMIT = 120_000

const documents = ['README.md', ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).map((file) => `docs/${file}`)]
  .map((file) => file.replaceAll('\\', '/'))
  // What the recipes need is more than the package, and test/consumers runs them.
  .filter((file) => file.endsWith('.md') && !file.startsWith('docs/recipes/'))
const snippets = documents.flatMap((document) => snippetsOf(document, read(document)))
const wanted = snippets.filter(({ reason }) => reason === undefined)

let project: SnippetProject
beforeAll(() => {
  build()
  project = snippetProject()
}, LIMIT)
afterAll(() => rmSync(project.root, { recursive: true, force: true }))

it('all of them are run, but for those that say why not', () => {
  expect(snippets.flatMap(({ place, reason }) => (reason === undefined ? [] : [`${place.replace(/:.*/, '')}: ${reason}`]))).toEqual([
    'README.md: it asks the registry',
    'README.md: it asks, which a test of its own answers',
    'README.md: it sets up a clone',
    'README.md: it sets up a clone',
    'docs/cli.md: it asks, which a test of its own answers',
    'docs/cli.md: each line is for another shell, and tried in it by a test of its own',
    'docs/monorepo.md: it takes a monorepo, in which test/monorepo runs it',
    'docs/monorepo.md: it takes a monorepo, in which test/monorepo runs it',
    'docs/monorepo.md: it takes a monorepo, in which test/monorepo runs it',
    'docs/monorepo.md: it takes a monorepo, in which test/monorepo runs it',
    'docs/monorepo.md: it takes a monorepo, in which test/monorepo runs it',
  ])
  expect(new Set(wanted.map(({ language }) => language))).toEqual(new Set(['', 'sh', 'ts', 'js', 'yaml', 'json']))
  expect(wanted.length).toBeGreaterThan(30)
})

/** What builds with a configuration, by the name that it has. */
const BUILDS: readonly [file: RegExp, command: string][] = [
  [/^vite\.config/, 'vite build'],
  [/^rollup\.config/, 'rollup --config'],
  [/^rolldown\.config/, 'rolldown --config'],
  [/^webpack\.config/, 'webpack --mode production'],
  [/^rspack\.config/, 'rspack build'],
  [/^rsbuild\.config/, 'rsbuild build'],
  [/^farm\.config/, 'farm build'],
  [/^gulpfile/, 'gulp'],
  [/^unplugin\.config/, 'slice-oas'],
]

const programs = wanted.filter(({ language }) => language === 'ts' || language === 'js')
const isConfig = ({ text }: Snippet): boolean =>
  /^export default defineConfig/m.test(text) && text.includes("from 'unplugin-openapi-slice'")
const fileOf = (snippet: Snippet): string => snippet.file ?? (isConfig(snippet) ? 'unplugin.config.ts' : `program.${snippet.language}`)

describe('programs and configurations', () => {
  const configured = programs.filter((snippet) => BUILDS.some(([file]) => file.test(fileOf(snippet))))
  const others = programs.filter((snippet) => !configured.includes(snippet))

  it.for(configured)('$place builds', { timeout: LIMIT }, async (snippet) => {
    const folder = project.folder({ [fileOf(snippet)]: snippet.text })
    const [, command] = BUILDS.find(([file]) => file.test(fileOf(snippet)))!
    await project.run(command, folder)

    expect(filesBelow(folder)).toContain('orders_GET.yaml')
  })

  it.for(others)('$place runs', { timeout: LIMIT }, async (snippet, { skip }) => {
    const isForBun = /\bBun\./.test(snippet.text)
    if (isForBun && bunProgram === undefined) return skip('Bun is not installed.')
    const { code } = await transform(snippet.text, { loader: 'ts', format: 'esm' })
    const folder = project.folder({ 'program.mjs': code, 'bundle.mjs': BUNDLE, 'tsconfig.json': '{}' })
    if (/from 'virtual:/.test(snippet.text)) await project.run('node bundle.mjs && node bundled.mjs', folder)
    else await project.run(isForBun ? 'bun program.mjs' : 'node program.mjs', folder)
  })

  it('pass the compiler', { timeout: LIMIT }, async () => {
    const folders = programs.map((snippet) => project.folder({ [fileOf(snippet)]: `${snippet.text}\nexport {}\n` }))
    const names = new Map(programs.map(({ place }, index) => [folders[index]!, place]))
    // Where the modules of slices are used, a build has written their types.
    const types = project.folder({ 'program.mjs': "import 'virtual:openapi-slices'\n", 'bundle.mjs': BUNDLE, 'tsconfig.json': '{}' })
    await project.run('node bundle.mjs', types)
    const files = programs.map((snippet, index) => join(folders[index]!, fileOf(snippet)))
    writeFileSync(join(project.root, 'globals.d.ts'), 'declare const Bun: { build(options: object): Promise<unknown> }\n')
    writeFileSync(
      join(project.root, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: COMPILER, files: [...files, join(types, 'openapi-slices.d.ts'), 'globals.d.ts'] }),
    )
    const told = await project.run('tsc -p tsconfig.json --pretty false || true', project.root)

    expect(told.replace(/snippets\/(\d+)\//g, (folder, number) => names.get(join(project.root, 'snippets', number)) ?? folder)).toBe('')
  })
})

const COMPILER = {
  target: 'esnext',
  module: 'esnext',
  moduleResolution: 'bundler',
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  allowJs: true,
  checkJs: true,
  types: ['node'],
}

/** Bundles a program that imports slices. */
const BUNDLE = `import { build } from 'esbuild'
import Slices from 'unplugin-openapi-slice/esbuild'

await build({
  entryPoints: ['program.mjs'],
  outdir: '.',
  entryNames: 'bundled',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  splitting: true,
  platform: 'node',
  plugins: [Slices({ specs: './openapi.yaml' })],
})
`

describe('commands', () => {
  it.for(wanted.filter(({ language }) => language === 'sh'))('$place succeed', { timeout: LIMIT }, async ({ text }) => {
    // Without anything behind it, the command slices what a configuration declares.
    const config = /slice-oas *(?:#.*)?$/m.test(text) ? { 'unplugin.config.ts': CONFIG } : {}
    await project.run(text, project.folder({ ...config, 'large-api.yaml': read('test/docs/project/openapi.yaml') }))
  })
})

const CONFIG = "export default { specs: ['./openapi.yaml', './admin.yaml'] }\n"

describe('data', () => {
  const isConfiguration = new Ajv({ allowUnionTypes: true }).compile(JSON.parse(read('config.schema.json')) as object)

  it.for(wanted.filter(({ language }) => language === 'yaml' || language === 'json'))(
    '$place is read',
    { timeout: LIMIT },
    async ({ language, text }) => {
      const value = (language === 'json' ? JSON.parse(text) : parse(text)) as object
      expect(value).toBeTypeOf('object')
      if (!('specs' in value)) return
      expect({ errors: isConfiguration(value) ? [] : isConfiguration.errors }).toEqual({ errors: [] })
      const folder = project.folder({ [`unplugin.config.${language}`]: text })
      await project.run('slice-oas', folder)

      expect(filesBelow(folder)).toContain('orders_GET.yaml')
    },
  )
})

/** By name, wherever they lie. */
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []))
