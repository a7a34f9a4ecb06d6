import { Checksum, type Stretch, tellStretches } from '../crc32.ts'
import type { Component, LinkedDescription } from '../link/linked.ts'
import type { Slice } from '../slice/slice.ts'
import { ByteWriter } from './byte-writer.ts'
import type { Header } from './header.ts'
import { Outline } from './outline.ts'
import { Part, Parts } from './parts.ts'
import { Block, Foot, type Piece, Segment } from './pieces.ts'
import type { Printer } from './printer.ts'
import { type Check, readBack } from './verify.ts'
import { addAll } from '../model/lists.ts'

/** Bytes of memory that is kept to put other slices together in; few take more, without what they share with others. */
const MAX_ROOM = 1 << 20

/** From this size on, a segment is a chunk by itself instead of being copied, and what many slices have is read only once for their checksums. */
const MIN_CHUNK = 16_384

interface RendererOptions {
  /** Of everything that is written. */
  check?: Check
  header?: Header | undefined
}

/** Writes slices: every part once, then each slice by putting together what it consists of. */
export class Renderer {
  readonly #outline: Outline
  readonly #parts: Parts
  readonly #separator: number
  /** Where slices were put together that nobody reads any more: at most as many as were in flight at once. */
  readonly #rooms: ByteWriter[] = []
  /** In what will be the next chunk. */
  #stretches: Stretch[] = []
  readonly #shorter = new WeakMap<Uint8Array, Uint8Array>()

  constructor(linked: LinkedDescription, printer: Printer, { check = readBack(printer), header }: RendererOptions = {}) {
    this.#parts = new Parts(printer, linked.source.notes, check)
    this.#outline = new Outline(linked, printer.format, this.#parts, header)
    this.#separator = printer.format.separator.length
  }

  /** Tells once that a slice will be rendered, so that what it is made of is kept until then. */
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

  /**
   * Has the bytes of a slice used, in as few chunks as can be had without copying much. Once they are used, others are
   * written in their place. @throws RenderError, RangeError
   */
  async render<Result>(slice: Slice, use: (chunks: readonly Uint8Array[]) => Promise<Result>): Promise<Result> {
    const room = this.#rooms.pop() ?? new ByteWriter()
    room.length = 0
    try {
      return await use(this.#chunks(slice, room))
    } finally {
      if (room.bytes.length <= MAX_ROOM) this.#rooms.push(room)
    }
  }

  #chunks(slice: Slice, room: ByteWriter): Uint8Array[] {
    const chunks: Uint8Array[] = []
    // The one before may have failed.
    this.#stretches = []
    const end = this.#append(this.#outline.pieces(slice), room, chunks, 0)
    this.#cut(room, end, chunks)
    return chunks
  }

  /** @param start where what is not yet in a chunk begins @returns the same, afterwards */
  #append(pieces: readonly Piece[], room: ByteWriter, chunks: Uint8Array[], start: number): number {
    let begin = start
    for (const piece of pieces) {
      if (piece instanceof Part) room.copy(this.#parts.bytesOf(piece))
      else if (piece instanceof Uint8Array) room.copy(piece)
      else if (piece instanceof Block) {
        const from = room.length
        const next = this.#append(piece.pieces, room, chunks, begin)
        if (next === begin) this.#noteStretch(piece, room, from, begin)
        begin = next
      } else if (piece instanceof Foot) {
        if (room.length > begin) room.length -= this.#separator
        else chunks.push(this.#unseparated(chunks.pop()!))
        room.copy(piece.bytes)
      } else if (this.#parts.sizeOfSegment(piece) < MIN_CHUNK) for (const part of piece.parts) room.copy(this.#parts.bytesOf(part))
      else {
        this.#cut(room, begin, chunks)
        chunks.push(this.#parts.bytesOfSegment(piece))
        begin = room.length
      }
    }
    return begin
  }

  /** What has been put together since the last chunk becomes one. */
  #cut(room: ByteWriter, begin: number, chunks: Uint8Array[]): void {
    if (room.length === begin) return
    const chunk = room.written(begin)
    chunks.push(chunk)
    if (this.#stretches.length === 0) return
    tellStretches(chunk, this.#stretches)
    this.#stretches = []
  }

  /** Notes where a block stands that other slices have too, without its last separator, which may be taken back. @param begin of its chunk */
  #noteStretch(block: Block, room: ByteWriter, from: number, begin: number): void {
    if (!block.isShared || room.length - from < MIN_CHUNK) return
    block.checksum ??= Checksum.of(room.bytes.subarray(from, room.length - this.#separator))
    this.#stretches.push({ start: from - begin, checksum: block.checksum })
  }

  #sizeOf(pieces: readonly Piece[]): number {
    let size = 0
    for (const piece of pieces) {
      if (piece instanceof Part) size += this.#parts.sizeOf(piece)
      else if (piece instanceof Uint8Array) size += piece.length
      else if (piece instanceof Block) size += piece.size ??= this.#sizeOf(piece.pieces)
      else if (piece instanceof Foot) size += piece.bytes.length - this.#separator
      else size += this.#parts.sizeOfSegment(piece)
    }
    return size
  }

  #copied(pieces: readonly Piece[]): Uint8Array[] {
    const copies: Uint8Array[] = []
    for (const piece of pieces) {
      if (piece instanceof Foot) copies.push(this.#unseparated(copies.pop()!), piece.bytes)
      else if (piece instanceof Uint8Array) copies.push(piece)
      else if (piece instanceof Block) addAll(copies, this.#copied(piece.pieces))
      else if (piece instanceof Segment) addAll(copies, this.#copied(piece.parts))
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
}
