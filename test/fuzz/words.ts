import type { SliceResult } from '../../src/index.ts'

/** What no reader of a message should meet: the insides of the program. */
const INSIDES = [
  /(?<!-)\bundefined\b(?!-)/,
  /\[object /,
  /\bNaN\b/,
  /^\s+at .*:\d+/m,
  /\b(?:Type|Reference|Range|Assertion)Error\b/,
  /Cannot read|is not a function|is not iterable|Maximum call stack|Invalid array length|Invalid string length|heap/,
  /node:|node_modules|\bdist\//,
]

/** Characters: longer ones are read by nobody. */
const MAX_MESSAGE = 2_000

/** What is wrong with a message. @param source the description, whose own words may be anything */
export function wrongWords(message: string, source: string): string[] {
  const found = INSIDES.flatMap((pattern) => pattern.exec(message)?.[0] ?? []).filter((word) => !source.includes(word))
  const complaints = found.map((word) => `says ${JSON.stringify(word)}: ${message.slice(0, 300)}`)
  if (message.trim() === '') complaints.push('says nothing')
  if (message.length > MAX_MESSAGE) complaints.push(`is ${message.length} characters long: ${message.slice(0, 200)}`)
  return complaints
}

/** Everything that a result tells people. */
export const messagesOf = ({ problems, failures }: SliceResult): string[] => [
  ...problems.flatMap(({ message, help }) => [message, help]),
  ...failures.flatMap(({ reason, help }) => [reason, help]),
]
