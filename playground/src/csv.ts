/** A tiny reader for CSV as in RFC 4180, which is how the index is written. */

/** The rows of a CSV text; a byte order mark and a line break at the end are no part of them. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = text.startsWith('\uFEFF') ? 1 : 0
  while (at < text.length) {
    const field = text[at] === '"' ? readQuoted(text, at) : readPlain(text, at)
    row.push(field.value)
    at = field.end
    if (text[at] === ',') {
      at += 1
      if (at < text.length) continue
      row.push('')
    }
    rows.push(row)
    row = []
    at = afterLineBreak(text, at)
  }
  return rows
}

/** The rows below the header, as records by column name. */
export function parseRecords(text: string): Map<string, string>[] {
  const [header = [], ...rows] = parseCsv(text)
  return rows.map((row) => new Map(header.map((column, index) => [column, row[index] ?? ''])))
}

interface Field {
  value: string
  /** Where the separator behind the field is, or the end of the text. */
  end: number
}

function readPlain(text: string, start: number): Field {
  let end = start
  while (end < text.length && !',\r\n'.includes(text.charAt(end))) end += 1
  return { value: text.slice(start, end), end }
}

function readQuoted(text: string, start: number): Field {
  let value = ''
  let at = start + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote === -1) throw new SyntaxError(`The quoted field at offset ${start} has no end`)
    value += text.slice(at, quote)
    if (text[quote + 1] !== '"') return endingAt(text, quote + 1, value)
    value += '"'
    at = quote + 2
  }
}

function endingAt(text: string, end: number, value: string): Field {
  if (end < text.length && !',\r\n'.includes(text.charAt(end))) {
    throw new SyntaxError(`There is something behind the closing quote at offset ${end}`)
  }
  return { value, end }
}

function afterLineBreak(text: string, at: number): number {
  return text.startsWith('\r\n', at) ? at + 2 : at + 1
}
