import { stripVTControlCharacters } from 'node:util'

/**
 * Text of a description as a terminal may show it: on one line, without escape sequences, control characters and
 * marks that turn the direction of writing, with which a description could forge lines of the log.
 */
export const plain = (text: string): string =>
  stripVTControlCharacters(text)
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
