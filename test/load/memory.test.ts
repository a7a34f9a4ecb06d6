import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { load } from '../../src/core/load/load.ts'
import { ReadFiles } from '../../src/core/read-files.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** As with a large description: small ones are kept. */
describe('the text of a description', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'memory-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  const paths = Object.fromEntries(
    Array.from({ length: 60_000 }, (_, index) => [`/path/${index}`, { description: `${index} `.repeat(40) }]),
  )
  const json = JSON.stringify({ openapi: '3.1.0', info: {}, paths })

  // JSON is YAML, too.
  it.each(['json', 'yaml'])('is not kept beside what was read from it: %s', async (format) => {
    const input = join(folder, `openapi.${format}`)
    writeFileSync(input, json)
    const before = await heldBytes()
    const description = await load({ input, cwd: folder, allow: [], files: new ReadFiles(new Map(), 0) })
    // What is given up is swept beside the program, so it may take a moment to be gone.
    await expect.poll(async () => (await heldBytes()) - before, { timeout: 20_000 }).toBeLessThan(json.length / 2)
    // It is read once more for a place, unless it has changed.
    expect(description.places.at(description.root, '#/paths/~1path~17')).toMatchObject({ line: 1 })
  })

  it('has no places once it has changed', async () => {
    const input = join(folder, 'openapi.json')
    writeFileSync(input, json)
    const description = await load({ input, cwd: folder, allow: [], files: new ReadFiles(new Map(), 0) })
    writeFileSync(input, `\n${json}`)
    const place = description.places.at(description.root, '#/paths')
    expect(place).toEqual({ file: 'openapi.json', pointer: '#/paths' })
  })
})

/** Bytes outside of the heap that something still refers to. */
async function heldBytes(): Promise<number> {
  await new Promise((resolve) => setImmediate(resolve))
  collect()
  return process.memoryUsage().arrayBuffers
}
