import { type Json, isContainer } from '../../model/json.ts'
import { addEntry, closeEntries, newEntries } from '../entries.ts'
import type { Notes } from '../notes.ts'
import { BAIL, OPEN_BRACE, OPEN_BRACKET } from './bytes.ts'
import { openMap, releaseOutput, textOf } from './output.ts'
import { PIECE, takeEntries, takeInto, takeName } from './pieces.ts'
import { Restorer } from './restore.ts'
import { enterMap, isKey, readBlock, readEntry, readKey, readValue } from './yaml/blocks.ts'
import { readFlow } from './yaml/flow.ts'
import { endLine, nextLine } from './yaml/lines.ts'
import { type Reader, readerOf, releaseReader } from './yaml/reader.ts'

/**
 * Parses the YAML that descriptions are written in. At what is rare (tags, directives, several documents, tabs for
 * indentation and the like) and at whatever looks like a mistake it gives up, so that the full parser reads the whole
 * text and says what is wrong.
 *
 * @param piece how much of a large text is JSON at any time
 * @returns undefined if it gives up
 */
export function fastYaml(bytes: Buffer, notes: Notes, piece: number = PIECE): Json | undefined {
  try {
    return readDocument(readerOf(bytes), new Restorer(notes), piece)
  } catch (error) {
    if (error === BAIL || error instanceof RangeError || error instanceof SyntaxError) return undefined
    throw error
  } finally {
    releaseReader()
    releaseOutput()
  }
}

/** The same as JSON without spaces, and in ASCII; undefined if it gives up, or if JSON could not say everything. */
export function yamlAsJson(bytes: Buffer): string | undefined {
  try {
    const reader = readerOf(bytes)
    return nextLine(reader, false) && readSmall(reader) ? textOf(reader.output) : undefined
  } catch (error) {
    if (error === BAIL) return undefined
    throw error
  } finally {
    releaseReader()
    releaseOutput()
  }
}

function readDocument(reader: Reader, restorer: Restorer, piece: number): Json {
  skipStart(reader)
  if (!nextLine(reader, false)) return null
  const code = reader.bytes[reader.start]
  // A byte order mark that is not at the very beginning.
  if (code === 0xef) throw BAIL
  if (reader.bytes.length > piece && isKey(reader)) {
    const root = readLarge(reader, restorer, piece, true)
    if (reader.indent !== -1) throw BAIL
    return root
  }
  const isAll = readSmall(reader)
  const holder: Json[] = []
  takeInto(holder, '0', reader.output, restorer)
  // A scalar is no description, and at the root its rules are others.
  if (!isAll || !isContainer(holder[0])) throw BAIL
  return holder[0]
}

/** Reads the value that begins at the current line. @returns whether that is all there is */
function readSmall(reader: Reader): boolean {
  const code = reader.bytes[reader.start]
  if (code === OPEN_BRACE || code === OPEN_BRACKET) {
    readFlow(reader, reader.start, -1)
    endLine(reader, reader.at)
    nextLine(reader, false)
  } else readBlock(reader, -1)
  return reader.indent === -1
}

/** Passes over the line that begins a document (YAML 1.2.2 §9.1.2), with the comments above it. */
function skipStart(reader: Reader): void {
  const start = /^(?: *(?:#.*)?\n)*---(?: +#.*| *)\n/.exec(reader.bytes.toString('latin1', 0, 4096))
  if (start) reader.end = start[0].length - 1
}

/**
 * The map that begins at the current line, put together here, so that no more than pieces of a large text are JSON at
 * any time: the entries of `paths`, of `components/schemas` and so on, several at once.
 */
function readLarge(reader: Reader, restorer: Restorer, piece: number, isRoot: boolean): Json {
  const { output, indent: column } = reader
  const entries = newEntries()
  do {
    openMap(output)
    const from = output.length
    readKey(reader)
    if (enterMap(reader, column)) {
      const name = takeName(output, from)
      const value = isRoot && name === 'components' ? readLarge(reader, restorer, piece, false) : readBatches(reader, restorer, piece)
      if (!addEntry(entries, name, value, undefined, restorer.notes)) throw BAIL
    } else {
      readValue(reader, column, true)
      takeEntries(entries, output, restorer)
    }
  } while (reader.indent === column)
  if (reader.indent > column) throw BAIL
  return closeEntries(entries, restorer.notes)
}

function readBatches(reader: Reader, restorer: Restorer, piece: number): Json {
  const { output, indent: column } = reader
  const entries = newEntries()
  do {
    openMap(output)
    do readEntry(reader, column)
    while (reader.indent === column && output.length < piece)
    takeEntries(entries, output, restorer)
  } while (reader.indent === column)
  if (reader.indent > column) throw BAIL
  return closeEntries(entries, restorer.notes)
}
