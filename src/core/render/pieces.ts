import type { Checksum } from '../crc32.ts'
import type { Part } from './parts.ts'

/** What a slice consists of, in the order of its bytes. */
export type Piece = Part | Segment | Block | Foot | Uint8Array

/** Ends what is in a field. The separator behind the piece before is taken back: that was the last of its kind. */
export class Foot {
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }
}

/** What stands around entries or items that differ from slice to slice. */
export interface Frame {
  readonly head: Uint8Array
  /** None where the format has none. */
  readonly foot: Foot | undefined
}

export function endWith(pieces: Piece[], foot: Foot | undefined): void {
  if (foot) pieces.push(foot)
}

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
  /** Whether more than one slice has it. */
  isShared = false
  /** Once it is known. */
  checksum: Checksum | undefined

  constructor(pieces: readonly Piece[]) {
    this.pieces = pieces
  }
}
