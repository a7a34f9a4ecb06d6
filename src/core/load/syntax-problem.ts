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
