import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

/** Where systems keep Chromium or Chrome; `CHROMIUM_PATH` comes first. */
const PATHS = [
  process.env['CHROMIUM_PATH'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** For a hook that launches: long enough for an installation. */
export const LAUNCH_TIMEOUT = 600_000

/**
 * A browser for the tests of the page: one that is there, or else one that is installed now, with apt-get on Debian and
 * its relatives, elsewhere with Playwright's own installer.
 *
 * @throws if there is none to be had, saying what is missing: tests of the page never pass by not running
 */
export async function launchBrowser(): Promise<Browser> {
  return (await present()) ?? alone(installed)
}

/** Test files run side by side, and installers do not. */
async function alone<Value>(work: () => Promise<Value>): Promise<Value> {
  const lock = join(tmpdir(), 'unplugin-openapi-slice-browser.lock')
  const end = Date.now() + LAUNCH_TIMEOUT
  while (!mkdirSync(lock, { recursive: true }) && Date.now() < end) await setTimeout(500)
  try {
    return await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

async function installed(): Promise<Browser> {
  const tried: string[] = []
  const found = await present()
  if (found) return found
  for (const [name, install] of [
    ['apt-get install chromium', installWithApt],
    ['npx playwright-core install chromium-headless-shell', installWithPlaywright],
  ] as const) {
    const trouble = install()
    const browser = trouble === undefined ? await present() : undefined
    if (browser) return browser
    tried.push(`${name}: ${trouble ?? 'installed, but it does not start'}`)
  }
  throw new Error(
    `The tests of the page need Chromium or Chrome, and there is none.\n${tried.join('\n')}\n` +
      'Install one, or name it in the environment variable CHROMIUM_PATH.',
  )
}

/** The first that starts: some systems have an executable that only says how to install it. */
async function present(): Promise<Browser | undefined> {
  const options: LaunchOptions[] = [
    ...PATHS.filter((path) => path !== '' && existsSync(path)).map((executablePath) => ({ executablePath })),
    { channel: 'chrome' },
    { channel: 'msedge' },
    {},
  ]
  for (const option of options) {
    const browser = await chromium.launch({ ...option, timeout: 60_000 }).catch(() => undefined)
    if (browser) return browser
  }
  return undefined
}

/** @returns why it cannot */
function installWithApt(): string | undefined {
  if (!existsSync('/etc/debian_version') || !isOnPath('apt-get')) return 'this is no Debian'
  if (process.getuid?.() !== 0) return 'only root may install packages'
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return (
    run('apt-get', ['update'], env) ??
    run('apt-get', ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', 'chromium', 'fonts-dejavu-core'], env)
  )
}

function installWithPlaywright(): string | undefined {
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js')
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0
  return run(process.execPath, [cli, 'install', ...(isRoot ? ['--with-deps'] : []), 'chromium-headless-shell'], process.env)
}

function run(file: string, args: readonly string[], env: NodeJS.ProcessEnv): string | undefined {
  try {
    execFileSync(file, args, { env, stdio: ['ignore', 'ignore', 'pipe'], timeout: LAUNCH_TIMEOUT })
    return undefined
  } catch (error) {
    const { stderr, message } = error as { stderr?: Buffer; message: string }
    const lines = (stderr?.toString() ?? '').split('\n').filter((line) => line.trim() !== '')
    return (lines.find((line) => /\b(?:error|failed|unable)\b/i.test(line)) ?? lines.at(-1) ?? message).trim()
  }
}

const isOnPath = (name: string): boolean => (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)))
