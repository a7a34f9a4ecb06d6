import { execFile, execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { tree } from '../cli/slice-oas.ts'
import { ROOT } from '../docs/sources.ts'
import { unpackInto } from '../package/packed.ts'
import { folderOfPackage, type Lock, manifestIn, publishedLock } from './installed.ts'

/** The monorepo of the playground, as those have it who have cloned and installed it: with the packed package, Turborepo and Nx. */

export const SOURCE = join(ROOT, 'playground/monorepo')
export const PACKAGE = 'unplugin-openapi-slice'

export interface Bakery {
  /** Where there is room for what belongs to no clone. */
  folder: string
  /** Where the package lies that all clones have installed. */
  packed: string
  /** The first of a repository, or a clean clone of it. */
  checkout(): Checkout
  close(): void
}

export interface Checkout {
  root: string
  read(file: string): string
  write(file: string, text: string): void
  /** @throws if nothing is changed by it */
  edit(file: string, from: string, to: string): void
  /** Runs a command. @returns what it prints, also if it fails */
  run(command: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<string>
  /** Every file in the folders of slices, by path. */
  slices(): Record<string, string>
}

export function bakery(): Bakery {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'openapi-slice-monorepo-')))
  const packed = join(folder, 'packed/node_modules', PACKAGE)
  unpackInto(packed)
  chmodSync(join(packed, 'dist/cli.js'), 0o755)
  for (const name of Object.keys(manifestIn(packed).dependencies!)) link(folderOfPackage(name), join(packed, '..', name))
  const first = join(folder, 'checkout-1')
  repository(first, packed)
  let count = 0
  return {
    folder,
    packed,
    checkout() {
      const root = join(folder, `checkout-${++count}`)
      if (count > 1) git(folder, 'clone', '--quiet', first, root)
      install(root, packed)
      return checkoutAt(root, join(folder, 'home'))
    },
    close: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}

/** With the lock file of those who have the package from a registry. */
function repository(root: string, packed: string): void {
  const left = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: SOURCE, encoding: 'utf8' })
  for (const file of left.trim().split('\n')) cpSync(join(SOURCE, file), join(root, file))
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock
  writeFileSync(join(root, 'package-lock.json'), `${JSON.stringify(publishedLock(lock, manifestIn(packed)), null, 2)}\n`)
  git(root, 'init', '--quiet', '--initial-branch', 'main')
  git(root, 'add', '--all')
  git(root, 'commit', '--quiet', '--message', 'All of it')
}

/** What `npm ci` does, without a registry. */
function install(root: string, packed: string): void {
  const modules = join(root, 'node_modules')
  mkdirSync(join(modules, '.bin'), { recursive: true })
  for (const name of ['client', 'common', 'orders', 'payments', 'stock']) link(join(root, 'packages', name), join(modules, '@bakery', name))
  for (const name of Object.keys(manifestIn(root).devDependencies!)) {
    const target = name === PACKAGE ? packed : folderOfPackage(name)
    link(target, join(modules, name))
    for (const [command, file] of Object.entries(manifestIn(target).bin ?? {})) link(join(target, file), join(modules, '.bin', command))
  }
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(target, path)
}

/** Of nobody, and with no settings of this machine. */
function git(cwd: string, ...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=Baker', '-c', 'user.email=baker@bakery.example', ...args], {
    cwd,
    env: { ...process.env, ...NO_SETTINGS },
  })
}

const NO_SETTINGS = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' }

function checkoutAt(root: string, home: string): Checkout {
  const read = (file: string): string => readFileSync(join(root, file), 'utf8')
  const write = (file: string, text: string): void => writeFileSync(join(root, file), text)
  return {
    root,
    read,
    write,
    edit(file, from, to) {
      const text = read(file)
      if (!text.includes(from)) throw new Error(`${file} has no ${from}`)
      write(file, text.replaceAll(from, to))
    },
    async run(command, args, env = {}) {
      const options = { cwd: root, env: { ...environment(root, home), ...env }, maxBuffer: 1e8 }
      const { stdout, stderr } = await promisify(execFile)(command, args, options).catch((error: unknown) => error as Ended)
      return `${stdout}${stderr}`
    },
    slices: () => Object.fromEntries(Object.entries(tree(join(root, 'packages'))).filter(([file]) => file.includes('/slices/'))),
  }
}

interface Ended {
  stdout: string
  stderr: string
}

/** Next to nothing of this process's, which caches would ask for; nobody is told anything, and nothing is kept elsewhere. */
const environment = (root: string, home: string): Record<string, string> => ({
  ...NO_SETTINGS,
  PATH: [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
  HOME: home,
  XDG_CONFIG_HOME: home,
  CI: '1',
  NO_COLOR: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  NX_DAEMON: 'false',
  NX_NO_CLOUD: 'true',
})
