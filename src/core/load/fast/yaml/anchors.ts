import { BAIL, COLON, isFlowIndicator, isSpace, NEWLINE } from '../bytes.ts'
import { writeMark } from '../output.ts'
import type { Reader } from './reader.ts'

/** Reads the name of an anchor or alias (YAML 1.2.2 §6.9.2) behind its indicator; `reader.at` tells where it ends. */
export function readName(reader: Reader, indicator: number): string {
  const { bytes } = reader
  let at = indicator + 1
  for (let code = bytes[at]!; code !== NEWLINE && !isSpace(code) && !isFlowIndicator(code); code = bytes[at]!) at++
  reader.at = at
  // With a colon at its end, it would be ambiguous.
  if (at === indicator + 1 || bytes[at - 1] === COLON) throw BAIL
  return bytes.toString('utf8', indicator + 1, at)
}

/** Reads an alias (§7.1). */
export function readAlias(reader: Reader, indicator: number): void {
  const number = reader.anchors.get(readName(reader, indicator)) ?? -1
  if (number === -1) throw BAIL
  writeMark(reader.output, `*${number}`)
}
