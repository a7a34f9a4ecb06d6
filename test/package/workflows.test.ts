import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { read, ROOT } from '../docs/sources.ts'

// What runs elsewhere cannot be run here, but read.

interface Step {
  uses?: string
  run?: string
  with?: Record<string, unknown>
  env?: Record<string, unknown>
}

interface Job {
  'runs-on': string
  'timeout-minutes'?: number
  permissions?: Record<string, string>
  needs?: string
  strategy?: { matrix: Record<string, unknown[]> }
  steps: Step[]
}

interface Workflow {
  on: Record<string, unknown>
  permissions: Record<string, string>
  jobs: Record<string, Job>
}

const FILES = ['ci', 'release'].map((name) => `.github/workflows/${name}.yml`)
const [ci, release] = FILES.map((file) => parse(read(file)) as Workflow) as [Workflow, Workflow]
const stepsOf = ({ jobs }: Workflow): Step[] => Object.values(jobs).flatMap(({ steps }) => steps)
const commandsOf = (workflow: Workflow): string[] => stepsOf(workflow).flatMap(({ run }) => run ?? [])
const { scripts, engines } = JSON.parse(read('package.json')) as { scripts: Record<string, string>; engines: { node: string } }

describe.each([
  [FILES[0]!, ci],
  [FILES[1]!, release],
])('%s', (file, workflow) => {
  it('pins every action to a commit, and says which version that is', () => {
    const uses = read(file).match(/uses: .*/g)!

    expect(uses).toHaveLength(stepsOf(workflow).filter((step) => step.uses !== undefined).length)
    for (const use of uses) expect(use).toMatch(/^uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  it('runs scripts that exist, and installs what the lock file says', () => {
    for (const command of commandsOf(workflow)) {
      for (const [, name] of command.matchAll(/npm run ([\w:]+)/g)) expect(Object.keys(scripts)).toContain(name)
      if (command.startsWith('.')) expect(statSync(join(ROOT, command)).mode & 0o111).not.toBe(0)
      execFileSync('bash', ['-n', '-c', command])
      expect(command).not.toMatch(/npm (?:i|install|update|add)\b|npx (?!--no)|curl|wget/)
    }
    expect(commandsOf(workflow).length).toBeGreaterThan(2)
  })

  it('may do no more than it has to, for no longer than it may take', () => {
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target')
    expect(Object.values(workflow.permissions)).not.toContain('write')
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(45)
    for (const { uses, with: given } of stepsOf(workflow)) {
      if (uses?.startsWith('actions/checkout@')) expect(given).toMatchObject({ 'persist-credentials': false })
    }
    // What others may write, such as the title of a pull request, is never a part of a command.
    for (const command of commandsOf(workflow)) expect(command).not.toContain('${{')
  })
})

describe('the tests that run elsewhere', () => {
  it('run with every version of Node that is supported, on three systems', () => {
    const { everything, portable } = ci.jobs
    const versions = everything!.strategy!.matrix['node']

    expect([engines.node, versions]).toEqual(['^20.19.0 || >=22.12.0', [20, 22, 24]])
    expect(everything!['runs-on']).toBe('ubuntu-latest')
    expect(portable!.strategy!.matrix).toEqual({ node: versions, system: ['macos-latest', 'windows-latest'] })
    expect(everything!.steps.at(-1)!.run).toBe('.ci/run')
  })

  it('are named by folders and files that exist', () => {
    const paths = scripts['test:portable']!.match(/test\/[\w/.-]+/g)!

    expect(paths.length).toBeGreaterThan(10)
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })
})

describe('a release', () => {
  it('is made by a tag that is the version, after everything has passed', () => {
    expect(release.on).toEqual({ push: { tags: ['v*'] } })
    const commands = release.jobs['build']!.steps.flatMap(({ run }) => run ?? [])

    expect(commands[0]).toContain('= "$GITHUB_REF_NAME"')
    expect(commands.indexOf('.ci/run')).toBeLessThan(commands.findIndex((command) => command.startsWith('npm pack')))
    expect([release.jobs['publish']!.needs, release.jobs['release']!.needs]).toEqual(['build', 'publish'])
  })

  it('is published without a token, with signed provenance', () => {
    const { permissions, steps } = release.jobs['publish']!

    expect(permissions).toEqual({ 'id-token': 'write' })
    expect(steps.at(-1)).toEqual({ run: 'npm publish ./*.tgz --provenance --access public' })
    expect(read(FILES[1]!)).not.toContain('secrets.')
  })

  it('has the package and its SBOM', () => {
    const commands = commandsOf(release)

    expect(commands).toContain('npm run sbom -- sbom.cdx.json')
    expect(commands.at(-1)).toMatch(/^gh release create .* \*\.tgz sbom\.cdx\.json$/)
  })

  it('is built by a job that can write nothing, and no job can do more than one thing', () => {
    const permissions = Object.fromEntries(Object.entries(release.jobs).map(([name, job]) => [name, job.permissions]))

    expect(permissions).toEqual({ build: { contents: 'read' }, publish: { 'id-token': 'write' }, release: { contents: 'write' } })
  })
})
