import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { build } from '../cli/slice-oas.ts'
import { ownVersions, realOrOwn, type Versions } from './descriptions.ts'
import { type Fault, run, command } from '../support/process.ts'
import { FOREIGN, invalidSlices, isLeftover, LOCK, wrongIn } from './project.ts'
import { copyFolder, temporaryFolder, type Tree, treeOf, writeTree } from '../support/tree.ts'
import { isLong, PATIENCE, seeded, times } from '../support/scale.ts'

beforeAll(build, 120_000)

/** What a run finds when it begins. */
const SITUATIONS = [
  { isAgain: false, args: [] },
  { isAgain: true, args: [] },
  { isAgain: false, args: ['--no-cache'] },
  { isAgain: true, args: ['--no-cache'] },
] as const

type Situation = (typeof SITUATIONS)[number]

/** A project in the state before the run that is going to be killed, which can be had again and again. */
interface Stage {
  folder: string
  /** Puts everything in place once more. */
  set(situation: Situation): void
  args(situation: Situation): string[]
  /** The results of undisturbed runs, before and after the change. */
  trees: [before: Tree, after: Tree]
  /** Milliseconds that a run writes for. */
  writing: number
}

async function stageOf({ before, after }: Versions, flags: readonly string[]): Promise<Stage> {
  const root = temporaryFolder()
  const folder = join(root, 'project')
  const args = ({ args: more }: { args: readonly string[] }): string[] => ['openapi.json', ...flags, ...more]
  const set = ({ isAgain }: { isAgain: boolean }): void => {
    copyFolder(join(root, isAgain ? 'again' : 'fresh'), folder)
    writeTree(folder, { 'openapi.json': after })
  }
  writeTree(join(root, 'fresh'), {
    'openapi.json': before,
    ...Object.fromEntries(Object.entries(FOREIGN).map(([name, text]) => [`slices/${name}`, text])),
  })
  mkdirSync(join(root, 'fresh/node_modules'))
  copyFolder(join(root, 'fresh'), join(root, 'again'))
  expect(await run(args({ args: [] }), { cwd: join(root, 'again') })).toMatchObject({ code: 0 })
  set({ isAgain: false })
  const undisturbed = command(args({ args: [] }), { cwd: folder })
  await isThere(join(folder, 'slices', LOCK), undisturbed.ended)
  const begun = performance.now()
  expect(await undisturbed.ended).toMatchObject({ code: 0 })
  const writing = performance.now() - begun
  const trees: Stage['trees'] = [treeOf(join(root, 'again/slices')), treeOf(join(folder, 'slices'))]
  for (const tree of trees) expect(await invalidSlices(tree)).toEqual([])
  return { folder, set, args, trees, writing }
}

/** Until a file is there, or the process has ended. */
async function isThere(path: string, ended: Promise<unknown>): Promise<void> {
  let isOver = false
  void ended.then(() => (isOver = true))
  while (!existsSync(path) && !isOver) await setTimeout(1)
}

/** What is wrong after a kill, and after the next run. */
async function wrongAfter({ folder, args, trees }: Stage, situation: Situation): Promise<string[]> {
  const slices = join(folder, 'slices')
  const wrong = wrongIn(slices, { undisturbed: trees })
  const next = await run(args(situation), { cwd: folder })
  if (next.code !== 0) wrong.push(`the next run: ${next.stderr}`)
  const tree = treeOf(slices)
  for (const name of new Set([...Object.keys(tree), ...Object.keys(trees[1])])) {
    if (tree[name] !== trees[1][name]) wrong.push(`${name} is not as in an undisturbed run`)
  }
  const cache = Object.keys(treeOf(join(folder, 'node_modules/.cache')))
  return [...wrong, ...cache.filter(isLeftover).map((name) => `${name} was left in the cache`)]
}

describe('a run that is killed leaves whole files and a true index, and the next one gives what an undisturbed one gives', () => {
  it('at any moment', { timeout: PATIENCE }, async ({ task }) => {
    const versions = isLong ? realOrOwn() : ownVersions(80)
    const stage = await stageOf(versions, [])
    const random = seeded(7)
    const runs = times(8, 200)
    let [caught, leftovers, index] = [0, 0, 0]
    // On a machine that is busier, or less busy, than when the time was taken, more of them come too early or too late.
    for (; index < runs || (caught <= runs / 8 && index < 4 * runs); index++) {
      const situation = SITUATIONS[index % SITUATIONS.length]!
      stage.set(situation)
      const running = command(stage.args(situation), { cwd: stage.folder })
      // A quarter of them before anything is written, or just then.
      if (index % 16 < 4) await setTimeout(random() * 500)
      else {
        await isThere(join(stage.folder, 'slices', LOCK), running.ended)
        await setTimeout(random() * stage.writing)
      }
      running.kill('SIGKILL')
      await running.ended
      const left = Object.keys(treeOf(join(stage.folder, 'slices'))).filter(isLeftover)
      if (left.includes(LOCK)) caught++
      leftovers += left.filter((name) => name !== LOCK).length
      expect(await wrongAfter(stage, situation), `kill ${index}`).toEqual([])
    }
    // The others came too early, or too late.
    expect(caught).toBeGreaterThan(runs / 8)
    task.meta.figures = {
      runs: 2 * index,
      faults: index,
      note: `${versions.name}: ${caught} while it wrote, ${leftovers} in the midst of a file`,
    }
  })

  it('at every call that changes the disk', { timeout: PATIENCE }, async ({ task }) => {
    const stage = await stageOf(ownVersions(5), ['--layout', 'by-prefix', '--report'])
    const random = seeded(11)
    const kinds: Fault['what'][] = ['kill-before', 'kill-within', 'kill-after']
    let faults = 0
    for (const situation of SITUATIONS) {
      const calls = await callsOf(stage, situation)
      expect(calls).toBeGreaterThan(20)
      const all = Array.from({ length: calls }, (_, at) => at)
      for (const at of isLong ? all : all.filter(() => random() < 2 / calls)) {
        for (const what of isLong ? kinds : [kinds[at % 3]!]) {
          stage.set(situation)
          const { signal } = await run(stage.args(situation), { cwd: stage.folder, fault: { under: stage.folder, at, what } })
          expect(signal, `${String(what)} ${at} of ${calls}`).toBe('SIGKILL')
          expect(await wrongAfter(stage, situation), `${String(what)} ${at} of ${calls}`).toEqual([])
          faults++
        }
      }
    }
    task.meta.figures = { runs: 2 * faults, faults, note: 'before, in the midst of, and after each call' }
  })
})

/** How many calls of a run change the disk. */
async function callsOf(stage: Stage, situation: Situation): Promise<number> {
  stage.set(situation)
  const { stderr } = await run(stage.args(situation), { cwd: stage.folder, fault: { under: stage.folder, at: 0, count: 0, what: 'count' } })
  return Number(/calls: (\d+)/.exec(stderr)?.[1])
}
