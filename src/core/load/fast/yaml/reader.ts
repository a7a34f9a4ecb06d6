import { BAIL, NEWLINE, RETURN } from '../bytes.ts'
import { emptyOutput, type Output } from '../output.ts'

/** A text that is being read, line by line, and what was read of it. */
export interface Reader {
  /** Ends in a line feed. */
  bytes: Buffer
  /** Where the content of the current line begins, and how far that is indented (-1 at the end of the text). */
  start: number
  indent: number
  /** Where the current line ends. Whoever reads a line to its end sets this, before moving on. */
  end: number
  /** What was passed over before the current line: the number of empty lines, and whether there were comments. */
  empty: number
  isAfterComment: boolean
  /** Where what was read last ends. */
  at: number
  /** Whether the text ended without a line break. */
  isOpen: boolean
  readonly output: Output
  /** The numbers of the anchors so far; -1 while the node is being read, as an alias inside of it would never end. */
  readonly anchors: Map<string, number>
  /** How many anchors and merge keys there were so far. */
  marks: number
}

const NONE = Buffer.alloc(0)

/** One does for all, for the same reason as the output. */
const READER: Reader = {
  bytes: NONE,
  start: 0,
  indent: -1,
  end: -1,
  empty: 0,
  isAfterComment: false,
  at: 0,
  isOpen: false,
  output: emptyOutput(),
  anchors: new Map(),
  marks: 0,
}

/** A reader at the beginning of a text in UTF-8. */
export function readerOf(text: Buffer): Reader {
  const isOpen = text[text.length - 1] !== NEWLINE
  if (isOpen && text[text.length - 1] === RETURN) throw BAIL
  const bytes = withoutReturns(isOpen ? Buffer.concat([text, LINE_FEED]) : text)
  READER.anchors.clear()
  return Object.assign(READER, { bytes, isOpen, start: 0, indent: -1, end: -1, at: 0, output: emptyOutput(), marks: 0 })
}

/** Lets go of the text, which may be large. */
export function releaseReader(): void {
  READER.bytes = NONE
  READER.anchors.clear()
}

const LINE_FEED = Buffer.from('\n')

/** One kind of line break (YAML 1.2.2 §5.4). A carriage return by itself is one, too, but only the full parser tells where. */
function withoutReturns(bytes: Buffer): Buffer {
  let at = bytes.indexOf(RETURN)
  if (at === -1) return bytes
  const unix = Buffer.from(bytes)
  let length = at
  for (; at < bytes.length; at++) {
    if (bytes[at] !== RETURN) unix[length++] = bytes[at]!
    else if (bytes[at + 1] !== NEWLINE) throw BAIL
  }
  return unix.subarray(0, length)
}
