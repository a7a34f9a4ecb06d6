import { anchorCount, forgetAnchors } from './yaml/anchors'
import { order, setOrder } from './output'
import { noted, setNoted } from './texts'
import { Output, Reader, Text } from '../state'

/** Where reading goes on when the window ended in the middle: what was there before. */
let place: usize = 0
let indent: i32 = 0
let length: usize = 0
let names: i32 = 0
let depth: i32 = 0
let known: i64 = 0
let isMarked: bool = false
let marks: i32 = 0
let anchors: i32 = 0
let texts: i32 = 0

/** Notes that all in front of a place, which is the beginning of a line in YAML, has been read. */
export function mark(from: usize): void {
  place = from
  indent = Reader.indent
  length = Output.at - Output.start
  names = Output.names
  depth = Output.depth
  known = order()
  isMarked = Output.isMarked
  marks = Reader.marks
  anchors = anchorCount()
  texts = noted()
}

/** Goes back to where that was, which will be the beginning of the next window. @returns how far it is from the beginning of this one */
export function rewind(): u32 {
  const passed = place - Text.start
  Output.at = Output.start + length
  Output.names = names
  Output.depth = depth
  Output.isMarked = isMarked
  setOrder(known)
  Reader.marks = marks
  Reader.indent = indent
  Reader.at = Text.start
  Reader.start = Text.start + max(indent, 0)
  Reader.end = Text.start - 1
  forgetAnchors(anchors)
  setNoted(texts)
  return passed as u32
}
