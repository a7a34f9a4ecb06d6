import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, it, vi } from 'vitest'
import type { Options } from '../../src/index.ts'
import { build } from '../cli/slice-oas.ts'
import type { Project } from './host.ts'
import { built, fileOf, FIXTURES, projectOf } from './project.ts'
import { rollupHost } from './rollup.ts'

vi.setConfig({ testTimeout: 60_000 })

const ROOT = join(import.meta.dirname, '../..')

beforeAll(build)

/** A project of TypeScript that has the package installed, and a program that may import slices. */
async function typedProjectOf(program: string, options: Partial<Options> = {}): Promise<Project> {
  const project = await projectOf('parcels', { specs: './openapi.yaml', ...options })
  mkdirSync(join(project.root, 'node_modules'))
  symlinkSync(ROOT, join(project.root, 'node_modules/unplugin-openapi-slice'))
  const compilerOptions = { module: 'esnext', moduleResolution: 'bundler', strict: true, noEmit: true, skipLibCheck: true, types: [] }
  writeFileSync(join(project.root, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
  await (await fileOf(project, 'entry.js')).write(program)
  writeFileSync(join(project.root, 'program.ts'), program)
  return project
}

/** What the compiler has to say. */
const complaints = async ({ root }: Project): Promise<string> =>
  promisify(execFile)(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '--pretty', 'false'], { cwd: root }).then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  )

const PROGRAM = `import { endpoints } from 'virtual:openapi-slices'
import load from 'virtual:openapi-slices/@all'
import byId from 'virtual:openapi-slices/listParcels'
import byName from 'virtual:openapi-slices/parcels_POST'
console.log(endpoints, load, byId, byName)
`

it('writes the types of what can be imported', async () => {
  const project = await typedProjectOf(PROGRAM)
  await built(rollupHost, project)
  writeFileSync(
    join(project.root, 'program.ts'),
    `${PROGRAM}
const id: import('virtual:openapi-slices').SliceId = 'parcels-id_GET'
const version: string = byId.openapi
const title: string = byName.info.title
const secured: boolean = endpoints[0]!.secured
void load[id]().then((slice): object | undefined => slice.paths)
void [version, title, secured]
`,
  )
  expect(await complaints(project)).toBe('')
  writeFileSync(
    join(project.root, 'program.ts'),
    `import slice from 'virtual:openapi-slices/listParcel'
const id: import('virtual:openapi-slices').SliceId = 'parcels_PUT'
void [slice, id]
`,
  )
  expect(await complaints(project)).toMatch(/program\.ts\(1,.*Cannot find module 'virtual:openapi-slices\/listParcel'[^]*program\.ts\(2,/)
})

it('writes types only where they are of use, or asked for', async () => {
  const types = (project: Project): boolean => existsSync(join(project.root, 'openapi-slices.d.ts'))
  const unused = await typedProjectOf('console.log(1)\n')
  await built(rollupHost, unused)
  expect(types(unused)).toBe(false)
  await built(rollupHost, { ...unused, options: { ...unused.options!, dts: 'types/slices.d.ts' } }).catch(() => {})
  expect(existsSync(join(unused.root, 'types/slices.d.ts'))).toBe(true)
  const refused = await typedProjectOf(PROGRAM, { dts: false })
  await built(rollupHost, refused)
  expect(types(refused)).toBe(false)
  const untyped = await typedProjectOf(PROGRAM)
  rmSync(join(untyped.root, 'tsconfig.json'))
  await built(rollupHost, untyped)
  expect(types(untyped)).toBe(false)
})

it('has a name for each slice of several descriptions, with and without that of the description', async () => {
  const project = await typedProjectOf('console.log(1)\n', { specs: ['./openapi.yaml', './other.yaml'], dts: true })
  await cp(join(FIXTURES, 'parcels/openapi.yaml'), join(project.root, 'other.yaml'))
  const other = await fileOf(project, 'other.yaml')
  await other.write(other.text.replace('/parcels/{id}', '/tracks/{id}').replace('../../escape', 'getTrack'))
  await built(rollupHost, project)
  expect(namesIn(project)).toEqual([
    'getTrack',
    'openapi/createParcel',
    'openapi/listParcels',
    'openapi/parcels-id_GET',
    'openapi/parcels_GET',
    'openapi/parcels_POST',
    'other/createParcel',
    'other/getTrack',
    'other/listParcels',
    'other/parcels_GET',
    'other/parcels_POST',
    'other/tracks-id_GET',
    'parcels-id_GET',
    'tracks-id_GET',
  ])
})

it('has the names of all instances, with their whole folders where the last parts of these are the same', async () => {
  const project = await typedProjectOf('console.log(1)\n', { assetsDir: 'one/slices', filter: '/parcels/{id}', dts: true })
  const others = [{ specs: './openapi.yaml', assetsDir: 'two/slices', filter: '/parcels/{id}', dts: true }]
  await built(rollupHost, { ...project, others })
  expect(namesIn(project)).toEqual(['one/slices/parcels-id_GET', 'two/slices/parcels-id_GET'])
})

/** The names by which the types know slices. */
const namesIn = ({ root }: Project): string[] =>
  [...readFileSync(join(root, 'openapi-slices.d.ts'), 'utf8').matchAll(/declare module ["']virtual:openapi-slices\/([^@"']+)/g)]
    .map(([, name]) => name!)
    .toSorted()
