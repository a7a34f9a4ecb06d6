import type { Json } from '../model/json.ts'
import { put } from '../model/json.ts'
import { isIndexKey, type Notes } from './notes.ts'
import { MAX_DEPTH, SyntaxProblem, TOO_DEEP } from './syntax-problem.ts'

/**
 * Parses JSON (RFC 8259) as `JSON.parse` does, and keeps what that loses: exact numbers, the order of integer-like
 * keys, and the place of a mistake. Duplicate keys are refused.
 *
 * @throws SyntaxProblem
 */
export function carefulJson(source: string, notes: Notes): Json {
  let at = 0
  const root: Json[] = []
  readInto(root, 0, 0)
  skipSpace()
  if (at < source.length) fail('Expected the end of the file')
  return root[0]!

  function readInto(container: object, key: string | number, depth: number): void {
    skipSpace()
    const code = source.charCodeAt(at)
    const value = code === 34 ? readString() : code === 123 ? readObject(depth) : code === 91 ? readArray(depth) : undefined
    if (value !== undefined) put(container, String(key), value)
    else readScalar(container, key)
  }

  function readObject(depth: number): Json {
    if (depth > MAX_DEPTH) throw new SyntaxProblem('too-deep', TOO_DEEP, at)
    const object: Record<string, Json> = {}
    const keys: string[] = []
    const starts: number[] = []
    let numeric = false
    at++
    skipSpace()
    if (source.charCodeAt(at) === 125) return (at++, object)
    for (;;) {
      skipSpace()
      if (source.charCodeAt(at) !== 34) fail('Expected a name in double quotes')
      const start = at
      const key = readString()
      if (Object.hasOwn(object, key)) duplicate(key, start, starts[keys.indexOf(key)]!)
      keys.push(key)
      starts.push(start)
      numeric ||= isIndexKey(key)
      expect(58, 'Expected “:” after the name')
      readInto(object, key, depth + 1)
      skipSpace()
      const code = source.charCodeAt(at)
      if (code === 125) break
      expect(44, 'Expected “,” or “}”')
    }
    at++
    if (numeric) notes.order(object, keys)
    return object
  }

  function readArray(depth: number): Json {
    if (depth > MAX_DEPTH) throw new SyntaxProblem('too-deep', TOO_DEEP, at)
    const array: Json[] = []
    at++
    skipSpace()
    if (source.charCodeAt(at) === 93) return (at++, array)
    for (;;) {
      readInto(array, array.length, depth + 1)
      skipSpace()
      if (source.charCodeAt(at) === 93) break
      expect(44, 'Expected “,” or “]”')
    }
    at++
    return array
  }

  function readString(): string {
    const start = ++at
    for (; ; at++) {
      const code = source.charCodeAt(at)
      if (code === 34) return source.slice(start, at++)
      if (code === 92) return readEscaped(start)
      if (!(code >= 32)) fail('Expected the closing double quote; a line break or control character must be escaped')
    }
  }

  /** A string with escapes is rare enough to leave to `JSON.parse`. */
  function readEscaped(start: number): string {
    for (let code = 92; code !== 34; code = source.charCodeAt(at)) {
      if (!(code >= 32)) fail('Expected the closing double quote; a line break or control character must be escaped')
      at += code === 92 ? 2 : 1
    }
    try {
      return JSON.parse(source.slice(start - 1, ++at)) as string
    } catch {
      at = start + source.slice(start, at).search(/\\(?!["\\/bfnrt]|u[\dA-Fa-f]{4})/)
      return fail('Expected a valid escape such as \\n or \\u00e9')
    }
  }

  function readScalar(container: object, key: string | number): void {
    NUMBER_OR_WORD.lastIndex = at
    const found = NUMBER_OR_WORD.exec(source)?.[0]
    if (found === undefined) return fail('Expected a value')
    const value = JSON.parse(found) as Json
    at += found.length
    if (typeof value === 'number') notes.number(container, key, found, value)
    put(container, String(key), value)
  }

  function skipSpace(): void {
    for (;;) {
      const code = source.charCodeAt(at)
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return
      at++
    }
  }

  function expect(code: number, message: string): void {
    skipSpace()
    if (source.charCodeAt(at) !== code) fail(message)
    at++
  }

  function fail(message: string): never {
    const found = at < source.length ? ` but found ${JSON.stringify(source.slice(at, at + 12).split('\n')[0])}` : ' but the file ends'
    throw new SyntaxProblem('syntax-error', message + found, Math.min(at, source.length))
  }

  function duplicate(key: string, start: number, earlier: number): never {
    throw new SyntaxProblem('duplicate-key', `The name ${JSON.stringify(key)} is used twice in the same object`, start, earlier)
  }
}

const NUMBER_OR_WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y
