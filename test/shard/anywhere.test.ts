import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { build } from '../cli/slice-oas.ts'
import { run } from '../support/process.ts'
import { temporaryFolder, treeOf, writeTree } from '../support/tree.ts'
import { hasSpecs, SPECS } from '../support/specs.ts'
import { description } from './project.ts'

beforeAll(build, 120_000)

const LIMIT = 300_000

/** Two places that have nothing in common but the files that are sliced. */
const PLACES = [
  { folder: 'a', concurrency: '1', shell: 'export LANG=C LC_ALL=C TZ=Pacific/Kiritimati; umask 022; exec "$0" "$@"' },
  {
    folder: 'Ünïcode and spaces/deeper/still',
    concurrency: '16',
    shell: 'export LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8 TZ=America/St_Johns HOME=/nonexistent; umask 077; exec "$0" "$@"',
  },
]

/** What each place gives for command lines; every one writes to a folder of its own. */
async function given(prepare: (cwd: string) => void, lines: readonly (readonly string[])[]) {
  const root = temporaryFolder()
  const trees = []
  for (const { folder, concurrency, shell } of PLACES) {
    const cwd = join(root, folder)
    mkdirSync(cwd, { recursive: true })
    prepare(cwd)
    const codes = []
    for (const [index, line] of lines.entries()) {
      const { code, stderr } = await run([...line, '--no-cache', '-o', `out/${index}`, '--concurrency', concurrency], { cwd, shell })
      codes.push([code, code === 0 || code === 1 ? '' : stderr])
    }
    trees.push({ codes, files: treeOf(join(cwd, 'out')) })
  }
  return trees
}

/** Names of files first: thousands of them say more than their texts. */
function expectSame([here, there]: Awaited<ReturnType<typeof given>>): void {
  expect(there!.codes).toEqual(here!.codes)
  expect(here!.codes.filter(([, trouble]) => trouble !== '')).toEqual([])
  expect(Object.keys(there!.files)).toEqual(Object.keys(here!.files))
  expect(Object.keys(here!.files).filter((name) => there!.files[name] !== here!.files[name])).toEqual([])
}

/** The description, each of its path items and schemas in a file of its own. */
function inFiles(): Record<string, string> {
  const { paths, components, ...rest } = JSON.parse(description('İstanbul – ıI')) as Record<'paths' | 'components', Record<string, object>>
  const files: Record<string, string> = {}
  const moved = (folder: string, parts: object): object =>
    Object.fromEntries(
      Object.entries(parts).map(([name, part], index) => {
        files[`${folder}/${index}.json`] = JSON.stringify(part).replaceAll('"#/', '"../openapi.json#/')
        return [name, { $ref: `${folder}/${index}.json` }]
      }),
    )
  files['openapi.json'] = JSON.stringify({
    ...rest,
    paths: moved('paths', paths),
    components: { schemas: moved('schemas', components['schemas']!) },
  })
  return files
}

describe.skipIf(process.platform === 'win32')(
  'no byte depends on the folder, the locale, the time zone, the umask or what runs at once',
  () => {
    it('of a description in many files, with all kinds of trouble', { timeout: LIMIT }, async () => {
      const trees = await given(
        (cwd) => writeTree(cwd, inFiles()),
        [
          ['openapi.json', '--llms', '--report', '--header'],
          ['openapi.json', '--output-version', '3.1.x', '--format', 'json', '--group-by', 'tag'],
          ['openapi.json', '--shard', '2/3', '--llms'],
        ],
      )

      expectSame(trees)
      for (const file of ['0/report.html', '0/llms.txt', '0/.openapi-slice.json', '1/tag-0.json', '2/shard.json']) {
        expect(Object.keys(trees[0]!.files)).toContain(file)
      }
    })

    it.skipIf(!hasSpecs)('of Box', { timeout: LIMIT }, async () => {
      const trees = await given(
        (cwd) => cpSync(join(SPECS, 'box/openapi.json'), join(cwd, 'openapi.json')),
        [['openapi.json', '--llms', '--report']],
      )

      expectSame(trees)
      expect(Object.keys(trees[0]!.files).length).toBeGreaterThan(250)
    })
  },
)
