import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COLUMNS, csvHeader, csvOf, type IndexRow } from '../../src/core/write/index-csv.ts'

const rowOf = (cells: readonly string[]): IndexRow =>
  Object.fromEntries(COLUMNS.map((column, index) => [column, cells[index]!])) as IndexRow

/** As readers get the cells, those too that take any line end for the end of a row. */
const read = (csv: string): string[][] => parse(csv, { record_delimiter: ['\r\n', '\n', '\r'] })

/** What README.md says about reading a cell. */
const undone = (cell: string): string => (cell.startsWith("'") ? cell.slice(1) : cell)

/** The first character that a spreadsheet looks at: it may drop blanks and what nobody sees. */
const beginningOf = (cell: string): string => cell.replace(/^[\s\p{C}]+/u, '').charAt(0)

const FORMULA = '=+-@＝＋－＠'

// Everything that is of meaning to spreadsheets and to CSV, at every position.
const cell = fc.oneof(
  fc.string({
    unit: fc.constantFrom(...FORMULA, "'", '"', ',', ';', '\t', '\r', '\n', '\r\n', ' ', '\u00a0', '\ufeff', '\0', '|', '1', 'a'),
  }),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
)
const row = fc.array(cell, { minLength: COLUMNS.length, maxLength: COLUMNS.length })

describe('a cell of the index', () => {
  it('begins with nothing that a spreadsheet would run, and is read back exactly', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 3 }), (rows) => {
        const [header, ...written] = read(csvHeader() + csvOf(rows.map(rowOf)))

        expect(header).toEqual(COLUMNS)
        for (const one of written.flat()) {
          expect(FORMULA).not.toContain(beginningOf(one) || '\0')
          expect(one).not.toMatch(/^[\t\r\n]/)
        }
        expect(written.map((cells) => cells.map(undone))).toEqual(rows)
      }),
      { numRuns: 300 },
    )
  })

  it.for([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1+1', "'＝1+1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠A1', "'＠A1"],
    ['\t=1', "'\t=1"],
    ['\tA', "'\tA"],
    ['\rA', `"'\rA"`],
    ['\nA', `"'\nA"`],
    [' =1', "' =1"],
    ['\u200b=1', "'\u200b=1"],
    ["'=1", "''=1"],
    ["'quoted'", "''quoted'"],
    ['A\r\n=1', '"A\r\n=1"'],
    ['A,=1', '"A,=1"'],
    ['"=1"', '"""=1"""'],
    ['A=1', 'A=1'],
    ['', ''],
  ])('%j is written as %j', ([text, written]) => {
    const csv = csvOf([rowOf(COLUMNS.map((_, index) => (index === 0 ? text! : 'x')))])

    expect(csv).toBe(`${written}${',x'.repeat(COLUMNS.length - 1)}\r\n`)
    expect(undone(read(csv)[0]![0]!)).toBe(text)
  })
})
