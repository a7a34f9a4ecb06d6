import type { Notes } from '../load/notes.ts'
import { isContainer, type Json } from '../model/json.ts'
import { ByteWriter } from './byte-writer.ts'
import { Foot, type Frame, type Segment } from './pieces.ts'
import type { Printer } from './printer.ts'
import type { Check } from './verify.ts'

/** Something that is written once, however many slices have it: an entry of an object, or an item of a list. */
export class Part {
  /** None for an item. */
  readonly key: string | undefined
  readonly value: Json
  /** Levels above it. */
  readonly depth: number
  /** The source text of a number that must be kept. */
  readonly exact: string | undefined
  /** How often it will still be asked for; its bytes are not kept beyond. */
  uses = 0
  /** In bytes, once it has been written. */
  size: number | undefined
  bytes: Uint8Array | undefined
  /** Why it cannot be written. */
  failure: Error | undefined

  constructor(key: string | undefined, value: Json, depth: number, exact?: string) {
    this.key = key
    this.value = value
    this.depth = depth
    this.exact = exact
  }
}

/** Bytes that are kept of parts which few slices have. Beyond, they are written again when their slice is. */
const MAX_KEPT = 48e6

/** What so many slices have is kept in any case: it is no more than the description, and writing it again costs most. */
const ALWAYS_KEPT = 8

/** Bytes of segments that are kept for the slices to come. */
const MAX_SEGMENTS = 32e6

/** Writes parts, checks each by reading it back, and keeps their bytes as long as they are needed. */
export class Parts {
  readonly #printer: Printer
  readonly #notes: Notes
  readonly #check: Check
  readonly #feet = new Map<string, Foot>()
  #kept = 0
  /** Those that are kept, the one that was used last at the end. */
  readonly #segments = new Set<Segment>()
  #segmentBytes = 0

  constructor(printer: Printer, notes: Notes, check: Check) {
    this.#printer = printer
    this.#notes = notes
    this.#check = check
  }

  /** What stands around what is in a field; behind it is the separator from what follows. */
  frame(key: string, depth: number, isList = false): Frame {
    const { format } = this.#printer
    return { head: this.#printer.head(key, isList, depth), foot: this.foot(format.foot(depth, isList) + format.separator) }
  }

  /** The end of a field, or of a document. None where it has no text, and there is no separator to be taken back: in YAML. */
  foot(text: string): Foot | undefined {
    if (text === '' && this.#printer.format.separator === '') return undefined
    let foot = this.#feet.get(text)
    if (!foot) this.#feet.set(text, (foot = new Foot(Buffer.from(text))))
    return foot
  }

  /** With the separator from what follows. @throws RenderError, RangeError */
  sizeOf(part: Part): number {
    return part.size ?? this.bytesOf(part).length
  }

  /** With the separator from what follows. To be used before the next call. @throws RenderError, RangeError */
  bytesOf(part: Part): Uint8Array {
    if (part.bytes) return part.bytes
    if (part.failure) throw part.failure
    const written = this.#written(part)
    if (part.uses < ALWAYS_KEPT && (part.uses === 0 || this.#kept + written.length > MAX_KEPT)) return written
    part.bytes = written
    this.#kept += part.bytes.length
    return part.bytes
  }

  /** Once less often needed. */
  release(part: Part): void {
    if (--part.uses > 0 || !part.bytes) return
    this.#kept -= part.bytes.length
    part.bytes = undefined
  }

  /** @throws RenderError, RangeError */
  sizeOfSegment(segment: Segment): number {
    return (segment.size ??= segment.parts.reduce((sum, part) => sum + this.sizeOf(part), 0))
  }

  /** @throws RenderError, RangeError */
  bytesOfSegment(segment: Segment): Uint8Array {
    const bytes = segment.bytes ?? this.#joined(segment)
    this.#drop(segment)
    if (segment.uses > 0) this.#keep(segment, bytes)
    return bytes
  }

  /** In one block less. */
  releaseSegment(segment: Segment): void {
    if (--segment.uses === 0) this.#drop(segment)
  }

  #joined(segment: Segment): Uint8Array {
    const out = new ByteWriter(this.sizeOfSegment(segment))
    for (const part of segment.parts) out.copy(this.bytesOf(part))
    return out.written()
  }

  /** The segment that was used last is the last to go. */
  #keep(segment: Segment, bytes: Uint8Array): void {
    for (const oldest of this.#segments) {
      if (this.#segmentBytes + bytes.length <= MAX_SEGMENTS) break
      this.#drop(oldest)
    }
    segment.bytes = bytes
    this.#segments.add(segment)
    this.#segmentBytes += bytes.length
  }

  #drop(segment: Segment): void {
    if (!segment.bytes) return
    this.#segments.delete(segment)
    this.#segmentBytes -= segment.bytes.length
    segment.bytes = undefined
  }

  #written(part: Part): Uint8Array {
    const { key, value, depth, exact } = part
    try {
      const written = this.#printer.write(key, value, depth, this.#notes, exact)
      if (part.size === undefined && isContainer(value)) this.#check(written, key, value, this.#notes)
      part.size = written.length
      return written
    } catch (error) {
      part.failure = error as Error
      throw error
    }
  }
}
