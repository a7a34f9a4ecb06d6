import { access, cp, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BuildOptions, build, context, type Plugin } from 'esbuild'
import { expect, it, onTestFinished, vi } from 'vitest'
import Slices from '../../src/esbuild.ts'

vi.setConfig({ testTimeout: 60_000 })

async function optionsIn(): Promise<BuildOptions & { absWorkingDir: string }> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'openapi-slice-')))
  await cp(join(import.meta.dirname, '../fixtures/parcels'), root, { recursive: true })
  await writeFile(join(root, 'entry.js'), 'console.log(1)\n')
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  return { absWorkingDir: root, entryPoints: ['./entry.js'], logLevel: 'silent', plugins: [Slices({ specs: './openapi.yaml' })] }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )

it('puts slices beside an outfile', async () => {
  const options = await optionsIn()
  await build({ ...options, outfile: 'out/app.js' })
  expect(await exists(join(options.absWorkingDir, 'out/slices/parcels_GET.yaml'))).toBe(true)
})

it('writes nothing with write: false and hands the slices over', async () => {
  const options = await optionsIn()
  const { outputFiles } = await build({ ...options, outdir: 'out', write: false })
  expect(outputFiles.map(({ path }) => path)).toContain(join(options.absWorkingDir, 'out/slices/parcels_GET.yaml'))
  expect(new Set(outputFiles.map(({ hash }) => hash)).size).toBe(outputFiles.length)
  expect(await exists(join(options.absWorkingDir, 'out'))).toBe(false)
})

it('removes slices that a later build of the same context no longer makes', async () => {
  const { absWorkingDir: root, ...options } = await optionsIn()
  const builds = await context({ ...options, absWorkingDir: root, outdir: 'out' })
  onTestFinished(() => builds.dispose())
  await builds.rebuild()
  expect(await exists(join(root, 'out/slices/parcels_POST.yaml'))).toBe(true)
  await cp(join(import.meta.dirname, '../fixtures/names/openapi.yaml'), join(root, 'openapi.yaml'))
  await builds.rebuild()
  expect(await exists(join(root, 'out/slices/parcels_POST.yaml'))).toBe(false)
  expect(await exists(join(root, 'out/slices/what_GET.yaml'))).toBe(true)
})

/** Resolves everything once more by itself, as many plugins do, and knows its own calls by data of its own. */
const again: Plugin = {
  name: 'again',
  setup: ({ onResolve, resolve }) =>
    onResolve({ filter: /.*/ }, ({ path, ...from }) =>
      (from.pluginData as { skip?: true } | undefined)?.skip ? undefined : resolve(path, { ...from, pluginData: { skip: true } }),
    ),
}

const second = (): Plugin => Slices({ specs: './openapi.yaml', assetsDir: 'second' })

it.for([
  ['a second instance', () => [second()], ['./entry.js']],
  ['a plugin that resolves again', () => [again], ['./entry.js']],
  ['several entry points', () => [again, second()], ['./entry.js', './other.js', './entry.js']],
] as const)('builds with %s, before and after it', async ([, others, entryPoints]) => {
  const { plugins, ...options } = await optionsIn()
  await writeFile(join(options.absWorkingDir, 'other.js'), "import './entry.js'\n")
  for (const all of [
    [...others(), ...plugins!],
    [...plugins!, ...others()],
  ]) {
    await build({ ...options, entryPoints: [...entryPoints], bundle: true, outdir: 'out', plugins: all })
    expect(await exists(join(options.absWorkingDir, 'out/slices/parcels_GET.yaml'))).toBe(true)
  }
})

const alias: Plugin = {
  name: 'alias',
  setup: ({ onResolve, initialOptions }) =>
    onResolve({ filter: /^app$/ }, () => ({ path: join(initialOptions.absWorkingDir!, 'entry.js') })),
}

const loader: Plugin = {
  name: 'loader',
  setup: ({ onLoad }) => onLoad({ filter: /\.js$/ }, async ({ path }) => ({ contents: await readFile(path, 'utf8'), loader: 'js' })),
}

const IMPORT = "export { endpoints } from 'virtual:openapi-slices'\n"

it.for([
  ['a plugin before it loads every file', {}, [loader]],
  ['its program comes from stdin', { entryPoints: [], stdin: { contents: IMPORT, resolveDir: '.' } }, []],
  ['the module is an entry point', { entryPoints: ['virtual:openapi-slices'] }, []],
] as const)('lets a program import when %s', async ([, options, others]) => {
  const { plugins, ...common } = await optionsIn()
  await writeFile(join(common.absWorkingDir, 'entry.js'), IMPORT)
  const { outputFiles } = await build({
    ...common,
    ...(options as BuildOptions),
    bundle: true,
    format: 'esm',
    outdir: 'out',
    write: false,
    plugins: [...others, ...plugins!],
  })
  expect(outputFiles[0]!.text).toContain('listParcels')
})

it.for([
  ['its program comes from stdin', { entryPoints: [], stdin: { contents: "import './entry.js'", resolveDir: '.' } }, []],
  ['another plugin resolves the entry point', { entryPoints: ['app'] }, [alias]],
  ['there is a second instance', {}, [second()]],
  ['its program is nothing but stdin that imports the slices', { entryPoints: [], stdin: { contents: IMPORT, resolveDir: '.' } }, []],
  ['a plugin before it loads every file, and the program imports the slices', { entryPoints: ['./importing.js'] }, [loader]],
  ['a plugin before it loads every file, and the program imports a slice that is not there yet', { entryPoints: ['./early.js'] }, [loader]],
] as const)('notices a change of the description when %s', async ([, options, others]) => {
  const { plugins, ...common } = await optionsIn()
  const { absWorkingDir: root } = common
  await writeFile(join(root, 'importing.js'), IMPORT)
  await writeFile(join(root, 'early.js'), "export { default } from 'virtual:openapi-slices/everyParcel'\n")
  let built = (): void => {}
  const next = (): Promise<void> => new Promise((resolve) => (built = resolve))
  const observer: Plugin = { name: 'observer', setup: ({ onEnd }) => onEnd(() => built()) }
  const builds = await context({
    ...common,
    ...(options as BuildOptions),
    bundle: true,
    outdir: 'out',
    plugins: [...others, ...plugins!, observer],
  })
  onTestFinished(() => builds.dispose())
  const first = next()
  await builds.watch()
  await first
  const rebuilt = next()
  const description = join(root, 'openapi.yaml')
  await writeFile(description, (await readFile(description, 'utf8')).replace('listParcels', 'everyParcel'))
  await rebuilt
  expect(await readFile(join(root, 'out/slices/parcels_GET.yaml'), 'utf8')).toContain('everyParcel')
})
