/** Codes of the ASCII characters that structure YAML and JSON (YAML 1.2.2 §5.3, RFC 8259 §2). */
export const TAB = 9
export const NEWLINE = 10
export const RETURN = 13
export const SPACE = 32
export const QUOTE = 34
export const HASH = 35
export const AMPERSAND = 38
export const APOSTROPHE = 39
export const ASTERISK = 42
export const PLUS = 43
export const COMMA = 44
export const DASH = 45
export const DOT = 46
export const ZERO = 48
export const NINE = 57
export const COLON = 58
export const LESS = 60
export const GREATER = 62
export const QUESTION = 63
export const OPEN_BRACKET = 91
export const BACKSLASH = 92
export const CLOSE_BRACKET = 93
export const OPEN_BRACE = 123
export const BAR = 124
export const CLOSE_BRACE = 125

/** What ends an indicator; tabs there are left to the full parser. */
export const isBlank = (code: number): boolean => code === SPACE || code === NEWLINE

/** What may separate tokens on a line (YAML 1.2.2 §6.2). */
export const isSpace = (code: number): boolean => code === SPACE || code === TAB

export const isDigit = (code: number): boolean => code >= ZERO && code <= NINE

export const isFlowIndicator = (code: number): boolean =>
  code === COMMA || code === OPEN_BRACKET || code === CLOSE_BRACKET || code === OPEN_BRACE || code === CLOSE_BRACE

/** Thrown to give up; not an error. */
export const BAIL: unique symbol = Symbol('give up')
