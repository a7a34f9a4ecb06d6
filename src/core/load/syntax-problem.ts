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

/**
 * How deep a document may nest. Real ones have 25 levels at most. A call stack holds two to four times as many in every
 * walk, ours and those of libraries: one that ran out of it could end the process, where an expression is compiled.
 */
export const MAX_DEPTH = 500

export const TOO_DEEP = `More than ${MAX_DEPTH} levels of nesting`
