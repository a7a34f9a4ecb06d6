import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { build } from '../cli/slice-oas.ts'
import { read } from '../docs/sources.ts'
import { snippetsOf } from '../docs/snippets.ts'
import { run } from '../support/process.ts'
import { temporaryFolder, treeOf, writeTree, type Tree } from '../support/tree.ts'
import { type GitHubJob, gitHubJob, type GitLabJob, gitLabJob, runnerIn } from './workflow.ts'
import { COUNT, description } from './project.ts'

beforeAll(build, 120_000)

const LIMIT = 240_000

const recipe = (file: string): unknown =>
  parse(snippetsOf('docs/shards.md', read('docs/shards.md')).find(({ text }) => text.startsWith(`# ${file}\n`))!.text)

/** All endpoints of it pass: a job that fails ends a pipeline, and what becomes of that is the engine's to decide. */
const FILES = { 'openapi.yaml': withoutFaults(description()) }

function withoutFaults(text: string): string {
  const { paths, ...rest } = JSON.parse(text) as { paths: Record<string, unknown> }
  const sound = Object.entries(paths).filter(([path, item]) => path !== '/lost' && !JSON.stringify(item).includes('Broken'))
  return JSON.stringify({ ...rest, paths: Object.fromEntries(sound) })
}

/** One run, with the date of the commit. */
async function expected(): Promise<Tree> {
  const cwd = temporaryFolder()
  writeTree(cwd, FILES)
  expect(await run(['openapi.yaml'], { cwd })).toMatchObject({ code: 0 })
  return treeOf(join(cwd, 'slices'))
}

// The steps are written for the shells of Linux.
describe.skipIf(process.platform === 'win32')('the recipe of docs/shards.md for', () => {
  it('GitHub Actions gives what one run gives', { timeout: LIMIT }, async () => {
    const { jobs } = recipe('.github/workflows/slices.yml') as { jobs: Record<'parts' | 'slices', GitHubJob> }
    const runner = runnerIn(temporaryFolder(), FILES)
    const matrix = jobs.parts.strategy!.matrix['part']!
    expect(matrix).toHaveLength(COUNT)
    for (const part of matrix) await gitHubJob(jobs.parts, `part-${String(part)}`, runner, { part })
    const cwd = await gitHubJob(jobs.slices, 'slices', runner)

    expect(jobs.slices.needs).toBe('parts')
    expect(treeOf(join(cwd, 'slices'))).toEqual(await expected())
  })

  it('GitLab CI gives what one run gives', { timeout: LIMIT }, async () => {
    const pipeline = recipe('.gitlab-ci.yml') as { stages: string[]; parts: GitLabJob; slices: GitLabJob }
    const runner = runnerIn(temporaryFolder(), FILES)
    const total = pipeline.parts.parallel!
    for (let index = 1; index <= total; index++) {
      const variables = { CI_NODE_INDEX: String(index), CI_NODE_TOTAL: String(total) }
      await gitLabJob(pipeline.parts, `part-${index}`, runner, variables)
    }
    const cwd = await gitLabJob(pipeline.slices, 'slices', runner)

    expect([pipeline.stages, pipeline.parts.stage, pipeline.slices.stage]).toEqual([['parts', 'slices'], 'parts', 'slices'])
    expect(treeOf(join(cwd, 'slices'))).toEqual(await expected())
  })
})
