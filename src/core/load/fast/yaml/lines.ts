import { BAIL, DASH, DOT, HASH, NEWLINE, SPACE, TAB } from '../bytes.ts'
import type { Reader } from './reader.ts'

/** Moves to the next line with content; a comment counts only if it is text. */
export function nextLine(reader: Reader, isText: boolean): boolean {
  const { bytes } = reader
  reader.empty = 0
  reader.isAfterComment = false
  let from = reader.end + 1
  while (from < bytes.length) {
    let at = from
    let code = bytes[at]!
    while (code === SPACE) code = bytes[++at]!
    if (code === NEWLINE) {
      reader.empty++
      from = at + 1
    } else if (code === HASH && !isText) {
      reader.isAfterComment = true
      from = lineEnd(bytes, at) + 1
    } else {
      // A tab may only stand where no indentation is meant (YAML 1.2.2 §6.1), which is for the full parser to say.
      if (code === TAB || (at === from && (code === DASH || code === DOT) && isMarker(bytes, at))) throw BAIL
      reader.start = at
      reader.indent = at - from
      return true
    }
  }
  toEnd(reader)
  return false
}

/** Moves to the next line whatever it holds; its first character that is no space may be its end. */
export function nextRawLine(reader: Reader): boolean {
  const { bytes } = reader
  const from = reader.end + 1
  if (from >= bytes.length) {
    toEnd(reader)
    return false
  }
  let at = from
  while (bytes[at] === SPACE) at++
  reader.start = at
  reader.indent = at - from
  return true
}

/** Makes the current line the next one. */
export function back(reader: Reader): void {
  reader.end = reader.start - reader.indent - 1
}

/** Ends the current line at `at`, where nothing but spaces and a comment may follow. */
export function endLine(reader: Reader, at: number): void {
  const { bytes } = reader
  let behind = at
  while (bytes[behind] === SPACE) behind++
  const code = bytes[behind]
  if (code !== NEWLINE && (code !== HASH || behind === at)) throw BAIL
  reader.end = lineEnd(bytes, behind)
}

export function lineEnd(bytes: Uint8Array, from: number): number {
  let at = from
  while (bytes[at] !== NEWLINE) at++
  return at
}

/** The end of a document or the beginning of another (§9.1.2). */
const isMarker = (bytes: Uint8Array, at: number): boolean => bytes[at + 1] === bytes[at] && bytes[at + 2] === bytes[at]

function toEnd(reader: Reader): void {
  reader.start = reader.bytes.length
  reader.end = reader.start - 1
  reader.indent = -1
}
