import type { Component, LinkedDescription } from '../link/linked.ts'
import type { Slice } from '../slice/slice.ts'
import { ByteWriter } from './byte-writer.ts'
import type { Format } from './format.ts'
import { Outline } from './outline.ts'
import { Parts } from './parts.ts'
import { Block, type Piece, UNSEPARATE } from './pieces.ts'
import { type Check, readBack } from './verify.ts'

/** Slices share memory in portions of this size. */
const PORTION = 1 << 20

/** From this size on, components that stand together are a chunk of their own, so that slices may share them. */
const MIN_CHUNK = 65_536

/** Bytes of such chunks that are kept for the slices to come. */
const MAX_CHUNKS = 32e6

/** Writes slices: every part once, then each slice by copying what it consists of. */
export class Renderer {
  readonly #outline: Outline
  readonly #parts: Parts
  readonly #separator: number
  #out = new ByteWriter(PORTION)
  /** Blocks that are kept, the one that was used last at the end. */
  readonly #chunks = new Set<Block>()
  #chunkBytes = 0
  readonly #shorter = new WeakMap<Uint8Array, Uint8Array>()

  constructor(linked: LinkedDescription, format: Format, check: Check = readBack(format)) {
    this.#parts = new Parts(format, linked.source.notes, check)
    this.#outline = new Outline(linked, format, this.#parts)
    this.#separator = format.separator.length
  }

  /** Tells that a slice will be rendered, so that what it is made of is kept until then. */
  expect(slice: Slice): void {
    this.#outline.expect(slice)
  }

  /** Tells that a slice that was expected is done with, whether or not it was rendered. */
  release(slice: Slice): void {
    this.#outline.release(slice)
  }

  /** In bytes. Nothing is put together for it. @throws RenderError, RangeError */
  sizeOf(slice: Slice): number {
    return this.#sizeOf(this.#outline.pieces(slice))
  }

  /** Of its entry. @throws RenderError, RangeError */
  sizeOfComponent({ id }: Component): number {
    return this.#parts.sizeOf(this.#outline.component(id)) - this.#separator
  }

  /** Of the paths, as a document by themselves. @throws RenderError, RangeError */
  sizeOfPaths(slice: Slice): number {
    return this.#sizeOf(this.#outline.paths(slice))
  }

  /** The bytes of a slice, in pieces as small as other slices may have too. @throws RenderError, RangeError */
  pieces(slice: Slice): Uint8Array[] {
    return this.#copied(this.#outline.pieces(slice))
  }

  /** The bytes of a slice, in chunks. @throws RenderError, RangeError */
  render(slice: Slice): Uint8Array[] {
    if (this.#out.length > PORTION / 2) this.#out = new ByteWriter(PORTION)
    const out = this.#out
    const chunks: Uint8Array[] = []
    let start = out.length
    for (const piece of this.#outline.pieces(slice)) {
      if (piece instanceof Block && this.#blockSize(piece) >= MIN_CHUNK) {
        if (out.length > start) chunks.push(out.written(start))
        chunks.push(this.#chunkOf(piece))
        start = out.length
      } else if (piece === UNSEPARATE && out.length === start) {
        chunks.push(this.#unseparated(chunks.pop()!))
      } else this.#put(piece, out)
    }
    if (out.length > start) chunks.push(out.written(start))
    return chunks
  }

  #sizeOf(pieces: readonly Piece[]): number {
    let size = 0
    for (const piece of pieces) {
      if (piece === UNSEPARATE) size -= this.#separator
      else if (piece instanceof Uint8Array) size += piece.length
      else size += piece instanceof Block ? this.#blockSize(piece) : this.#parts.sizeOf(piece)
    }
    return size
  }

  #copied(pieces: readonly Piece[]): Uint8Array[] {
    const copies: Uint8Array[] = []
    for (const piece of pieces) {
      if (piece === UNSEPARATE) copies.push(this.#unseparated(copies.pop()!))
      else if (piece instanceof Uint8Array) copies.push(piece)
      else if (piece instanceof Block) copies.push(...this.#copied(piece.pieces()))
      else {
        const bytes = this.#parts.bytesOf(piece)
        // What is not kept must be copied: the next takes its place.
        copies.push(piece.bytes ?? Buffer.from(bytes))
      }
    }
    return copies
  }

  /** The same for the same, so that it can be told by looking at it. */
  #unseparated(bytes: Uint8Array): Uint8Array {
    let shorter = this.#shorter.get(bytes)
    if (!shorter) this.#shorter.set(bytes, (shorter = bytes.subarray(0, bytes.length - this.#separator)))
    return shorter
  }

  #blockSize(block: Block): number {
    return (block.size ??= this.#sizeOf(block.pieces()))
  }

  #put(piece: Piece, out: ByteWriter): void {
    if (piece === UNSEPARATE) out.length -= this.#separator
    else if (piece instanceof Uint8Array) out.copy(piece)
    else if (piece instanceof Block) for (const inner of piece.pieces()) this.#put(inner, out)
    else out.copy(this.#parts.bytesOf(piece))
  }

  #chunkOf(block: Block): Uint8Array {
    const kept = block.bytes
    if (kept) this.#drop(block)
    const bytes = kept ?? this.#written(block)
    // What is used now is the last to be dropped; for the last slice that has it, it need not be kept.
    if (block.uses > 1 && bytes.length <= MAX_CHUNKS) this.#keep(block, bytes)
    return bytes
  }

  #written(block: Block): Uint8Array {
    const size = this.#blockSize(block)
    const out = new ByteWriter(size)
    this.#put(block, out)
    return out.written()
  }

  #keep(block: Block, bytes: Uint8Array): void {
    for (const oldest of this.#chunks) {
      if (this.#chunkBytes + bytes.length <= MAX_CHUNKS) break
      this.#drop(oldest)
    }
    block.bytes = bytes
    this.#chunks.add(block)
    this.#chunkBytes += bytes.length
  }

  #drop(block: Block): void {
    this.#chunks.delete(block)
    this.#chunkBytes -= block.bytes!.length
    block.bytes = undefined
  }
}
