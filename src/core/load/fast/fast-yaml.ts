import { type Json, isContainer } from '../../model/json.ts'
import { closeEntries, newEntries } from '../entries.ts'
import { NEWLINE, RETURN } from '../../machine/codes.ts'
import type { Notes } from '../notes.ts'
import type { Outline } from '../outline.ts'
import { BAIL } from '../../machine/bail.ts'
import { depthOf, noteEntries, PIECE, takeBatch, takeEntry, takeInto, windowFor } from './pieces.ts'
import { readBy, type Reading } from './reading.ts'
import { Restorer } from './restore.ts'

/**
 * Parses the YAML that descriptions are written in. At what is rare (tags, directives, several documents, tabs for
 * indentation and the like) and at whatever looks like a mistake it gives up, so that the full parser reads the whole
 * text and says what is wrong.
 *
 * @param outline is filled in, if the text is large, and each of its entries means the same wherever it stands
 * @param piece how much of a large text is JSON at any time
 * @returns undefined if it gives up
 */
export function fastYaml(bytes: Buffer, notes: Notes, outline: Outline = new Map(), piece: number = PIECE): Json | undefined {
  const text = withoutReturns(bytes)
  if (!text) return undefined
  return readBy({ text, language: 'yaml', window: windowFor(piece) }, (reading) => {
    const skipped = startOf(text)
    const first = reading.step((machine) => machine.yamlBegin(skipped))
    if (first === END) return null
    if (first === BYTE_ORDER_MARK) throw BAIL
    const restorer = new Restorer(notes)
    if (text.length <= piece || !reading.machine.yamlIsMap()) return readWhole(reading, restorer)
    const root = readLarge(reading, restorer, outline, piece, true)
    if (reading.machine.yamlIndent() !== -1) throw BAIL
    // What is elsewhere in the file, or what an anchor names.
    if (text !== bytes || reading.machine.yamlMarks() > 0) outline.clear()
    return root
  })
}

/** There is nothing but space and comments. */
const END = -1

/** The first byte of one that is not at the very beginning. */
const BYTE_ORDER_MARK = 0xef

/** One kind of line break (YAML 1.2.2 §5.4). A carriage return by itself is one, too, but only the full parser tells where. */
function withoutReturns(bytes: Buffer): Buffer | undefined {
  let at = bytes.indexOf(RETURN)
  if (at === -1) return bytes
  const unix = Buffer.from(bytes)
  let length = at
  for (; at < bytes.length; at++) {
    if (bytes[at] !== RETURN) unix[length++] = bytes[at]!
    else if (bytes[at + 1] !== NEWLINE) return undefined
  }
  return unix.subarray(0, length)
}

/** Where a document begins behind the line that says so (§9.1.2), and the comments above it. */
function startOf(text: Buffer): number {
  return /^(?: *(?:#.*)?\n)*---(?: +#.*| *)\n/.exec(text.toString('latin1', 0, 4096))?.[0].length ?? 0
}

function readWhole(reading: Reading, restorer: Restorer): Json {
  const isAll = reading.step((machine) => machine.yamlValue())
  const holder: Json[] = []
  takeInto(holder, '0', reading, restorer)
  // A scalar is no description, and at the root its rules are others.
  if (!isAll || !isContainer(holder[0])) throw BAIL
  return holder[0]
}

/**
 * The map that begins at the current line, put together here, so that no more than pieces of a large text are JSON at
 * any time: the entries of `paths`, of `components/schemas` and so on, several at once.
 */
function readLarge(reading: Reading, restorer: Restorer, outline: Outline, piece: number, isRoot: boolean): Json {
  const { machine } = reading
  const column = machine.yamlIndent()
  const entries = newEntries()
  const readInside = (name: string, inside: Outline): Json =>
    isRoot && name === 'components'
      ? readLarge(reading, restorer, inside, piece, false)
      : readBatches(reading, restorer, inside, piece, depthOf(name))
  do {
    const isMap = reading.step(() => machine.yamlEntry(column))
    takeEntry(entries, outline, reading, restorer, isMap ? readInside : undefined)
  } while (machine.yamlIndent() === column)
  if (machine.yamlIndent() > column) throw BAIL
  return closeEntries(entries, restorer.notes)
}

function readBatches(reading: Reading, restorer: Restorer, outline: Outline, piece: number, depth: number): Json {
  const { machine } = reading
  const column = machine.yamlIndent()
  const entries = newEntries()
  const starts: number[] = []
  let isMore: number
  do {
    isMore = takeBatch(entries, starts, depth, reading, restorer, () => machine.yamlEntries(column, piece))
  } while (isMore)
  noteEntries(outline, entries, starts)
  return closeEntries(entries, restorer.notes)
}
