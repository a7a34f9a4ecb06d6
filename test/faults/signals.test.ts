import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { build } from '../cli/slice-oas.ts'
import { SPECS } from '../support/specs.ts'
import { ownVersions } from './descriptions.ts'
import { command, run, runHeldUp } from '../support/process.ts'
import { isLeftover, wrongIn } from './project.ts'
import { temporaryFolder, treeOf, writeTree } from '../support/tree.ts'
import { isLong, PATIENCE, seeded, times } from '../support/scale.ts'

beforeAll(build, 120_000)

const CODES = { SIGINT: 130, SIGTERM: 143 } as const

/** Large ones in a single file, and in many. */
const REAL = ['github-rest/api.github.com.json', 'digitalocean/specification/DigitalOcean-public.v2.yaml', 'openai/openapi.yaml']

/** Descriptions to interrupt, as absolute paths. */
function inputsIn(folder: string): string[] {
  const real = isLong ? REAL.map((file) => join(SPECS, file)).filter((file) => existsSync(file)) : []
  if (real.length > 0) return real
  writeFileSync(join(folder, 'own.json'), ownVersions(400).after)
  return [join(folder, 'own.json')]
}

describe.skipIf(process.platform === 'win32')('SIGINT and SIGTERM', () => {
  it('stop a run at any moment, which says how far it got and leaves nothing half done', { timeout: PATIENCE }, async ({ task }) => {
    const folder = temporaryFolder()
    const slices = join(folder, 'slices')
    const random = seeded(3)
    const waits: number[] = []
    let [runs, silent] = [0, 0]
    for (const input of inputsIn(folder)) {
      const args = [input, '-o', slices, '--no-cache', '--inherited', 'warn']
      const undisturbed = await run(args, { cwd: folder })
      expect(undisturbed).toMatchObject({ code: 0 })
      const tree = treeOf(slices)
      for (let index = 0; index < times(5, 50); index++) {
        const name = index % 2 ? 'SIGINT' : 'SIGTERM'
        const running = command(args, { cwd: folder })
        await setTimeout(random() * undisturbed.milliseconds)
        const asked = performance.now()
        running.kill(name)
        const { code, signal, stderr } = await running.ended
        waits.push(performance.now() - asked)
        runs++
        // It is done, or not yet listening, or can hear nothing: then it ends by the signal, as shells expect, too.
        if (signal === name) silent++
        else if (code !== 0) {
          expect(code).toBe(CODES[name])
          expect(stderr).toMatch(
            /Stopped(?: before the first endpoint was done|: \d+ of \d+ endpoints of \S+ were done)\.\n {2}What to do: Run it again/,
          )
        }
        expect(Object.keys(treeOf(slices)).filter(isLeftover)).toEqual([])
        expect(wrongIn(slices, { undisturbed: [tree], foreign: {} })).toEqual([])
      }
    }
    const longest = Math.max(...waits).toFixed(0)
    const mean = (waits.reduce((sum, wait) => sum + wait, 0) / waits.length).toFixed(0)
    task.meta.figures = {
      runs,
      faults: runs,
      note: `until the end: ${mean} ms on average, ${longest} ms at most; ${silent} ended at once, before anything was written`,
    }
  })

  it(
    'lose nothing: the next run takes over what was done, and ends as if nothing had happened',
    { timeout: PATIENCE },
    async ({ task }) => {
      const folder = temporaryFolder()
      mkdirSync(join(folder, 'node_modules'))
      writeTree(folder, { 'openapi.json': ownVersions(400).after })
      const args = ['openapi.json', '--concurrency', '1']
      await run([...args, '--no-cache', '-o', 'undisturbed'], { cwd: folder })
      const fault = { under: join(folder, 'slices'), at: 400 }
      expect(await runHeldUp(args, { cwd: folder, fault }, (running) => running.kill('SIGINT'))).toMatchObject({ code: 130 })
      const done = Object.keys(treeOf(join(folder, 'slices'))).filter((name) => name.endsWith('.yaml'))
      expect(done.length).toBeGreaterThanOrEqual(90)
      const [remembered] = Object.entries(treeOf(join(folder, 'node_modules/.cache'))).filter(([name]) => name.endsWith('-files.json'))
      expect(Object.keys(JSON.parse(remembered![1].split('\n')[1]!) as object).toSorted()).toEqual(done)
      expect(await run(args, { cwd: folder })).toMatchObject({ code: 0 })
      expect(treeOf(join(folder, 'slices'))).toEqual(treeOf(join(folder, 'undisturbed')))
      task.meta.figures = { runs: 3, faults: 1, note: `${done.length} of 361 were done` }
    },
  )
})
