/** Codes of the ASCII characters that structure YAML and JSON (YAML 1.2.2 §5.3, RFC 8259 §2). */
export const TAB: u32 = 9
export const NEWLINE: u32 = 10
export const RETURN: u32 = 13
export const SPACE: u32 = 32
export const QUOTE: u32 = 34
export const HASH: u32 = 35
export const DOLLAR: u32 = 36
export const AMPERSAND: u32 = 38
export const APOSTROPHE: u32 = 39
export const ASTERISK: u32 = 42
export const PLUS: u32 = 43
export const COMMA: u32 = 44
export const DASH: u32 = 45
export const DOT: u32 = 46
export const ZERO: u32 = 48
export const NINE: u32 = 57
export const COLON: u32 = 58
export const LESS: u32 = 60
export const EQUALS: u32 = 61
export const GREATER: u32 = 62
export const QUESTION: u32 = 63
export const OPEN_BRACKET: u32 = 91
export const BACKSLASH: u32 = 92
export const CLOSE_BRACKET: u32 = 93
export const UNDERSCORE: u32 = 95
export const OPEN_BRACE: u32 = 123
export const BAR: u32 = 124
export const CLOSE_BRACE: u32 = 125
export const TILDE: u32 = 126

/** What ends an indicator; tabs there are left to the full parser. */
export function isBlank(code: u32): bool {
  return code === SPACE || code === NEWLINE
}

/** What may separate tokens on a line (YAML 1.2.2 §6.2). */
export function isSpace(code: u32): bool {
  return code === SPACE || code === TAB
}

export function isDigit(code: u32): bool {
  return code - ZERO <= 9
}

export function isFlowIndicator(code: u32): bool {
  return code === COMMA || code === OPEN_BRACKET || code === CLOSE_BRACKET || code === OPEN_BRACE || code === CLOSE_BRACE
}

const MAX_TABLES: usize = 24
const TABLES: usize = memory.data(256 * 24)
let tables: usize = 0

/** A table by character, all zero. */
export function newTable(): usize {
  if (tables === MAX_TABLES) unreachable()
  return TABLES + 256 * tables++
}

/** Whether a character is in a table. */
export function has(table: usize, code: u32): bool {
  return load<u8>(table + code) !== 0
}

export function put(table: usize, code: u32, value: u32 = 1): void {
  store<u8>(table + code, value as u8)
}

export function putAll(table: usize, characters: string, value: u32 = 1): void {
  for (let index = 0; index < characters.length; index++) put(table, characters.charCodeAt(index), value)
}

/** A table of some characters. */
export function tableOf(characters: string): usize {
  const table = newTable()
  putAll(table, characters)
  return table
}

/** Where a string of JSON ends that begins somewhere. */
export function behindString(open: usize): usize {
  let at = open + 1
  for (let code = load<u8>(at) as u32; code !== QUOTE; code = load<u8>(at) as u32) at += code === BACKSLASH ? 2 : 1
  return at + 1
}
