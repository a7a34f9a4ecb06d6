import type { Part } from './parts.ts'

/** What a slice consists of, in the order of its bytes. */
export type Piece = Part | Block | Uint8Array | typeof UNSEPARATE

/** Takes back the separator behind the piece before: it was the last of its kind. */
export const UNSEPARATE: unique symbol = Symbol('no separator')

/** Pieces that stand together in many slices. */
export class Block {
  readonly pieces: () => Piece[]
  /** How many slices are still to be written that have it. */
  uses = 0
  /** In bytes, once it is known. */
  size: number | undefined
  /** All of it, if it is kept. */
  bytes: Uint8Array | undefined

  constructor(pieces: () => Piece[]) {
    this.pieces = pieces
  }
}
