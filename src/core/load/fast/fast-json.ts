import type { Json } from '../../model/json.ts'
import { OPEN_BRACE } from '../../machine/codes.ts'
import { closeEntries, newEntries } from '../entries.ts'
import type { Notes } from '../notes.ts'
import type { Outline } from '../outline.ts'
import { BAIL } from '../../machine/bail.ts'
import { depthOf, noteEntries, PIECE, takeBatch, takeEntry, takeInto, windowFor } from './pieces.ts'
import { readBy, type Reading } from './reading.ts'
import { Restorer } from './restore.ts'

/**
 * Parses JSON (RFC 8259). At a name used twice, and at whatever else is a mistake, it gives up, so that the careful
 * parser reads the whole text and says what is wrong.
 *
 * @param outline is filled in, if the text is large
 * @param piece how much of a large text is copied at any time
 * @returns undefined if it gives up
 */
export function fastJson(bytes: Buffer, notes: Notes, outline: Outline = new Map(), piece: number = PIECE): Json | undefined {
  return readBy({ text: bytes, language: 'json', window: windowFor(piece) }, (reading) => {
    const isLarge = bytes.length > piece && reading.step((machine) => machine.jsonToken()) === OPEN_BRACE
    const root = isLarge ? readLarge(reading, new Restorer(notes), outline, piece, true) : readWhole(reading, new Restorer(notes))
    if (reading.step((machine) => machine.jsonToken()) !== END) throw BAIL
    return root
  })
}

/** There are no more characters. */
const END = -1

function readWhole(reading: Reading, restorer: Restorer): Json {
  const holder: Json[] = []
  reading.step((machine) => machine.jsonValue())
  takeInto(holder, '0', reading, restorer)
  return holder[0]!
}

/**
 * An object that is put together here, so that only pieces of a large text are copied at any time: the entries of
 * `paths`, of `components/schemas` and so on, several at once.
 */
function readLarge(reading: Reading, restorer: Restorer, outline: Outline, piece: number, isRoot: boolean): Json {
  const { machine } = reading
  const entries = newEntries()
  const readInside = (name: string, inside: Outline): Json =>
    isRoot && name === 'components'
      ? readLarge(reading, restorer, inside, piece, false)
      : readBatches(reading, restorer, inside, piece, depthOf(name))
  for (let isMore = reading.step(() => machine.jsonEnter()); isMore; isMore = reading.step(() => machine.jsonNext())) {
    const isObject = reading.step(() => machine.jsonEntry())
    takeEntry(entries, outline, reading, restorer, isObject ? readInside : undefined)
  }
  return closeEntries(entries, restorer.notes)
}

function readBatches(reading: Reading, restorer: Restorer, outline: Outline, piece: number, depth: number): Json {
  const { machine } = reading
  const entries = newEntries()
  const starts: number[] = []
  for (let isMore = reading.step(() => machine.jsonEnter()); isMore;) {
    isMore = takeBatch(entries, starts, depth, reading, restorer, () => machine.jsonEntries(piece))
  }
  noteEntries(outline, entries, starts)
  return closeEntries(entries, restorer.notes)
}
