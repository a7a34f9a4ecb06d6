/**
 * What a terminal obeys instead of showing it: control characters, with which escape sequences begin, marks that turn the
 * direction of writing, and other ends of lines.
 */
export const UNPRINTABLE = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu

/** A line of a file as a terminal may show it: nothing moves, so that a mark below it stays in its place. */
export const plainLine = (line: string): string => line.replace(UNPRINTABLE, (character) => (character === '\t' ? ' ' : '\ufffd'))

/** JSON that is exact for programs and harmless on a terminal: what that would obey is escaped, as JSON itself does below U+0020. */
export const printableJson = (value: unknown): string => `${JSON.stringify(value, null, 2).replace(UNPRINTABLE_INSIDE, escaped)}\n`

/** All of these but the end of a line: a report has a million of them, and each match takes its time. */
const UNPRINTABLE_INSIDE = /[\0-\t\v-\u001f\u007f-\u009f\p{Bidi_Control}\u2028\u2029]/gu

/** A UTF-16 code unit as JSON, YAML and JavaScript escape it. */
export const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
