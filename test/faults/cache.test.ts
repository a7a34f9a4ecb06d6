import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { sliceSpec } from '../../src/index.ts'
import { digest } from '../../src/core/digest.ts'
import { ownVersions } from './descriptions.ts'
import { temporaryFolder, type Tree, treeOf, writeTree } from '../support/tree.ts'
import { PATIENCE, seeded, times } from '../support/scale.ts'

describe('a cache that is damaged is noticed, ignored and made again, and never believed', () => {
  let folder: string
  let whole: Tree
  let sound: Tree
  beforeEach(async () => {
    folder = temporaryFolder()
    process.env['SOURCE_DATE_EPOCH'] = '1700000000'
    writeTree(folder, { 'openapi.json': ownVersions(8).before })
    await slice()
    whole = treeOf(join(folder, 'slices'))
    sound = treeOf(join(folder, 'cache'))
    expect(Object.keys(sound)).toHaveLength(2)
    return () => {
      delete process.env['SOURCE_DATE_EPOCH']
    }
  })

  const slice = () => sliceSpec({ input: 'openapi.json', outDir: 'slices', cacheDir: 'cache' }, { cwd: folder })

  /** A run after damage does everything itself, also where the output was damaged, too; and the one after it has a sound cache again. */
  async function expectUnbelieved(what: string): Promise<void> {
    expect((await slice()).unchanged, what).toBe(false)
    expect(treeOf(join(folder, 'slices')), what).toEqual(whole)
    expect((await slice()).unchanged, what).toBe(true)
  }

  const damage = (name: string, bytes: Uint8Array): void => writeFileSync(join(folder, 'cache', name), bytes)

  const each = (count: number, length: number, random: () => number): number[] =>
    count >= length ? Array.from({ length }, (_, index) => index) : Array.from({ length: count }, () => Math.floor(random() * length))

  it('in any byte', { timeout: PATIENCE }, async ({ task }) => {
    const random = seeded(5)
    let faults = 0
    for (const [name, text] of Object.entries(sound)) {
      for (const place of each(times(25, 1_500), text.length, random)) {
        const bytes = Buffer.from(text)
        bytes[place]! ^= 1 + Math.floor(random() * 255)
        for (const [other, content] of Object.entries(sound)) damage(other, other === name ? bytes : Buffer.from(content))
        const isWhole = name.endsWith('-files.json')
        // Files are looked up only when something has changed.
        if (isWhole) rmSync(join(folder, 'cache', name.replace('-files', '')))
        await expectUnbelieved(`byte ${place} of ${name}`)
        faults++
      }
    }
    task.meta.figures = { runs: faults, faults }
  })

  it('by being cut, wherever', { timeout: PATIENCE }, async ({ task }) => {
    const random = seeded(6)
    let faults = 0
    for (const place of each(times(20, 1_500), Math.min(...Object.values(sound).map(({ length }) => length)), random)) {
      for (const [name, text] of Object.entries(sound)) damage(name, Buffer.from(text).subarray(0, place))
      await expectUnbelieved(`cut at ${place}`)
      faults++
    }
    task.meta.figures = { runs: faults, faults }
  })

  it('by being of another version, with a checksum that is right', { timeout: PATIENCE }, async ({ task }) => {
    const others = [
      'null',
      '[]',
      '{}',
      '1',
      '"text"',
      '{"inputs":{}}',
      '{"inputs":null,"outputs":{},"result":{}}',
      '{"inputs":{},"outputs":{}}',
      '{"__proto__":{"inputs":{}}}',
    ]
    for (const body of others) {
      for (const name of Object.keys(sound)) damage(name, Buffer.from(`${digest(body)}\n${body}`))
      await expectUnbelieved(body)
    }
    task.meta.figures = { runs: others.length, faults: others.length }
  })

  it('by a folder or a link to somewhere else in its place', async ({ task }) => {
    for (const name of Object.keys(sound)) {
      rmSync(join(folder, 'cache', name))
      mkdirSync(join(folder, 'cache', name))
    }
    for (let run = 0; run < 2; run++) {
      expect((await slice()).unchanged).toBe(false)
      expect(treeOf(join(folder, 'slices'))).toEqual(whole)
    }
    rmSync(join(folder, 'cache'), { recursive: true })
    mkdirSync(join(folder, 'cache'))
    writeFileSync(join(folder, 'outside'), 'outside')
    for (const name of Object.keys(sound)) symlinkSync(join(folder, 'outside'), join(folder, 'cache', name), 'file')
    await expectUnbelieved('a link')
    expect(readFileSync(join(folder, 'outside'), 'utf8')).toBe('outside')
    expect(readdirSync(join(folder, 'cache'))).toHaveLength(2)
    task.meta.figures = { runs: 3, faults: 2 }
  })
})
