import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { execFile } from 'node:child_process'
import { bin } from '../cli/slice-oas.ts'
import { writeTree } from '../support/tree.ts'

const execute = promisify(execFile)

/** As far as the recipes go. */
interface Step {
  run?: string
  uses?: string
  with?: Record<string, string>
}
export interface GitHubJob {
  needs?: string
  strategy?: { matrix: Record<string, unknown[]> }
  steps: Step[]
}
export interface GitLabJob {
  stage: string
  parallel?: number
  script: string[]
  artifacts: { paths: string[] }
}

/** A checkout, as every job has one of its own, and where its commands come from. */
export interface Runner {
  checkout(name: string): string
  /** Runs a script of a job. */
  shell(script: string, cwd: string, env?: Record<string, string>): Promise<void>
  artifacts: string
}

/** @param root a folder @param files the files of the repository */
export function runnerIn(root: string, files: Readonly<Record<string, string>>): Runner {
  writeTree(join(root, 'repository'), { ...files })
  const git = (...args: string[]): unknown =>
    execFileSync('git', args, { cwd: join(root, 'repository'), env: { ...process.env, ...COMMITTER } })
  git('init', '--quiet')
  git('add', '.')
  git('commit', '--quiet', '--message', 'All')
  // A registry is asked for nothing, and what is run is what was built.
  const commands = join(root, 'commands')
  writeTree(commands, { npm: '#!/bin/sh\n', npx: `#!/bin/sh\nshift\nexec '${process.execPath}' '${bin}' "$@"\n` })
  execFileSync('chmod', ['+x', join(commands, 'npm'), join(commands, 'npx')])
  return {
    artifacts: join(root, 'artifacts'),
    checkout(name) {
      const folder = join(root, name)
      cpSync(join(root, 'repository'), folder, { recursive: true })
      return folder
    },
    async shell(script, cwd, env = {}) {
      const { SOURCE_DATE_EPOCH: _, ...inherited } = process.env
      const path = `${commands}${delimiter}${process.env['PATH']}`
      await execute('bash', ['-e', '-c', script], { cwd, env: { ...inherited, ...env, PATH: path } })
    },
  }
}

const COMMITTER = Object.fromEntries(
  ['AUTHOR', 'COMMITTER'].flatMap((who) => [
    [`GIT_${who}_NAME`, 'Somebody'],
    [`GIT_${who}_EMAIL`, 'somebody@example.com'],
    [`GIT_${who}_DATE`, '1700000000 +0000'],
  ]),
)

/** Runs a job of a workflow of GitHub's. Of actions, those that hand on files do what they document. */
export async function gitHubJob({ steps }: GitHubJob, name: string, runner: Runner, matrix: Record<string, unknown> = {}): Promise<string> {
  const cwd = runner.checkout(name)
  const variables = join(cwd, '.git/variables')
  writeFileSync(variables, '')
  const filled = (text: string): string => text.replace(/\$\{\{ matrix\.(\w+) \}\}/g, (_, key: string) => String(matrix[key]))
  for (const { run, uses, with: given = {} } of steps) {
    const input = (key: string): string => filled(given[key]!)
    if (run !== undefined) await runner.shell(filled(run), cwd, { ...variablesIn(variables), GITHUB_ENV: variables })
    if (uses?.startsWith('actions/upload-artifact@')) upload(join(cwd, input('path')), join(runner.artifacts, input('name')))
    if (uses?.startsWith('actions/download-artifact@')) download(runner.artifacts, given['pattern']!, join(cwd, input('path')))
  }
  return cwd
}

function variablesIn(file: string): Record<string, string> {
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  return Object.fromEntries(lines.filter((line) => line.includes('=')).map((line) => line.split('=', 2)))
}

/** Files whose names begin with a dot are left out, unless they are asked for. */
const upload = (from: string, to: string): void =>
  cpSync(from, to, { recursive: true, filter: (file) => file === from || !basename(file).startsWith('.') })

/** Each into a folder of its own. */
function download(artifacts: string, pattern: string, to: string): void {
  for (const name of readdirSync(artifacts)) {
    if (name.startsWith(pattern.replace('*', ''))) cpSync(join(artifacts, name), join(to, name), { recursive: true })
  }
}

/** Runs a job of a pipeline of GitLab's, which begins with what earlier ones have handed on. */
export async function gitLabJob(
  { script, artifacts }: GitLabJob,
  name: string,
  runner: Runner,
  env: Record<string, string> = {},
): Promise<string> {
  const cwd = runner.checkout(name)
  if (existsSync(runner.artifacts)) cpSync(runner.artifacts, cwd, { recursive: true })
  await runner.shell(script.join('\n'), cwd, env)
  for (const path of artifacts.paths) {
    mkdirSync(join(runner.artifacts, path), { recursive: true })
    cpSync(join(cwd, path), join(runner.artifacts, path), { recursive: true })
  }
  return cwd
}
