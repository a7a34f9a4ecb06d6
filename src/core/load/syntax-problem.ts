/** Why a text could not be read. `offset` (and `other`, the earlier of two places) count UTF-16 units from 0. */
export class SyntaxProblem extends Error {
  readonly code: 'syntax-error' | 'duplicate-key' | 'endless-alias' | 'too-deep'
  readonly offset: number
  readonly other: number | undefined

  constructor(code: SyntaxProblem['code'], message: string, offset: number, other?: number) {
    super(message)
    this.code = code
    this.offset = offset
    this.other = other
  }
}

/** How deep a document may nest: far beyond any real one, and within what a call stack holds. */
export const MAX_DEPTH = 2_500

/** From an offset in a text to its line and column, from 1. */
export function linesOf(source: string): (offset: number) => { line: number; column: number } {
  const starts = [0]
  for (let end = source.indexOf('\n'); end !== -1; end = source.indexOf('\n', end + 1)) starts.push(end + 1)
  return (offset) => {
    let line = 0
    let behind = starts.length
    while (behind - line > 1) {
      const middle = (line + behind) >> 1
      if (starts[middle]! <= offset) line = middle
      else behind = middle
    }
    return { line: line + 1, column: offset - starts[line]! + 1 }
  }
}
