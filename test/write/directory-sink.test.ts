import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Checksum, crc32Of, tellStretches } from '../../src/core/crc32.ts'
import { DirectorySink } from '../../src/core/write/directory-sink.ts'
import { readManifest } from '../../src/core/write/manifest.ts'

const OLD = new Date('2020-01-01')

describe('a folder that is written to', () => {
  let root: string
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'sink-'))))
  afterEach(() => rmSync(root, { recursive: true }))

  const sinkFor = (force = false): DirectorySink =>
    new DirectorySink({ root, shown: 'out', force, hold: async () => ({ isHeld: () => true, async release() {} }) })

  async function run(files: Record<string, Uint8Array[]>, force = false): Promise<void> {
    const sink = sinkFor(force)
    await sink.open([...Object.keys(files), 'index.csv'], ['index.csv'])
    await sink.append('index.csv', 'a,b\r\n')
    for (const [file, chunks] of Object.entries(files)) await sink.write(file, chunks)
    await sink.append('index.csv', '1,2\r\n')
    await sink.close()
  }

  const text = (content: string): Uint8Array[] => [Buffer.from(content)]

  it('has a manifest with the size and the CRC-32 of every file', async () => {
    await run({ 'b.yaml': text('b'), 'folder/a.yaml': [Buffer.from('a'), Buffer.alloc(100_000, 'x')] })
    const manifest = readManifest(join(root, '.openapi-slice.json'))
    expect([...manifest.keys()]).toEqual(['b.yaml', 'folder/a.yaml', 'index.csv'])
    for (const [file, left] of manifest) {
      const bytes = readFileSync(join(root, file))
      expect(left).toEqual({ size: bytes.length, crc32: crc32(bytes).toString(16).padStart(8, '0') })
    }
  })

  it('leaves alone what has not changed, the manifest too', async () => {
    const files = { 'a.yaml': text('a'), 'b.yaml': text('b') }
    await run(files)
    for (const name of readdirSync(root)) utimesSync(join(root, name), OLD, OLD)
    await run({ ...files, 'b.yaml': text('B') })
    const changed = readdirSync(root).filter((name) => statSync(join(root, name)).mtimeMs !== OLD.getTime())
    expect(changed.toSorted()).toEqual(['.openapi-slice.json', 'b.yaml'])
    expect(readFileSync(join(root, 'index.csv'), 'utf8')).toBe('a,b\r\n1,2\r\n')
  })

  it.each(['small', 'large'])('takes %s files in any number of chunks', async (size) => {
    const more = 'x'.repeat(size === 'small' ? 0 : 200)
    const chunks = Array.from({ length: 3000 }, (_, index) => Buffer.from(`${index}${more}\n`))
    await run({ 'a.yaml': chunks, 'empty.yaml': [] })
    expect(readFileSync(join(root, 'a.yaml')).equals(Buffer.concat(chunks))).toBe(true)
    expect(readFileSync(join(root, 'empty.yaml'), 'utf8')).toBe('')
  })

  it('has a large file whole when it says so, and not before; others are written meanwhile', async () => {
    const sink = sinkFor()
    const large = Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`${at}.yaml`, Buffer.alloc(1_000_000 + at, `${at}`)]))
    await sink.open([...Object.keys(large), 'small.yaml'], [])
    const writes = Object.entries(large).map(async ([file, bytes]) => {
      const written = sink.write(file, [bytes.subarray(0, 10), bytes.subarray(10)])
      expect(existsSync(join(root, file))).toBe(false)
      await written
      expect(readFileSync(join(root, file)).equals(bytes)).toBe(true)
    })
    await sink.write('small.yaml', text('small'))
    expect(readFileSync(join(root, 'small.yaml'), 'utf8')).toBe('small')
    await Promise.all(writes)
    expect(readdirSync(root).filter((name) => name.endsWith('.slice-tmp'))).toEqual([])
  })

  it('has nothing of a large file that cannot be put in its place', async () => {
    const sink = sinkFor()
    await sink.open(['a.yaml'], [])
    mkdirSync(join(root, 'a.yaml'))
    await expect(sink.write('a.yaml', [Buffer.alloc(1_000_000)])).rejects.toMatchObject({ code: 'write-failed' })
    expect(readdirSync(root).filter((name) => name.endsWith('.slice-tmp'))).toEqual([])
  })

  it.each([
    [10, true],
    [10, false],
    [1_000_000, true],
  ])('says that a folder is in the way of a file of %i bytes, and what helps: force %s', async (size, force) => {
    mkdirSync(join(root, 'a.yaml'))
    const sink = sinkFor(force)
    await sink.open(['a.yaml'], [])
    await expect(sink.write('a.yaml', [Buffer.alloc(size)])).rejects.toMatchObject({
      code: 'write-failed',
      message: 'out/a.yaml could not be written: there is a folder of that name',
      help: 'Move it away, or choose another output folder, then run again.',
    })
  })

  it('says that a folder is in the way of a report, which force would not help', async () => {
    mkdirSync(join(root, 'problems.json'))
    await expect(sinkFor().open(['problems.json'], ['problems.json'])).rejects.toMatchObject({
      code: 'cannot-write',
      message: 'out/problems.json could not be written: there is a folder of that name.',
      help: 'Move it away, or choose another output folder, then run again.',
    })
  })

  it('says that a file is in the way of a folder, and what helps', async () => {
    writeFileSync(join(root, 'folder'), 'mine')
    const sink = sinkFor()
    await sink.open(['folder/a.yaml'], [])
    await expect(sink.write('folder/a.yaml', text('a'))).rejects.toMatchObject({
      message: 'out/folder/a.yaml could not be written: there is a file where a folder is needed',
      help: 'Move it away, or choose another output folder, then run again.',
    })
  })

  it('takes no folder that is in the way of its own files for one of them', async () => {
    for (const file of ['a.yaml', 'problems.json']) mkdirSync(join(root, file))
    const sink = sinkFor(true)
    await sink.open(['a.yaml', 'b.yaml', 'problems.json'], ['problems.json'])
    await sink.write('b.yaml', text('b'))
    for (const file of ['a.yaml', 'problems.json']) {
      await expect(sink.write(file, text('1'))).rejects.toMatchObject({ code: 'write-failed' })
    }
    await sink.close()
    expect(readdirSync(root).toSorted()).toEqual(['.openapi-slice.json', 'a.yaml', 'b.yaml', 'problems.json'])
    expect([...readManifest(join(root, '.openapi-slice.json')).keys()]).toEqual(['b.yaml'])
  })

  it('loses what a killed run has left half written, and nothing through a link', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'))
    await run({ 'a.yaml': text('a'), 'folder/b.yaml': text('b') })
    writeFileSync(join(root, 'a.yaml.slice-tmp'), 'half')
    writeFileSync(join(outside, 'b.yaml.slice-tmp'), 'not ours')
    rmSync(join(root, 'folder'), { recursive: true })
    symlinkSync(outside, join(root, 'folder'), 'junction')
    await expect(run({ 'a.yaml': text('a'), 'folder/b.yaml': text('b') })).rejects.toThrow('out/folder/b.yaml could not be written')
    expect(readdirSync(root)).not.toContain('a.yaml.slice-tmp')
    expect(readdirSync(outside)).toEqual(['b.yaml.slice-tmp'])
    rmSync(outside, { recursive: true })
  })

  it('loses at its end what it could neither write nor remove', async () => {
    const sink = sinkFor()
    await sink.open(['folder/a.yaml'], [])
    mkdirSync(join(root, 'folder'))
    writeFileSync(join(root, 'folder/a.yaml.slice-tmp'), 'half')
    await sink.close()
    expect(readdirSync(root)).not.toContain('folder')
  })

  it('says what of an earlier run it could not remove, and remembers that it is ours', async () => {
    await run({ 'a.yaml': text('a'), 'b.yaml': text('b') })
    rmSync(join(root, 'b.yaml'))
    mkdirSync(join(root, 'b.yaml'))
    await expect(run({ 'a.yaml': text('a') })).rejects.toMatchObject({
      code: 'not-removed',
      message: expect.stringContaining('out/b.yaml'),
    })
    expect([...readManifest(join(root, '.openapi-slice.json')).keys()]).toEqual(['a.yaml', 'b.yaml', 'index.csv'])
  })

  it('keeps files of others, and what is in the way of a report is told before anything is written', async () => {
    writeFileSync(join(root, 'a.yaml'), 'mine')
    await expect(run({ 'a.yaml': text('a') })).rejects.toMatchObject({ code: 'not-ours' })
    expect(readFileSync(join(root, 'a.yaml'), 'utf8')).toBe('mine')
    await run({ 'a.yaml': text('a') }, true)
    expect(readFileSync(join(root, 'a.yaml'), 'utf8')).toBe('a')
    rmSync(join(root, '.openapi-slice.json'))
    await expect(run({ 'b.yaml': text('b') })).rejects.toMatchObject({ code: 'cannot-write' })
    expect(readdirSync(root)).not.toContain('b.yaml')
  })

  it('has an index that grows where there is none, and stays where there is one until the new one is complete', async () => {
    const rows = Array.from({ length: 100 }, (_, index) => `${index},${'x'.repeat(50)}\r\n`)
    const index = (): string => readFileSync(join(root, 'index.csv'), 'utf8')
    for (const before of [undefined, 'the former']) {
      const sink = sinkFor()
      await sink.open(['index.csv'], ['index.csv'])
      if (before === undefined) expect(existsSync(join(root, 'index.csv'))).toBe(false)
      for (const [count, row] of rows.entries()) {
        await sink.append('index.csv', row)
        const whole = rows.slice(0, count + 1).join('')
        if (before !== undefined) expect(index()).toBe(before)
        else {
          expect(whole.startsWith(index())).toBe(true)
          expect(index()).toMatch(/\r\n$/)
          expect(whole.length - index().length).toBeLessThan(whole.length / 10)
        }
      }
      await sink.close()
      expect(index()).toBe(rows.join(''))
      writeFileSync(join(root, 'index.csv'), 'the former')
    }
  })

  it('loses what no longer belongs, but nothing behind a link', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'))
    await run({ 'a.yaml': text('a'), 'folder/b.yaml': text('b'), 'other/c.yaml': text('c') })
    rmSync(join(root, 'folder'), { recursive: true })
    writeFileSync(join(outside, 'b.yaml'), 'not ours')
    symlinkSync(outside, join(root, 'folder'), 'junction')
    await run({ 'a.yaml': text('a') })
    expect(readdirSync(root).toSorted()).toEqual(['.openapi-slice.json', 'a.yaml', 'folder', 'index.csv'])
    expect(readFileSync(join(outside, 'b.yaml'), 'utf8')).toBe('not ours')
    rmSync(outside, { recursive: true })
  })

  it('still knows for its own what it could not remove', async () => {
    await run({ 'a.yaml': text('a'), 'b.yaml': text('b') })
    // Nobody removes a folder as if it were a file.
    rmSync(join(root, 'b.yaml'))
    mkdirSync(join(root, 'b.yaml'))
    await expect(run({ 'a.yaml': text('A') })).rejects.toMatchObject({
      code: 'not-removed',
      message: 'out/b.yaml no longer belongs there, and could not be removed',
    })
    expect(readFileSync(join(root, 'a.yaml'), 'utf8')).toBe('A')
    expect([...readManifest(join(root, '.openapi-slice.json')).keys()]).toEqual(['a.yaml', 'b.yaml', 'index.csv'])
    rmSync(join(root, 'b.yaml'), { recursive: true })
    await run({ 'a.yaml': text('A') })
    expect([...readManifest(join(root, '.openapi-slice.json')).keys()]).toEqual(['a.yaml', 'index.csv'])
  })

  it.each(['no JSON', '{"files":["a.yaml"]}', '{"files":{"../a.yaml":null,"/b":null,".hidden":null}}', '[]', 'null'])(
    'believes no manifest that it has not written: %s',
    (content) => {
      writeFileSync(join(root, '.openapi-slice.json'), content)
      expect(readManifest(join(root, '.openapi-slice.json'))).toEqual(new Map())
    },
  )

  it('knows the files that a killed run was about to write', async () => {
    const sink = sinkFor()
    await sink.open(['a.yaml', 'index.csv'], ['index.csv'])
    await sink.write('a.yaml', text('a'))
    expect(readManifest(join(root, '.openapi-slice.json'))).toEqual(new Map([['a.yaml', undefined], ['index.csv', undefined]])) // prettier-ignore
    mkdirSync(join(root, 'folder'))
    await run({ 'a.yaml': text('b') })
    expect(readFileSync(join(root, 'a.yaml'), 'utf8')).toBe('b')
  })
})

describe('the CRC-32 of chunks', () => {
  const shared = [Buffer.alloc(70_000, 'shared'), Buffer.alloc(131_072, 'other')]
  const bytes = fc.uint8Array().map((some) => Buffer.from(some))

  it('is that of all of them together', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(bytes, fc.constantFrom(...shared)), { maxLength: 6 }), (chunks) => {
        expect(crc32Of(chunks)).toBe(crc32(Buffer.concat(chunks)))
      }),
    )
  })

  it('is the same where stretches of them are known, which are not read', () => {
    const checksums = shared.map((some) => Checksum.of(some))
    const piece = fc.oneof(bytes, fc.constantFrom(0, 1))
    fc.assert(
      fc.property(fc.array(fc.array(piece, { maxLength: 5 }), { maxLength: 3 }), (chunks) => {
        const whole = chunks.map((pieces) => Buffer.concat(pieces.map((some) => (typeof some === 'number' ? shared[some]! : some))))
        const expected = crc32(Buffer.concat(whole))
        for (const [index, pieces] of chunks.entries()) {
          let start = 0
          const stretches = pieces.flatMap((some) => {
            const [from, checksum] = [start, typeof some === 'number' ? checksums[some]! : undefined]
            start += checksum?.length ?? (some as Buffer).length
            return checksum ? [{ start: from, checksum }] : []
          })
          tellStretches(whole[index]!, stretches)
          for (const { start: from, checksum } of stretches) whole[index]!.fill(0, from, from + checksum.length)
        }
        expect(crc32Of(whole)).toBe(expected)
      }),
    )
  })
})
