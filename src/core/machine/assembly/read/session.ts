import { clear } from './output'
import { INPUT, Output, Reader, Text } from '../state'
import { beginTexts } from './texts'
import { forgetAnchors } from './yaml/anchors'

/** Begins with a text that will be put in its place. @param maxDepth how deep objects and lists may nest */
export function beginToRead(maxDepth: i32, isOpen: bool): void {
  Text.start = INPUT
  begin(maxDepth, isOpen)
}

/** Begins with the text that is there. */
export function begin(maxDepth: i32, isOpen: bool): void {
  Output.maxDepth = maxDepth
  Text.isOpen = isOpen
  Output.isExact = false
  Reader.at = Text.start
  Reader.indent = -1
  Reader.marks = 0
  forgetAnchors(0)
  beginTexts(-1)
  clear()
}

export function isStarved(): bool {
  return Text.isStarved
}

/** Where what was written begins, and how much it is. */
export function start(): usize {
  return Output.start
}

export function length(): u32 {
  return (Output.at - Output.start) as u32
}

export function names(): i32 {
  return Output.names
}

export function isMarked(): bool {
  return Output.isMarked
}
