import { existsSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type LockOptions, lockFolder } from '../../src/folder-lock.ts'
import { build } from '../cli/slice-oas.ts'
import { ownVersions } from './descriptions.ts'
import { type Fault, run } from '../support/process.ts'
import { isLeftover, LOCK } from './project.ts'
import { temporaryFolder, type Tree, treeOf, writeTree } from '../support/tree.ts'
import { PATIENCE, times } from '../support/scale.ts'

beforeAll(build, 120_000)

describe('two runs at once in one folder', () => {
  it('wait for each other, whatever their number, and leave the result of one of them', { timeout: PATIENCE }, async ({ task }) => {
    const { before, after } = ownVersions(60)
    const folder = temporaryFolder()
    writeTree(folder, { 'before.json': before, 'after.json': after })
    const argsOf = (name: string, out: string): string[] => [`${name}.json`, '--name', 'same', '-o', out, '--no-cache']
    const trees: Tree[] = []
    for (const name of ['before', 'after']) {
      await run(argsOf(name, `alone-${name}`), { cwd: folder })
      trees.push(treeOf(join(folder, `alone-${name}`)))
    }
    const [rounds, runs] = [times(1, 40), 5]
    let waited = 0
    for (let round = 0; round < rounds; round++) {
      const all = Array.from({ length: runs }, (_, index) => run(argsOf(index % 2 ? 'before' : 'after', 'slices'), { cwd: folder }))
      for (const { code, stderr } of await Promise.all(all)) {
        expect(stderr).not.toContain('✗')
        expect(code).toBe(0)
        if (stderr.includes('Waiting for another run that writes to slices (process ')) waited++
      }
      const tree = treeOf(join(folder, 'slices'))
      expect(trees).toContainEqual(tree)
      expect(Object.keys(tree).filter(isLeftover)).toEqual([])
      if (round % 2) rmSync(join(folder, 'slices'), { recursive: true })
    }
    task.meta.figures = { runs: rounds * runs, faults: rounds * (runs - 1), note: `${waited} waited` }
  })

  it('one that was killed keeps nobody waiting', { timeout: PATIENCE }, async ({ task }) => {
    const folder = temporaryFolder()
    writeTree(folder, { 'openapi.json': ownVersions(60).after })
    const rounds = times(1, 20)
    for (let round = 0; round < rounds; round++) {
      const fault: Fault = { under: join(folder, 'slices'), at: 60 + round, what: 'kill-before' }
      expect(await run(['openapi.json', '--no-cache'], { cwd: folder, fault })).toMatchObject({ signal: 'SIGKILL' })
      expect(existsSync(join(folder, 'slices', LOCK))).toBe(true)
      const next = await run(['openapi.json', '--no-cache'], { cwd: folder })
      expect(next.stderr).not.toContain('Waiting')
      expect(next.code).toBe(0)
      expect(Object.keys(treeOf(join(folder, 'slices'))).filter(isLeftover)).toEqual([])
    }
    task.meta.figures = { runs: 2 * rounds, faults: rounds }
  })
})

describe('the lock of a folder', () => {
  let folder: string
  let said: string[]
  beforeEach(() => {
    folder = temporaryFolder()
    said = []
  })

  const lock = (options: Partial<LockOptions> = {}) =>
    lockFolder(folder, { shown: 'slices', maxWait: 400, maxSilence: 300, onWaiting: (text) => said.push(text), ...options })

  const elsewhere = (id: string): string => JSON.stringify({ pid: 1, machine: 'elsewhere', since: '2026-01-01T00:00:00Z', id })

  const write = (text: string): void => writeFileSync(join(folder, LOCK), text)

  it('says who holds it, and gives up after a while', async () => {
    const { release } = await lock()
    await expect(lock({ maxSilence: 60_000 })).rejects.toMatchObject({
      code: 'output-in-use',
      message: expect.stringMatching(new RegExp(`^Another run writes to slices: process ${process.pid} on ${hostname()}, since \\d{4}-`)),
      help: expect.stringContaining(`remove slices/${LOCK}`),
    })
    expect(said).toEqual([expect.stringContaining(`Waiting for another run that writes to slices (process ${process.pid} on `)])
    await release()
    await release()
    const next = await lock()
    expect(said).toHaveLength(1)
    await next.release()
    expect(existsSync(join(folder, LOCK))).toBe(false)
  })

  it('passes on as soon as it is free, and waiting can be interrupted', async () => {
    const { release } = await lock()
    const interruption = new AbortController()
    const interrupted = lock({ maxWait: 60_000, maxSilence: 60_000, signal: interruption.signal })
    const next = lock({ maxWait: 60_000, maxSilence: 60_000 })
    interruption.abort()
    await expect(interrupted).rejects.toMatchObject({ name: 'AbortError' })
    await release()
    expect((await next).isHeld()).toBe(true)
  })

  it('of another machine counts while it is touched, and no longer when it is silent', async () => {
    write(elsewhere('a'))
    const alive = setInterval(() => utimesSync(join(folder, LOCK), new Date(), new Date()), 50)
    await expect(lock()).rejects.toMatchObject({ code: 'output-in-use' })
    clearInterval(alive)
    const taken = await lock({ maxWait: 60_000 })
    expect(taken.isHeld()).toBe(true)
  })

  it('of a process that is gone does not count at all, and one that says nothing not for long', { timeout: 60_000 }, async () => {
    const { release } = await lock()
    const text = readFileSync(join(folder, LOCK), 'utf8')
    await release()
    write(text.replace(/"pid":\d+/, '"pid":2000000000'))
    await (await lock({ maxSilence: 60_000 })).release()
    for (const nothing of ['', '{"pid":"1"}']) {
      write(nothing)
      await (await lock({ maxWait: 60_000, maxSilence: 60_000 })).release()
    }
    symlinkSync(join(folder, 'nowhere'), join(folder, LOCK), 'file')
    await (await lock({ maxWait: 60_000, maxSilence: 60_000 })).release()
    expect(existsSync(join(folder, LOCK))).toBe(false)
  })

  it('that somebody else has taken over is not held any more, and is left to them', async () => {
    const { isHeld, release } = await lock()
    write(elsewhere('b'))
    expect(isHeld()).toBe(false)
    await release()
    expect(readFileSync(join(folder, LOCK), 'utf8')).toBe(elsewhere('b'))
  })

  it('is taken over by one of many', { timeout: 60_000 }, async () => {
    for (let round = 0; round < 2; round++) {
      write('')
      let held = 0
      const all = Array.from({ length: 8 }, async () => {
        const { isHeld, release } = await lock({ maxWait: 60_000, maxSilence: 60_000 })
        expect(++held).toBe(1)
        await new Promise((resolve) => setTimeout(resolve, 5))
        expect(isHeld()).toBe(true)
        held--
        await release()
      })
      await Promise.all(all)
    }
  })
})
