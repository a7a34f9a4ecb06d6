import { cp, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { onTestFinished } from 'vitest'
import { memorySink, type Options, type SliceRequest, sliceSpec } from '../../src/index.ts'
import type { Outcome, Project, TestHost } from './host.ts'
import { printedBy } from './output.ts'

export const FIXTURES = join(import.meta.dirname, '../fixtures')

/** A project in a folder of its own, which becomes the working folder. It holds all files of one fixture. */
export async function projectOf(fixture: string, options?: Options): Promise<Project> {
  const home = process.cwd()
  const root = await realpath(await mkdtemp(join(tmpdir(), 'openapi-slice-')))
  await cp(join(FIXTURES, fixture), root, { recursive: true })
  await writeFile(join(root, 'entry.js'), 'console.log(1)\n')
  await writeFile(join(root, 'package.json'), '{ "type": "module" }\n')
  process.chdir(root)
  onTestFinished(async () => {
    process.chdir(home)
    await rm(root, { recursive: true, force: true, maxRetries: 5 })
  })
  return { root, outDir: join(root, 'dist'), options }
}

export interface Built extends Outcome {
  /** Everything that was told, printed or reported. */
  told: string
  /** The emitted files by name. */
  slices: Record<string, string>
}

export async function built(host: TestHost, project: Project): Promise<Built> {
  let outcome: Outcome = { failed: true, reports: [] }
  const printed = await printedBy(async () => {
    outcome = await host.build(project)
  })
  // Rspack paints its reports where CI is set, whoever reads them.
  const told = [printed, ...outcome.reports.map(({ text }) => stripVTControlCharacters(text))].join('\n')
  return { ...outcome, told, slices: await filesIn(join(project.outDir, 'slices')) }
}

/** All files below a folder, by name. */
export async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  return Object.fromEntries(await Promise.all(paths.sort().map(async (path) => [relative(folder, path), await readFile(path, 'utf8')])))
}

/** What the API makes of the same description. */
export async function sliced(request: SliceRequest): Promise<Record<string, string>> {
  const files = new Map<string, string>()
  await sliceSpec(request, { sink: memorySink((file, bytes) => files.set(file, Buffer.from(bytes).toString())) })
  return Object.fromEntries([...files].sort())
}

/** A file of the project that a test changes. */
export interface ProjectFile {
  /** What it holds at first. */
  text: string
  write(text: string): Promise<void>
  remove(): Promise<void>
}

export async function fileOf({ root }: Project, name: string): Promise<ProjectFile> {
  const path = join(root, name)
  const text = await readFile(path, 'utf8').catch(() => '')
  return { text, write: (changed) => writeFile(path, changed), remove: () => rm(path) }
}
