import { execFile } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { bunProgram } from '../hosts/bun.ts'
import { unpackInto } from '../package/packed.ts'
import { ROOT } from './sources.ts'

const PACKAGE = 'unplugin-openapi-slice'
const MODULES = join(ROOT, 'node_modules')

/** A project in which everything that documents speak of is installed, with a folder for each snippet. */
export interface SnippetProject {
  root: string
  /** A new folder with descriptions and sources, and with these files. */
  folder(files?: Readonly<Record<string, string>>): string
  /** Runs a command line in a folder, as a shell does. @returns what it prints @throws if it fails */
  run(command: string, folder: string): Promise<string>
}

export function snippetProject(): SnippetProject {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'openapi-slice-snippets-')))
  const modules = join(root, 'node_modules')
  unpackInto(join(modules, PACKAGE))
  for (const name of readdirSync(MODULES).filter((found) => !found.startsWith('.'))) symlinkSync(join(MODULES, name), join(modules, name))
  const bins = join(modules, '.bin')
  cpSync(join(MODULES, '.bin'), bins, { recursive: true, verbatimSymlinks: true })
  for (const name of ['slice-oas', PACKAGE]) symlinkSync(`../${PACKAGE}/dist/cli.js`, join(bins, name))
  chmodSync(join(modules, PACKAGE, 'dist/cli.js'), 0o755)
  writeFileSync(join(root, 'package.json'), '{ "private": true, "type": "module" }\n')
  let count = 0
  return {
    root,
    folder(files = {}) {
      const folder = join(root, 'snippets', String(++count))
      cpSync(join(import.meta.dirname, 'project'), folder, { recursive: true })
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true })
        writeFileSync(join(folder, name), text)
      }
      return folder
    },
    async run(command, folder) {
      const { VITEST: _vitest, NODE_ENV: _mode, npm_config_local_prefix: _prefix, ...inherited } = process.env
      const path = [bins, ...(bunProgram === undefined ? [] : [dirname(bunProgram)]), process.env['PATH']].join(delimiter)
      const env = { ...inherited, PATH: path, CI: '1', NO_COLOR: '1' }
      // That npx finds what is installed is tested with the package, and takes its time.
      const { stdout } = await promisify(execFile)('bash', ['-ec', `npx() { "$@"; }\n${command}`], { cwd: folder, env })
      return stdout
    },
  }
}
