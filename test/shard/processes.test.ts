import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import PQueue from 'p-queue'
import { beforeAll, describe, expect, it } from 'vitest'
import { build } from '../cli/slice-oas.ts'
import { type Ended, type Fault, run } from '../support/process.ts'
import { temporaryFolder, treeOf, writeTree } from '../support/tree.ts'
import { hasSpecs, SPECS } from '../support/specs.ts'
import { COUNT, description, folderOf } from './project.ts'

beforeAll(build, 120_000)

const LIMIT = 600_000

const ALL = Array.from({ length: COUNT }, (_, index) => index + 1)

/** The one that is killed. */
const UNLUCKY = 5

const argsOf = (number: number): string[] => [
  'openapi.json',
  '--no-cache',
  '--llms',
  '--shard',
  `${number}/${COUNT}`,
  '-o',
  folderOf(number),
]

/** Runs all shards but one, as processes of their own, two at a time. */
async function others(cwd: string): Promise<void> {
  const queue = new PQueue({ concurrency: 2 })
  const ends = await Promise.all(ALL.filter((number) => number !== UNLUCKY).map((number) => queue.add(() => run(argsOf(number), { cwd }))))
  for (const end of ends) expect(end).toMatchObject({ signal: null, code: expect.toBeOneOf([0, 1]) })
}

const merge = (cwd: string): Promise<Ended> => run(['merge', ...ALL.map(folderOf), '-o', 'merged'], { cwd })

/** Kills a shard within a call that changes a file, sees the merge refused, runs the shard again, and compares with one run. */
async function killedAndRunAgain(cwd: string, call: number): Promise<void> {
  await others(cwd)
  const fault: Fault = { under: folderOf(UNLUCKY), at: call, what: 'kill-within' }
  expect(await run(argsOf(UNLUCKY), { cwd, fault })).toMatchObject({ signal: 'SIGKILL' })
  const refused = await merge(cwd)
  expect([refused.code, refused.stderr]).toEqual([
    3,
    expect.stringContaining(`${folderOf(UNLUCKY)} is still being written, or its run was killed`),
  ])
  expect(treeOf(join(cwd, 'merged'))).toEqual({})

  const again = await run(argsOf(UNLUCKY), { cwd })
  const joined = await merge(cwd)
  const whole = await run(['openapi.json', '--no-cache', '--llms', '-o', 'whole'], { cwd })
  expect([again.signal, joined.signal, joined.code]).toEqual([null, null, whole.code])
  const [mine, theirs] = [treeOf(join(cwd, 'merged')), treeOf(join(cwd, 'whole'))]
  expect(Object.keys(mine)).toEqual(Object.keys(theirs))
  expect(Object.keys(mine).filter((name) => mine[name] !== theirs[name])).toEqual([])
}

describe('eight processes, one of which is killed and run again, give the bytes of one run', () => {
  it('of a description with all kinds of trouble', { timeout: LIMIT }, async () => {
    const cwd = temporaryFolder()
    writeTree(cwd, { 'openapi.json': description() })
    await killedAndRunAgain(cwd, 5)
  })

  it.skipIf(!hasSpecs)('of GitHub REST', { timeout: LIMIT }, async () => {
    const cwd = temporaryFolder()
    cpSync(join(SPECS, 'github-rest/api.github.com.json'), join(cwd, 'openapi.json'))
    await killedAndRunAgain(cwd, 200)
    rmSync(join(cwd, 'merged'), { recursive: true })
  })
})
