import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { csvHeader } from '../../src/core/write/index-csv.ts'
import { build } from '../cli/slice-oas.ts'
import { ownVersions } from './descriptions.ts'
import { type Ended, type Fault, run, runHeldUp } from '../support/process.ts'
import { FOREIGN, isLeftover, LOCK, MANIFEST, rowsOf, TEMPORARY, wrongIn } from './project.ts'
import { temporaryFolder, type Tree, treeOf, writeTree } from '../support/tree.ts'
import { isLong, PATIENCE, seeded, times } from '../support/scale.ts'

beforeAll(build, 120_000)

const ENDPOINTS = 40

/** A call that changes a file, after some slices are written, and before others. */
const MIDST = 60

/** One slice is larger than all others together, and large enough to be written beside other work. */
const LARGE = 300_000

const isUnix = process.platform !== 'win32'
const isRoot = process.getuid?.() === 0

/** What is mounted is seen by nobody else, and goes away with the process. */
const canMount = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0
if (!canMount) console.warn('Nothing can be mounted here, which takes root on Linux: the tests of small and read-only disks do not run.')

const ARGS = ['openapi.json', '--no-cache', '--layout', 'by-prefix', '--yes']

let folder: string
let slices: string
/** The results of undisturbed runs, before and after the change. */
let trees: [before: Tree, after: Tree]

const { before, after } = ownVersions(ENDPOINTS, LARGE)

beforeAll(async () => {
  const home = mkdtempSync(join(tmpdir(), 'slice-faults-'))
  writeTree(home, { 'before/openapi.json': before, 'after/openapi.json': after })
  const runs = ['before', 'after'].map(async (name) => {
    expect(await run(ARGS, { cwd: join(home, name) })).toMatchObject({ code: 0 })
    return treeOf(join(home, name, 'slices'))
  })
  trees = (await Promise.all(runs)) as typeof trees
  rmSync(home, { recursive: true })
}, 120_000)

beforeEach(() => {
  folder = temporaryFolder()
  slices = join(folder, 'slices')
  writeTree(folder, { 'openapi.json': after })
})

/** The output folder as an earlier run has left it, or empty; a run has all files to write then. */
function setOut(isAgain = true): void {
  rmSync(slices, { recursive: true, force: true })
  writeTree(slices, { ...(isAgain && trees[0]), ...FOREIGN })
}

/** What is wrong with what a run has left and said, after it met with trouble. */
function wrongAfter({ code, stdout, stderr }: Ended, where = slices): string[] {
  const said = stdout + stderr
  const tree = treeOf(where)
  const wrong = wrongIn(where, { undisturbed: trees, isOver: true })
  if (code !== 0 && code !== 1 && code !== 6) wrong.push(`exit code ${code}: ${said}`)
  if (/Something went wrong|\n +at /.test(said)) wrong.push(`not plain: ${said}`)
  if (code !== 0 && !/^✗ .+\n {2}\S/m.test(said)) wrong.push(`no remedy: ${said}`)
  // An index was written: it says of each endpoint what the summary counts.
  const counted = said.includes('Index: ') ? Number(/extracted, (\d+) failed/.exec(said)![1]) : undefined
  const failed = rowsOf(tree['index.csv'] ?? csvHeader()).filter(({ validation_status }) => validation_status === 'FAIL').length
  if (counted !== undefined && counted !== failed) wrong.push(`${failed} failed in the index, ${counted} in the summary`)
  if (counted !== undefined && counted > 0 && code === 0) wrong.push('the exit code says nothing of it')
  return wrong
}

/** Once the trouble is over, the next run gives what an undisturbed one gives. */
async function expectMended(foreign = FOREIGN): Promise<void> {
  expect(await run(ARGS, { cwd: folder })).toMatchObject({ code: 0 })
  expect(treeOf(slices)).toEqual({ ...trees[1], ...foreign })
}

describe('a call of the system that fails', () => {
  const callsOf = async (): Promise<number> => {
    setOut()
    const { stderr } = await run(ARGS, { cwd: folder, fault: { under: slices, at: 0, count: 0, what: 'count' } })
    return Number(/calls: (\d+)/.exec(stderr)?.[1])
  }

  /** Nothing comes after these that could remove them. They are in nobody's way, and the next run does. */
  const LAST = [LOCK, ...[MANIFEST, 'index.csv', 'problems.json'].map((name) => name + TEMPORARY)]

  it.each<[how: string, count: number]>([
    ['once is repeated, and nobody notices', 1],
    ['again and again fails the endpoint, and the others go on', 4],
    ['from then on fails all that follow', 1e9],
  ])('%s', { timeout: PATIENCE }, async (_, count) => {
    const calls = await callsOf()
    expect(calls).toBeGreaterThan(ENDPOINTS)
    const random = seeded(count)
    const kinds: Fault['what'][] = ['ENOSPC', 'EIO', 'EMFILE', 'EROFS']
    const all = Array.from({ length: calls }, (__, at) => at)
    const chosen = isLong ? all : all.filter(() => random() < 4 / calls)
    const codes = new Map<number | null, number>()
    for (const at of chosen) {
      setOut(at % 3 > 0)
      const ended = await run(ARGS, { cwd: folder, fault: { under: slices, at, count, what: kinds[at % kinds.length]! } })
      const isLeft = (name: string): boolean => isLeftover(name) && (count === 1 || (count < 1e9 && !LAST.includes(name)))
      expect([...wrongAfter(ended), ...Object.keys(treeOf(slices)).filter(isLeft)], `call ${at}`).toEqual([])
      codes.set(ended.code, (codes.get(ended.code) ?? 0) + 1)
      if (count === 1) expect(treeOf(slices), `call ${at}`).toEqual({ ...trees[1], ...FOREIGN })
      else await expectMended()
    }
    const note = [...codes].map(([code, found]) => `${found} × exit code ${code}`).join(', ')
    if (count === 1) expect(note).toBe(`${chosen.length} × exit code 0`)
    figures = { runs: (count === 1 ? 1 : 2) * chosen.length, faults: chosen.length, note }
  })

  let figures: { runs: number; faults: number; note: string } | undefined
  beforeEach(({ task }) => () => {
    if (figures) task.meta.figures = figures
    figures = undefined
  })
})

describe('a disk', () => {
  it.skipIf(!canMount)(
    'that gets full at any point keeps what is whole, and the run says which endpoints failed',
    { timeout: PATIENCE },
    async ({ task }) => {
      const codes = new Map<number | null, number>()
      // In kB. What is there before takes room, too.
      const sizes = isLong ? Array.from({ length: 60 }, (_, index) => 15 * (index + 1)) : [60, 420, 900]
      for (const [index, size] of sizes.entries()) {
        setOut(isLong && index % 2 > 0)
        copyIn(slices, join(folder, 'state'))
        for (const name of ['left', 'next']) rmSync(join(folder, name), { recursive: true, force: true })
        // The mounted disk is copied away, for it goes with its process.
        const steps = [
          `mount -t tmpfs -o size=${size}k tmpfs slices && cp -a state/. slices/ 2>cp.log`,
          'if [ -s cp.log ]; then exit 99; fi',
          '"$0" "$@"; code=$?; cp -a slices left',
          'mount -o remount,size=64m slices; "$0" "$@" >next.log 2>&1; echo $? >next.code; cp -a slices next; exit $code',
        ]
        const ended = await run(ARGS, { cwd: folder, shell: `exec unshare -m sh -c '${steps.join('\n')}' "$0" "$@"` })
        if (ended.code === 99) continue
        codes.set(ended.code, (codes.get(ended.code) ?? 0) + 1)
        const left = join(folder, 'left')
        expect([...wrongAfter(ended, left), ...Object.keys(treeOf(left)).filter(isLeftover)], `${size} kB`).toEqual([])
        if (ended.code !== 0) expect(ended.stdout + ended.stderr).toContain('the disk is full')
        expect(readFileSync(join(folder, 'next.code'), 'utf8')).toBe('0\n')
        expect(treeOf(join(folder, 'next'))).toEqual({ ...trees[1], ...FOREIGN })
      }
      expect(codes.get(1) ?? 0).toBeGreaterThan(0)
      expect(codes.get(0) ?? 0).toBeGreaterThan(0)
      const faults = (codes.get(1) ?? 0) + (codes.get(6) ?? 0)
      task.meta.figures = {
        runs: 2 * (faults + codes.get(0)!),
        faults,
        note: [...codes].map(([code, count]) => `${count} × exit code ${code}`).join(', '),
      }
    },
  )

  it.skipIf(!isUnix)('that takes no large files fails the endpoints that have some', async ({ task }) => {
    setOut()
    // In units of 512 bytes.
    const ended = await run(ARGS, { cwd: folder, shell: `ulimit -f ${Math.floor(LARGE / 1024)}; exec "$0" "$@"` })
    expect(ended).toMatchObject({ code: 1 })
    expect(ended.stdout).toContain(
      '✗ GET /group-4/item-39 — slices/group-4/group-4-item-39_GET.yaml could not be written: the file is larger than the system allows.',
    )
    expect(ended.stdout).toContain('36 extracted, 1 failed')
    expect(wrongAfter(ended)).toEqual([])
    await expectMended()
    task.meta.figures = { runs: 2, faults: 1 }
  })

  it.skipIf(!isUnix)('that takes no files of even that size leaves the former result', async ({ task }) => {
    setOut()
    const former = treeOf(slices)
    const ended = await run(ARGS, { cwd: folder, shell: `ulimit -f 1; exec "$0" "$@"` })
    expect(ended).toMatchObject({ code: 6 })
    expect(ended.stderr).toContain('✗ slices cannot be written to: the file is larger than the system allows.')
    expect(treeOf(slices)).toEqual(former)
    task.meta.figures = { runs: 1, faults: 1 }
  })

  it.skipIf(!canMount)('that is read-only, or becomes so, leaves what is there', { timeout: PATIENCE }, async ({ task }) => {
    setOut()
    const former = treeOf(slices)
    const readOnly = 'mount --bind slices slices && mount -o remount,ro,bind slices'
    const refused = await run(ARGS, { cwd: folder, shell: `exec unshare -m sh -c '${readOnly}; exec "$0" "$@"' "$0" "$@"` })
    expect(refused).toMatchObject({ code: 6 })
    expect(refused.stderr).toContain('✗ slices cannot be written to: the disk is read-only.')
    expect(treeOf(slices)).toEqual(former)

    const later = `mount --bind slices slices; "$0" "$@" & while [ ! -e slices/${LOCK} ]; do sleep 0.01; done; sleep 0.2; until mount -o remount,ro,bind slices 2>/dev/null; do :; done; wait $!`
    const fault: Fault = { under: slices, at: 0, count: 1e9, what: { milliseconds: 10 } }
    const ended = await run([...ARGS, '--concurrency', '1'], { cwd: folder, fault, shell: `exec unshare -m sh -c '${later}' "$0" "$@"` })
    expect(ended).toMatchObject({ code: 6 })
    expect(ended.stdout).toMatch(/✗ GET \S+ — \S+ could not be written: the disk is read-only\./)
    expect(wrongAfter(ended)).toEqual([])
    await expectMended()
    task.meta.figures = { runs: 3, faults: 2, note: /\d+ extracted, \d+ failed/.exec(ended.stdout)![0] }
  })

  it.skipIf(!isUnix)('on which one may not write leaves what is there', async ({ task }) => {
    setOut()
    // To root nothing is forbidden.
    const uid = isRoot ? 65_534 : undefined
    for (const path of [slices, join(slices, 'group-1')]) chmodSync(path, 0o555)
    chmodSync(folder, 0o755)
    const former = treeOf(slices)
    const ended = await run(ARGS, { cwd: folder, uid })
    expect(ended).toMatchObject({ code: 6 })
    expect(ended.stderr).toContain('✗ slices cannot be written to: permission denied.')
    expect(treeOf(slices)).toEqual(former)
    for (const path of [slices, join(slices, 'group-1')]) chmodSync(path, 0o755)
    await expectMended()
    task.meta.figures = { runs: 2, faults: 1 }
  })

  it.skipIf(!isUnix)(
    'on which no more files can be opened fails those endpoints, and the others go on',
    { timeout: PATIENCE },
    async ({ task }) => {
      const rounds = times(2, 40)
      let failed = 0
      for (let round = 0; round < rounds; round++) {
        setOut()
        const fault: Fault = { under: slices, at: 20 + 2 * round, count: 8, what: 'exhaust' }
        const ended = await run(ARGS, { cwd: folder, fault, shell: 'ulimit -n 256; exec "$0" "$@"' })
        if (ended.stdout.includes('too many files are open')) failed++
        expect([...wrongAfter(ended), ...Object.keys(treeOf(slices)).filter(isLeftover)]).toEqual([])
        await expectMended()
      }
      expect(failed).toBeGreaterThan(0)
      task.meta.figures = { runs: 2 * rounds, faults: rounds, note: `${failed} × endpoints failed` }
    },
  )

  it('that is slow changes nothing, and a signal is heard all the same', { timeout: PATIENCE }, async ({ task }) => {
    const milliseconds = times(5, 100)
    setOut()
    const fault: Fault = { under: slices, at: 0, count: 1e9, what: { milliseconds } }
    const ended = await run(ARGS, { cwd: folder, fault })
    expect(ended).toMatchObject({ code: 0 })
    expect(treeOf(slices)).toEqual({ ...trees[1], ...FOREIGN })
    setOut()
    let asked = 0
    const { code } = await runHeldUp(ARGS, { cwd: folder, fault: { under: slices, at: MIDST } }, (running) => {
      asked = performance.now()
      running.kill('SIGTERM')
    })
    const wait = performance.now() - asked
    if (isUnix) expect(code).toBe(143)
    expect(wrongIn(slices, { undisturbed: trees })).toEqual([])
    await expectMended()
    task.meta.figures = {
      runs: 3,
      faults: 2,
      note: `${milliseconds} ms for each call: ${Math.round(ended.milliseconds)} ms in all, stopped after ${Math.round(wait)} ms`,
    }
  })
})

describe('an output folder', () => {
  it.each<[how: string, trouble: () => void]>([
    [
      'removed',
      () => {
        // A folder that is being written to is never empty.
        renameSync(slices, join(folder, 'away'))
        rmSync(join(folder, 'away'), { recursive: true })
      },
    ],
    ['moved away, with another one in its place', () => renameSync(slices, join(folder, 'away'))],
    ['emptied of what was written so far', () => rmSync(join(slices, 'group-0'), { recursive: true })],
    ['new and emptied of what was written so far', () => rmSync(join(slices, 'group-0'), { recursive: true })],
    [
      'new and emptied',
      () => {
        for (const name of ['group-0', MANIFEST, 'index.csv']) rmSync(join(slices, name), { recursive: true, force: true })
      },
    ],
  ])('that is %s during a run gets no index of it, and is mended by the next one', { timeout: PATIENCE }, async (how, trouble) => {
    const isNew = how.startsWith('new')
    setOut(!isNew)
    const ended = await runHeldUp([...ARGS, '--concurrency', '1'], { cwd: folder, fault: { under: slices, at: MIDST } }, () => {
      trouble()
      if (how.startsWith('moved')) mkdirSync(slices)
    })
    expect(ended).toMatchObject({ code: 6 })
    expect(ended.stdout).toMatch(
      /✗ slices(?:\/group-0\/\S+(?: and \d+ more)?)? (?:was|were) taken away, or over by another run, during this one\./,
    )
    const isEmptied = how.startsWith('emptied')
    expect(treeOf(slices)['index.csv']).toBe(isEmptied ? trees[0]['index.csv'] : undefined)
    await expectMended(isEmptied || isNew ? FOREIGN : {})
  })

  it('that is a file is refused', async () => {
    writeFileSync(slices, 'mine')
    const ended = await run(ARGS, { cwd: folder })
    expect(ended).toMatchObject({ code: 6 })
    expect(ended.stderr).toContain('✗ slices cannot be written to: there is a file where a folder is needed.')
    expect(readFileSync(slices, 'utf8')).toBe('mine')
  })

  it('with a file where a folder is needed fails the endpoints of that folder', async () => {
    writeTree(slices, { 'group-2': 'mine' })
    const ended = await run(ARGS, { cwd: folder })
    expect(ended).toMatchObject({ code: 1 })
    expect(ended.stdout).toMatch(
      /✗ GET \/group-2\/item-\d+ — slices\/group-2\/\S+ could not be written: there is a file where a folder is needed\./,
    )
    expect(wrongIn(slices, { undisturbed: trees, foreign: { 'group-2': 'mine' }, isOver: true })).toEqual([])
  })

  it.skipIf(!isUnix)('with links in it is never left through them', { timeout: PATIENCE }, async ({ task }) => {
    const outside = join(folder, 'outside')
    const names = [
      'index.csv',
      'problems.json',
      MANIFEST,
      'group-1/group-1-item-1_GET.yaml',
      '.openapi-slice.lock',
      'group-1/group-1-item-1_GET.yaml.slice-tmp',
    ]
    let runs = 0
    for (const args of isLong ? [ARGS, [...ARGS, '--force']] : [ARGS]) {
      for (const name of isLong ? [...names, 'group-1', 'group-2'] : ['index.csv', names[3]!, 'group-1']) {
        for (const isAgain of isLong ? [false, true] : [true]) {
          setOut(isAgain)
          rmSync(outside, { recursive: true, force: true })
          // What lies outside has the names of ours, of those that no longer belong too.
          writeTree(outside, { ...trees[0], ...Object.fromEntries(names.map((one) => [one, 'outside'])), 'group-2/x.slice-tmp': 'outside' })
          const before = treeOf(outside)
          rmSync(join(slices, name), { recursive: true, force: true })
          mkdirSync(dirname(join(slices, name)), { recursive: true })
          symlinkSync(join(outside, name), join(slices, name))
          const ended = await run(args, { cwd: folder })
          expect(treeOf(outside), `${name} ${args.join(' ')}`).toEqual(before)
          expect(ended.stdout + ended.stderr).not.toContain('Something went wrong')
          runs++
        }
      }
    }
    task.meta.figures = { runs, faults: runs }
  })
})

/** As `cp -a`, for what a shell is going to copy on. */
function copyIn(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true })
  renameSync(from, to)
  mkdirSync(from)
}
