import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { build } from '../cli/slice-oas.ts'
import { sliceInMemory } from '../support/slice.ts'
import { ownVersions } from './descriptions.ts'
import { run } from '../support/process.ts'
import { FOREIGN, isLeftover, wrongIn } from './project.ts'
import { temporaryFolder, treeOf, writeTree } from '../support/tree.ts'
import { isLong, PATIENCE } from '../support/scale.ts'

beforeAll(build, 120_000)

const ok = (schema: string): string => `{get: {responses: {'200': {description: OK, content: {application/json: {schema: ${schema}}}}}}}`

const nested = (depth: number): string => `${'{type: array, items: '.repeat(depth)}{type: string}${'}'.repeat(depth)}`

/** Lists of ten of what was before: some levels are more than any disk holds. */
const multiplied = (levels: number): string =>
  Array.from(
    { length: levels },
    (_, level) => `  x-${level}: &a${level} [${Array.from({ length: 10 }, () => (level ? `*a${level - 1}` : 'x')).join(', ')}]\n`,
  ).join('')

const ring = (length: number): string =>
  Array.from(
    { length },
    (_, index) => `    S${index}: {type: object, properties: {next: {$ref: '#/components/schemas/S${(index + 1) % length}'}}}\n`,
  ).join('')

/** One endpoint in the middle is trouble. There are no workers that could die of it: it must not be let that far. */
const TROUBLES: [what: string, schema: string, more: string, isWritten: boolean][] = [
  ['nests as deep as can be read', nested(450), '', true],
  ['is more than can be written out', '{type: string, example: *a11}', `x-many:\n${multiplied(12)}`, false],
  ['needs a ring of references that no stack holds', "{$ref: '#/components/schemas/S0'}", `components:\n  schemas:\n${ring(5_000)}`, true],
  [
    'refers to what refers to itself',
    "{$ref: '#/components/schemas/A'}",
    "components:\n  schemas:\n    A: {$ref: '#/components/schemas/A'}\n",
    false,
  ],
  ['refers to nothing', "{$ref: '#/components/schemas/None'}", '', false],
  ['is of no type that exists', '{type: [7]}', '', false],
]

describe('an endpoint that cannot be checked or written', () => {
  it.for(TROUBLES)('costs only itself, if it %s', async ([, schema, more, isWritten], { task }) => {
    const folder = temporaryFolder()
    const paths = `paths:\n  /a: ${ok('{type: string}')}\n  /trouble: ${ok(schema)}\n  /z: ${ok('{type: string}')}\n`
    writeTree(folder, {
      'openapi.yaml': `openapi: 3.1.0\ninfo: {title: t, version: '1'}\nservers: [{url: https://t.example}]\n${more}${paths}`,
    })
    const { result, slices } = await sliceInMemory(join(folder, 'openapi.yaml'), { rootExtensions: false })
    expect([...slices.keys()]).toEqual(isWritten ? ['GET /a', 'GET /trouble', 'GET /z'] : ['GET /a', 'GET /z'])
    for (const { path, reason, help } of result.failures) {
      expect(path).toBe('/trouble')
      expect(reason).not.toMatch(/Maximum call stack|undefined|mistake of unplugin/)
      expect(help).not.toBe('')
    }
    task.meta.figures = { runs: 1, faults: 1 }
  })
})

describe('a process that runs out of memory', () => {
  it(
    'leaves whole files and a true index, and the next run gives what an undisturbed one gives',
    { timeout: PATIENCE },
    async ({ task }) => {
      const folder = temporaryFolder()
      const slices = join(folder, 'slices')
      const { before, after } = ownVersions(isLong ? 800 : 150)
      // The page is made when everything else is done, and takes more memory than that.
      const args = ['openapi.json', '--no-cache', '--report']
      writeTree(folder, { 'openapi.json': before })
      await run([...args, '-o', 'before'], { cwd: folder })
      writeTree(folder, { 'openapi.json': after })
      await run([...args, '-o', 'after'], { cwd: folder })
      const undisturbed = ['before', 'after'].map((name) => treeOf(join(folder, name)))
      let [runs, dead] = [0, 0]
      let midway = 0
      for (const megabytes of isLong ? Array.from({ length: 44 }, (_, index) => 10 + (index >> 2)) : [8, 10]) {
        rmSync(slices, { recursive: true, force: true })
        writeTree(slices, { ...undisturbed[0], ...FOREIGN })
        const { code, signal, stderr } = await run(args, { cwd: folder, flags: [`--max-old-space-size=${megabytes}`] })
        runs++
        if (code === 0) continue
        expect([signal, code], stderr).toBeOneOf([
          ['SIGABRT', null],
          [null, 134],
          ['SIGTRAP', null],
        ])
        dead++
        expect(wrongIn(slices, { undisturbed })).toEqual([])
        const isNew = ([name, text]: [string, string]): boolean => undisturbed[1]![name] === text && undisturbed[0]![name] !== text
        if (Object.entries(treeOf(slices)).some(isNew)) midway++
        expect(await run(args, { cwd: folder })).toMatchObject({ code: 0 })
        expect(treeOf(slices)).toEqual({ ...undisturbed[1], ...FOREIGN })
      }
      expect(dead).toBeGreaterThan(0)
      expect(Object.keys(treeOf(slices)).filter(isLeftover)).toEqual([])
      task.meta.figures = { runs: runs + dead, faults: dead, note: `${midway} when some was written` }
    },
  )
})
