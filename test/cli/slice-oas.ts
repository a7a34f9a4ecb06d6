import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished, vi } from 'vitest'

// A process per run, on machines that do other things too.
vi.setConfig({ testTimeout: 60_000 })

const root = fileURLToPath(new URL('../..', import.meta.url))
const fixtures = join(root, 'test/fixtures/cli')

/** The command as it is published. */
export const bin = join(root, 'dist/cli.js')

/** Builds the command if its sources are newer; `npm test` has done so already. */
export function build(): void {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).map((file) => statSync(join(root, 'src', file)))
  const newest = Math.max(...sources.filter((file) => file.isFile()).map(({ mtimeMs }) => mtimeMs))
  if (existsSync(bin) && statSync(bin).mtimeMs >= newest) return
  spawnSync(process.execPath, [join(root, 'node_modules/rolldown/bin/cli.mjs'), '-c', 'rolldown.config.ts'], { cwd: root })
}

export interface Run {
  code: number | null
  stdout: string
  stderr: string
}

export interface RunOptions {
  cwd: string
  env?: Record<string, string>
  /** Is told what has come so far whenever the command says something to stderr. */
  onSaid?: (said: string, kill: (signal: NodeJS.Signals) => void) => void
  command?: string
}

/** Runs the command as a process of its own. */
export function sliceOas(args: readonly string[], { cwd, env = {}, onSaid, command = bin }: RunOptions): Promise<Run> {
  const { NO_COLOR: _no, FORCE_COLOR: _force, SOURCE_DATE_EPOCH: _epoch, ...inherited } = process.env
  const child = spawn(process.execPath, [command, ...args], { cwd, env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()))
  child.stderr.on('data', (text: Buffer) => {
    stderr += text.toString()
    onSaid?.(stderr, (signal) => child.kill(signal))
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

/** A temporary folder with fixtures (by name) and further files (by name and text). It goes when the test has ended. */
export function folderWith(names: readonly string[] = [], files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'slice-oas-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const name of names) cpSync(join(fixtures, name), join(folder, name))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

/** Every file below a folder with its text. */
export function tree(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {}
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()
  return Object.fromEntries(
    names
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name.replaceAll('\\', '/'), readFileSync(join(folder, name), 'utf8')]),
  )
}

/** The slices in a folder. */
export const slicesIn = (folder: string): string[] =>
  Object.keys(tree(folder)).filter((name) => !['index.csv', 'problems.json', '.openapi-slice.json'].includes(name))

/** The slices of `shop.yaml`, in the order of their names. */
export const SHOP = [
  'orders_GET.yaml',
  'orders_POST.yaml',
  'status_GET.yaml',
  'users-id-orders_GET.yaml',
  'users-id_DELETE.yaml',
  'users-id_GET.yaml',
  'users_GET.yaml',
]
