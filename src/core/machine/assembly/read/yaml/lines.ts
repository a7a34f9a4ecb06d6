import { DASH, DOT, HASH, isSpace, NEWLINE, SPACE, TAB } from '../../codes'
import { needMore, Reader, Text } from '../../state'

/** Moves to the next line with content; a comment counts only if it is text. */
export function nextLine(isText: bool): bool {
  Reader.empty = 0
  Reader.isAfterComment = false
  let from = Reader.end + 1
  while (from < Text.end) {
    let at = from
    let code = load<u8>(at) as u32
    while (code === SPACE) code = load<u8>(++at) as u32
    if (code === NEWLINE) {
      Reader.empty++
      from = at + 1
    } else if (code === HASH && !isText) {
      Reader.isAfterComment = true
      from = lineEnd(at) + 1
    } else {
      // A tab may only stand where no indentation is meant (YAML 1.2.2 §6.1), which is for the full parser to say.
      if (code === TAB || (at === from && (code === DASH || code === DOT) && isMarker(at))) unreachable()
      Reader.start = at
      Reader.indent = (at - from) as i32
      return true
    }
  }
  toEnd()
  return false
}

/** Moves to the next line whatever it holds; its first character that is no space may be its end. */
export function nextRawLine(): bool {
  const from = Reader.end + 1
  if (from >= Text.end) {
    toEnd()
    return false
  }
  let at = from
  while (load<u8>(at) === SPACE) at++
  Reader.start = at
  Reader.indent = (at - from) as i32
  return true
}

/** Makes the current line the next one. */
export function back(): void {
  Reader.end = Reader.start - Reader.indent - 1
}

/** Ends the current line at `at`, where nothing but spaces and a comment may follow. */
export function endLine(at: usize): void {
  let behind = at
  while (load<u8>(behind) === SPACE) behind++
  const code = load<u8>(behind) as u32
  if (code !== NEWLINE && (code !== HASH || behind === at)) unreachable()
  Reader.end = lineEnd(behind)
}

/** More spaces and tabs than this are left to the full parser: they are looked at again at every tab. */
const MAX_SPACES: usize = 256

/** Where the spaces and tabs end that begin somewhere, if there are any. */
export function behindSpaces(from: usize): usize {
  let at = from
  while (isSpace(load<u8>(at))) at++
  if (at - from > MAX_SPACES) unreachable()
  return at
}

export function lineEnd(from: usize): usize {
  let at = from
  while (load<u8>(at) !== NEWLINE) at++
  return at
}

/** The end of a document or the beginning of another (§9.1.2). */
function isMarker(at: usize): bool {
  return load<u8>(at + 1) === load<u8>(at) && load<u8>(at + 2) === load<u8>(at)
}

function toEnd(): void {
  needMore()
  Reader.start = Text.end
  Reader.end = Text.end - 1
  Reader.indent = -1
}
