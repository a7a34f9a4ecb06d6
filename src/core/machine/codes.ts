/** Codes of the ASCII characters that structure YAML and JSON (YAML 1.2.2 §5.3, RFC 8259 §2). */
export const TAB = 9
export const NEWLINE = 10
export const RETURN = 13
export const SPACE = 32
export const QUOTE = 34
export const HASH = 35
export const COMMA = 44
export const DASH = 45
export const COLON = 58
export const OPEN_BRACKET = 91
export const BACKSLASH = 92
export const CLOSE_BRACKET = 93
export const OPEN_BRACE = 123
export const CLOSE_BRACE = 125
export const TILDE = 126

/** What ends an indicator. */
export const isBlank = (code: number): boolean => code === SPACE || code === NEWLINE
