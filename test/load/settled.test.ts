import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { load } from '../../src/core/load/load.ts'

describe('a description whose files change while they are read', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'settled-'))
    save('a.yaml', 'first')
    save('b.yaml', 'first')
    save('openapi.yaml', 'first')
    return () => rmSync(folder, { recursive: true })
  })

  function save(name: string, version: string): void {
    const root = `openapi: 3.1.0\ninfo: {title: ${version}, version: '1'}\npaths:\n  /a: {$ref: a.yaml}\n  /b: {$ref: b.yaml}\n`
    writeFileSync(join(folder, name), name === 'openapi.yaml' ? root : `get: {summary: ${version}}\n`)
  }

  /** Loads it, and does something before each file is read: how many were begun is told. */
  async function versions(before: (begun: number) => void): Promise<unknown> {
    let begun = 0
    const pause = async (): Promise<void> => before(begun++)
    const { root } = await load({ input: 'openapi.yaml', cwd: folder, allow: [], pause })
    const { info, paths } = root as { info: { title: string }; paths: Record<string, { get: { summary: string } }> }
    return [info.title, ...Object.values(paths).map(({ get }) => get.summary)]
  }

  it('is read again from the start, so that all are as they were at one moment', async () => {
    const saved = await versions((begun) => {
      if (begun === 2) for (const name of ['openapi.yaml', 'a.yaml', 'b.yaml']) save(name, 'second')
    })
    expect(saved).toEqual(['second', 'second', 'second'])
  })

  it('is refused if it holds still at no attempt', async () => {
    const changing = versions((begun) => save('openapi.yaml', String(begun)))
    await expect(changing).rejects.toMatchObject({ code: 'input-changing', message: 'openapi.yaml changes while it is being read.' })
  })

  it('may be broken, or empty, for a moment', async () => {
    for (const half of ['openapi: 3.1.0\ninfo: {title: ', '']) {
      writeFileSync(join(folder, 'openapi.yaml'), half)
      setTimeout(() => save('openapi.yaml', 'mended'), 20)
      expect(await versions(() => {})).toEqual(['mended', 'first', 'first'])
    }
  })

  it('that is broken for good is refused for that', async () => {
    writeFileSync(join(folder, 'openapi.yaml'), 'openapi: 3.1.0\ninfo: {title: ')
    await expect(versions(() => {})).rejects.toMatchObject({ code: 'syntax-error' })
  })
})
