import { isArray, type Json } from './json.ts'

/** The types of JSON Schema, in words that follow “is”. */
export const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'empty',
}

/** What a value is, in the same words. */
export const kindOf = (value: Json): string => KINDS[value === null ? 'null' : isArray(value) ? 'array' : typeof value]!
