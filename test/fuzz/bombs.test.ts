import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { build } from '../cli/slice-oas.ts'
import { run } from '../support/process.ts'
import { temporaryFolder } from '../support/tree.ts'
import { PATIENCE } from '../support/scale.ts'
import { BOMBS } from './bombs.ts'
import { wrongWords } from './words.ts'

/** Megabytes that a run may take. */
const MAX_MEMORY = 1_024

/** Megabytes of them that objects may take; buffers and the program itself take the rest. */
const MAX_HEAP = 768

const TELL_MEMORY = "process.on('exit', () => process._rawDebug('peak memory', process.resourceUsage().maxRSS, 'kB'))"

beforeAll(build)

it.for(BOMBS.map((bomb) => [bomb.what, bomb] as const))('%s', { timeout: PATIENCE }, async ([, bomb], { task }) => {
  const { text, flags = [], exit, says, schemas, characters } = bomb
  const folder = temporaryFolder()
  const source = text()
  const file = source.startsWith('{') ? 'openapi.json' : 'openapi.yaml'
  writeFileSync(join(folder, file), source)
  const limits = [`--max-old-space-size=${MAX_HEAP}`, '--import', `data:text/javascript,${TELL_MEMORY}`]
  const args = ['-i', file, '-o', 'out', '--no-cache', ...flags]
  const { code, stdout, stderr } = await run(args, { cwd: folder, flags: limits })

  expect([code, stdout + stderr]).toEqual([exit, expect.stringContaining(says)])
  expect(wrongWords(stdout + stderr, source)).toEqual([])
  const peak = Number(/peak memory (\d+) kB/.exec(stderr)![1]) / 1024
  expect(peak).toBeLessThan(MAX_MEMORY)
  task.meta.figures = {
    runs: 1,
    faults: 1,
    note: `${(source.length / 1e6).toFixed(1)} MB, exit code ${exit}, at most ${peak.toFixed(0)} MB`,
  }

  const slices = exit > 1 ? [] : readdirSync(join(folder, 'out')).filter((name) => name.endsWith('.yaml'))
  expect(slices.length === 0).toBe(exit > 0)
  if (characters !== undefined) expect(readFileSync(join(folder, 'out', slices[0]!), 'utf8').length).toBeGreaterThan(characters)
  if (schemas === undefined) return
  // Names that are the same would be one; to look for them among a million takes an hour.
  const slice = parseYaml(readFileSync(join(folder, 'out', slices[0]!), 'utf8'), { uniqueKeys: false }) as {
    components?: { schemas?: object }
  }
  expect(Object.keys(slice.components?.schemas ?? {}).length).toBe(schemas)
})
