import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { SliceResult } from '../../src/index.ts'
import { plainLine } from '../../src/core/printable.ts'
import { plain, plainLines } from '../../src/report/plain.ts'
import { frameOf } from '../../src/report/frame.ts'
import { progressReporter } from '../../src/report/progress.ts'
import { summaryLines } from '../../src/report/summary.ts'

function shown(isTTY: boolean, total: number): string {
  let text = ''
  const { onProgress, end } = progressReporter({ isTTY, write: (chunk) => void (text += chunk) })
  for (let done = 1; done <= total; done++) onProgress({ done, total, failed: 0, endpoint: `GET /${done}` })
  end()
  return text
}

describe('progressReporter', () => {
  it('moves one line on a terminal, and leaves it at the end', () => {
    expect(shown(true, 2)).toBe('\r\x1b[2KExtracting endpoint 1/2 (50%)\r\x1b[2KExtracting endpoint 2/2 (100%)\n')
  })

  it('draws a terminal at most a hundred times', () => {
    expect(shown(true, 5000).split('\r').length).toBeLessThanOrEqual(102)
  })

  it('prints a line at each quarter elsewhere', () => {
    expect(shown(false, 100)).toBe(
      ['25/100 (25%)', '50/100 (50%)', '75/100 (75%)', '100/100 (100%)'].map((step) => `Extracting endpoint ${step}\n`).join(''),
    )
  })

  it('prints nothing for nothing', () => {
    expect(shown(true, 0)).toBe('')
    expect(shown(false, 0)).toBe('')
  })

  it('can be used for one description after another', () => {
    let lines = 0
    const { onProgress, end } = progressReporter({ isTTY: false, write: () => void lines++ })
    for (const _ of [1, 2]) {
      onProgress({ done: 1, total: 1, failed: 0, endpoint: 'GET /' })
      end()
    }
    expect(lines).toBe(2)
  })
})

describe('plain', () => {
  it('removes what a terminal would obey, and keeps to one line', () => {
    expect(plain('a\x1b[31mb\x1b]8;;http://x\x07c\x07\r\n\x9bd\u202ee é ✓')).toBe('abc de é ✓')
  })
})

describe('plain text that is very long', () => {
  it('is shown by its beginning and its end', () => {
    const shown = plain(`GET /${'a'.repeat(1e6)} — It leads nowhere. (openapi.yaml:12:5)`)
    expect(shown.length).toBeLessThan(2_010)
    expect(shown).toMatch(/^GET \/a+ … a+ — It leads nowhere\. \(openapi\.yaml:12:5\)$/)
  })

  it('is plain in the end, however hard it was made to read', () => {
    for (const hard of ['\x1b]', '\x1b[1;', '\x1b;', '\x1b(', '\x1b]8;;']) {
      const shown = plain(hard.repeat(200_000) + ';'.repeat(200_000))
      expect(shown.length).toBeLessThan(2_010)
      expect(shown).not.toContain('\x1b')
    }
  })
})

describe('a line of a file', () => {
  it('keeps its width, so that a mark below it stays in place', () => {
    expect(plainLine('a\x1b[31m\tb\u202e')).toBe('a\ufffd[31m b\ufffd')
    expect(plainLines('a\x9b\nb')).toBe('a\ufffd\nb')
  })
})

function resultOf(given: Partial<SliceResult>): SliceResult {
  return {
    name: 'shop',
    total: 2,
    extracted: 2,
    failed: 0,
    passRate: 1,
    elapsed: 1234,
    timings: {},
    outDir: 'slices',
    indexPath: 'slices/index.csv',
    llmsPath: undefined,
    reportPath: undefined,
    failures: [],
    files: [{ file: 'a_GET.yaml', size: 1, endpoints: ['GET /a'] }],
    warnings: [],
    problems: [],
    inputs: [],
    dryRun: false,
    unchanged: false,
    ...given,
  }
}

const failureOf = (path: string) => ({
  path,
  method: 'GET',
  phase: 4,
  reason: 'It leads nowhere.',
  help: 'Mend it.',
  place: 'openapi.yaml:3:5',
})

describe('summaryLines', () => {
  const lines = (given: Partial<SliceResult>, debug = false): string[] => summaryLines(resultOf(given), { colors: false, debug })

  it('says how many, how long and where', () => {
    expect(lines({})).toEqual([
      '✓ 2 extracted, 0 failed',
      '  Pass rate: 100%',
      '  Time: 1.2 s',
      '  Folder: slices (1 file)',
      '  Index: slices/index.csv',
    ])
  })

  it('says of a build that the folder is in its output', () => {
    const folderOf = (outDir: string) => summaryLines(resultOf({ outDir }), { colors: false, debug: false, isInBuild: true })[3]
    expect(folderOf('slices')).toBe('  Folder: slices, in the output of the build (1 file)')
    expect(folderOf('.')).toBe('  Folder: the output of the build (1 file)')
  })

  it('says of a dry run what would be written', () => {
    expect(lines({ dryRun: true, indexPath: undefined })).toContain('  Dry run: 1 file would be written to slices')
  })

  it('lists failed endpoints with place and remedy', () => {
    const all = lines({ extracted: 1, failed: 1, passRate: 0.5, failures: [failureOf('/users/{id}')] })
    expect(all[0]).toBe('✓ 1 extracted, 1 failed')
    expect(all.slice(-2)).toEqual(['✗ GET /users/{id} — It leads nowhere. (openapi.yaml:3:5)', '  Mend it.'])
  })

  it('never rounds up to a pass rate of 100%', () => {
    expect(lines({ passRate: 99_999 / 100_000 })[1]).toBe('  Pass rate: 99.9%')
  })

  it('lists twenty failures and counts the rest', () => {
    const failures = Array.from({ length: 25 }, (_, index) => failureOf(`/${index}`))
    const all = lines({ extracted: 0, failed: 25, passRate: 0, failures })
    expect(all[0]).toBe('✗ 0 extracted, 25 failed')
    expect(all.filter((line) => line.startsWith('✗ GET'))).toHaveLength(20)
    expect(all.at(-1)).toBe('… and 5 more, see problems.json')
  })

  it('adds phase, code and pointer for debugging', () => {
    const problem = {
      code: 'unresolved-reference',
      severity: 'error',
      phase: 4,
      message: 'It leads nowhere.',
      help: '',
      place: { file: 'openapi.yaml', pointer: '#/a' },
      endpoints: ['GET /a'],
    } as const
    const all = lines({ failures: [failureOf('/a')], problems: [{ ...problem, endpoints: ['GET /a'] }] }, true)
    expect(all.at(-1)).toBe('  phase 4, reference resolution · unresolved-reference · #/a')
  })

  it('groups warnings by their code', () => {
    const warning = (message: string) => ({ code: 'relative-url', severity: 'warning', phase: 1, message, help: '' }) as const
    expect(lines({ warnings: [warning('First.'), warning('Second.')] }).at(-1)).toBe('! 2 × relative-url: First. … and 1 more')
  })

  it('cannot be forged by a description', () => {
    const all = lines({ failures: [{ ...failureOf('/a\n✓ 9 extracted\x1b[2J'), reason: 'x\x1b[31m' }] })
    expect(all.join('\n')).not.toContain('\x1b')
    expect(all.filter((line) => line.startsWith('✓'))).toHaveLength(1)
  })
})

describe('frameOf', () => {
  const folder = mkdtempSync(join(tmpdir(), 'frame-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const fileWith = (text: string): string => {
    const file = join(folder, 'openapi.yaml')
    writeFileSync(file, text)
    return file
  }

  it('shows the lines up to a place, with a mark below it', () => {
    const file = fileWith('one\ntwo:\n  three: 3\n  four: 4\n')

    expect(frameOf({ file, line: 3, column: 3 })).toBe('1: one\n2: two:\n3:   three: 3\n     ^')
    expect(frameOf({ file, line: 9, column: 1 })).toBeUndefined()
  })

  it('shows a part of what is all in one line', () => {
    const file = fileWith(`{ ${'"a": 1, '.repeat(100_000)}"here": 2, ${'"b": 1, '.repeat(100)} }`)
    const [line, mark] = frameOf({ file, line: 1, column: 800_003 })!.split('\n')

    expect(line!.slice(mark!.length - 1)).toMatch(/^"here": 2, /)
    expect(line!.length).toBeLessThan(200)
  })
})
