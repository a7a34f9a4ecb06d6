import type { Part } from './parts.ts'

/** What a slice consists of, in the order of its bytes. */
export type Piece = Part | Segment | Block | Uint8Array | typeof UNSEPARATE

/** Takes back the separator behind the piece before: it was the last of its kind. */
export const UNSEPARATE: unique symbol = Symbol('no separator')

/** Parts that follow each other in many slices. */
export class Segment {
  readonly parts: readonly Part[]
  /** How many blocks have it. */
  uses = 0
  /** In bytes, once it is known. */
  size: number | undefined
  /** All of it, while it is kept. */
  bytes: Uint8Array | undefined

  constructor(parts: readonly Part[]) {
    this.parts = parts
  }
}

/** Pieces that stand together in all slices with the same components. */
export class Block {
  readonly pieces: readonly Piece[]
  /** In bytes, once it is known. */
  size: number | undefined

  constructor(pieces: readonly Piece[]) {
    this.pieces = pieces
  }
}
