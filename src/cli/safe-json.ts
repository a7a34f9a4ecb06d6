/** JSON that is exact for programs and harmless on a terminal: what `plain` takes away is escaped, as JSON itself does below U+0020. */
export const safeJson = (value: unknown): string => `${JSON.stringify(value, null, 2).replace(UNPRINTABLE, escaped)}\n`

const UNPRINTABLE = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
