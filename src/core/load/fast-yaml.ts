import { type Json, type JsonObject, put } from '../model/json.ts'
import { isIndexKey, type Notes } from './notes.ts'
import { MAX_DEPTH, SyntaxProblem } from './syntax-problem.ts'

/**
 * Parses the YAML that most descriptions, and all slices, are written in: block maps and lists, one-line scalars,
 * literal blocks. What is rarer (folded and several-line scalars, flow collections) is handed to `slow` piece by piece.
 * At anything that reaches beyond a piece (anchors, tags, merge keys) or looks like a mistake it gives up, so that the
 * full parser reads the whole text and says what is wrong.
 *
 * @param slow parses any YAML
 * @returns undefined if it gives up
 */
export function fastYaml(text: string, notes: Notes, slow: (source: string) => Json): Json | undefined {
  if (UNUSUAL.test(text)) return undefined
  const unbroken = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  const endsOpen = !unbroken.endsWith('\n')
  const source = endsOpen ? `${unbroken}\n` : unbroken

  /** The current line: where its content begins, how far that is indented, and where it ends. */
  let start = 0
  let indent = 0
  let end = -1
  /** The key that `keyAt` found last, and where what follows its colon begins. */
  let key = ''
  let afterKey = 0

  try {
    if (!nextLine()) return null
    if (indent === 0 && source.startsWith('---', start)) {
      if (source.slice(start + 3, end).trim() !== '' || !nextLine()) return undefined
    }
    const root: Json[] = []
    if (isDash() || keyAt()) put(root, '0', block(0))
    else return undefined
    return start < source.length ? undefined : root[0]!
  } catch (error) {
    if (error === BAIL || error instanceof RangeError || error instanceof SyntaxProblem) return undefined
    throw error
  }

  /** Moves to the next line with content. Lines of comments and spaces are passed over. */
  function nextLine(): boolean {
    for (;;) {
      const from = end + 1
      if (from >= source.length) {
        start = source.length
        indent = -1
        return false
      }
      end = source.indexOf('\n', from)
      start = from
      while (source.charCodeAt(start) === SPACE) start++
      const code = source.charCodeAt(start)
      if (code === TAB) throw BAIL
      if (start === end || code === HASH) continue
      indent = start - from
      if (indent === 0 && (source.startsWith('---', start) || source.startsWith('...', start)) && from > 0) throw BAIL
      return true
    }
  }

  /** The map or list that begins at the current line. */
  function block(depth: number): Json {
    if (depth > MAX_DEPTH) throw BAIL
    return isDash() ? list(indent, depth) : map(indent, depth)
  }

  function map(column: number, depth: number): JsonObject {
    const object: Record<string, Json> = {}
    const keys: string[] = []
    let numeric = false
    while (indent === column) {
      if (isDash() || !keyAt()) throw BAIL
      const name = key
      if (Object.hasOwn(object, name)) throw BAIL
      keys.push(name)
      numeric ||= isIndexKey(name)
      valueInto(object, name, column, afterKey, depth, true)
    }
    if (indent > column) throw BAIL
    if (numeric) notes.order(object, keys)
    return object
  }

  function list(column: number, depth: number): Json {
    const array: Json[] = []
    while (indent === column && isDash()) {
      let at = start + 1
      while (source.charCodeAt(at) === SPACE) at++
      const code = source.charCodeAt(at)
      if (code === TAB) throw BAIL
      if (at === end || code === HASH) {
        valueInto(array, array.length, column, at, depth, false)
        continue
      }
      const lineStart = start - indent
      start = at
      indent = at - lineStart
      // The item's own first line stands behind the dash.
      if (isDash() || keyAt()) put(array, String(array.length), block(depth + 1))
      else valueInto(array, array.length, column, at, depth, false)
    }
    if (indent > column) throw BAIL
    return array
  }

  /** Whether the current line is an item of a list. */
  function isDash(): boolean {
    if (source.charCodeAt(start) !== DASH) return false
    const next = source.charCodeAt(start + 1)
    return next === SPACE || next === NEWLINE
  }

  /** Whether the current line begins with a key; `key` and `afterKey` tell which, and where its value begins. */
  function keyAt(): boolean {
    const code = source.charCodeAt(start)
    let at: number
    if (code === QUOTE || code === APOSTROPHE) {
      at = quoted(start)
      if (at === -1) return false
      key = decoded
      while (source.charCodeAt(at) === SPACE) at++
      if (source.charCodeAt(at) !== COLON) return false
    } else {
      if (SPECIAL.has(code)) {
        // Flow collections may be values of lists; everything else here is unusual.
        if (code === OPEN_BRACKET || code === OPEN_BRACE || code === BAR || code === GREATER) return false
        throw BAIL
      }
      if ((code === DASH || code === QUESTION || code === COLON) && isBlank(source.charCodeAt(start + 1))) throw BAIL
      at = source.indexOf(':', start)
      while (at !== -1 && at < end && !isBlank(source.charCodeAt(at + 1))) at = source.indexOf(':', at + 1)
      if (at === -1 || at >= end) return false
      let last = at
      while (source.charCodeAt(last - 1) === SPACE) last--
      const written = source.slice(start, last)
      if (written === '<<' || written === '' || written.includes(' #') || written.includes('\t')) throw BAIL
      key = plainValue(written) === null ? 'null' : written
    }
    if (!isBlank(source.charCodeAt(at + 1))) return false
    at++
    while (source.charCodeAt(at) === SPACE) at++
    if (source.charCodeAt(at) === TAB) throw BAIL
    afterKey = at
    return true
  }

  /** Reads the value that begins at `at` on the current line, or on the lines below, and moves on behind it. */
  function valueInto(container: object, name: string | number, column: number, at: number, depth: number, isMap: boolean): void {
    const code = source.charCodeAt(at)
    if (at === end || code === HASH) {
      if (at !== end && source.charCodeAt(at - 1) !== SPACE) throw BAIL
      const isNested = nextLine() && (indent > column || (isMap && indent === column && isDash()))
      if (!isNested) return put(container, String(name), null)
      // A scalar on a line of its own is rare.
      if (!isDash() && !keyAt()) throw BAIL
      return put(container, String(name), block(depth + 1))
    }
    if (code === BAR) return literalInto(container, name, column, at, isMap)
    if (code === QUOTE || code === APOSTROPHE) {
      const behind = quoted(at)
      if (behind === -1 || !isRestEmpty(behind)) return slowInto(container, name, column, at, isMap)
      put(container, String(name), decoded)
      nextLine()
      return indent > column ? slowOrBail() : undefined
    }
    if (code === OPEN_BRACKET || code === OPEN_BRACE) {
      const isEmpty = source.charCodeAt(at + 1) === (code === OPEN_BRACKET ? CLOSE_BRACKET : CLOSE_BRACE) && isRestEmpty(at + 2)
      if (!isEmpty) return slowInto(container, name, column, at, isMap)
      put(container, String(name), code === OPEN_BRACKET ? [] : {})
      nextLine()
      return indent > column ? slowOrBail() : undefined
    }
    if (code === GREATER) return slowInto(container, name, column, at, isMap)
    if (SPECIAL.has(code)) throw BAIL
    plainInto(container, name, column, at, isMap)
  }

  function plainInto(container: object, name: string | number, column: number, at: number, isMap: boolean): void {
    const code = source.charCodeAt(at)
    if ((code === DASH || code === QUESTION || code === COLON) && isBlank(source.charCodeAt(at + 1))) throw BAIL
    let written = source.slice(at, end)
    const comment = written.indexOf(' #')
    if (comment !== -1) written = written.slice(0, comment)
    written = written.trimEnd()
    if (written.includes(': ') || written.endsWith(':') || written.includes('\t')) throw BAIL
    const before = { start, indent, end }
    nextLine()
    if (indent > column) {
      if (comment !== -1) throw BAIL
      ;({ start, indent, end } = before)
      return slowInto(container, name, column, at, isMap)
    }
    const value = plainValue(written)
    put(container, String(name), value)
    if (typeof value === 'number') notes.number(container, name, written, value)
  }

  /** A literal block (YAML 1.2.2 §8.1.2). */
  function literalInto(container: object, name: string | number, column: number, at: number, isMap: boolean): void {
    const header = source.slice(at, end)
    if (header !== '|' && header !== '|-' && header !== '|+') return slowInto(container, name, column, at, isMap)
    const lines: string[] = []
    let inner = -1
    let from = end + 1
    for (; from < source.length;) {
      const lineEnd = source.indexOf('\n', from)
      let content = from
      while (source.charCodeAt(content) === SPACE) content++
      const isEmpty = content === lineEnd
      if (inner === -1 && !isEmpty) {
        inner = content - from
        if (inner <= column || lines.some((line) => line.length > inner)) break
      }
      if (!isEmpty && content - from < inner) break
      lines.push(inner === -1 ? source.slice(from, lineEnd) : source.slice(Math.min(from + inner, lineEnd), lineEnd))
      from = lineEnd + 1
    }
    const isShort = inner <= column
    if (isShort || (endsOpen && from >= source.length)) return slowInto(container, name, column, at, isMap)
    // Empty lines at the front were taken before the indentation was known.
    const firstFull = lines.findIndex((line) => line.trim() !== '')
    for (let index = 0; index < firstFull; index++) lines[index] = ''
    let last = lines.length
    while (last > 0 && lines[last - 1] === '') last--
    const body = lines.slice(0, last).join('\n')
    put(container, String(name), header === '|-' ? body : header === '|' ? `${body}\n` : `${lines.join('\n')}\n`)
    end = from - 1
    nextLine()
    if (indent > column) throw BAIL
  }

  /** Hands the value and all lines below it that are indented further to the full parser. */
  function slowInto(container: object, name: string | number, column: number, at: number, isMap: boolean): void {
    const isFlow = source.charCodeAt(at) === OPEN_BRACKET || source.charCodeAt(at) === OPEN_BRACE
    let behind = end + 1
    for (let from = behind; from < source.length;) {
      const lineEnd = source.indexOf('\n', from)
      let content = from
      while (source.charCodeAt(content) === SPACE) content++
      const code = source.charCodeAt(content)
      // The bracket that closes a flow collection may stand as far left as its key.
      const isClosing = isFlow && content - from === column && (code === CLOSE_BRACKET || code === CLOSE_BRACE)
      if (content !== lineEnd && content - from <= column && !isClosing) break
      from = lineEnd + 1
      behind = from
    }
    const piece = source.slice(at, endsOpen && behind >= source.length ? source.length - 1 : behind)
    // Anchors, aliases and tags; in text they are nothing but text.
    if (isFlow && /[\s,[{:][&*!]/.test(piece)) throw BAIL
    const read = slow(`${' '.repeat(column)}${isMap ? 'x: ' : '- '}${piece}`)
    const holder = read as JsonObject
    const inner = isMap ? 'x' : '0'
    if (!Object.hasOwn(holder, inner) || Object.keys(holder).length !== 1) throw BAIL
    const value = holder[inner]!
    put(container, String(name), value)
    const exact = typeof value === 'number' ? notes.numberAt(holder, inner) : undefined
    if (exact !== undefined) notes.number(container, name, exact, value as number)
    end = behind - 1
    nextLine()
  }

  function slowOrBail(): never {
    throw BAIL
  }

  function isRestEmpty(at: number): boolean {
    if (at === end) return true
    const rest = source.slice(at, end)
    return /^(?: +#.*| *)$/.test(rest)
  }

  /** Reads a quoted scalar on one line into `decoded`. @returns where it ends, or -1 if that is not on this line */
  function quoted(open: number): number {
    const isDouble = source.charCodeAt(open) === QUOTE
    let at = open + 1
    if (!isDouble) {
      let isEscaped = false
      for (;;) {
        at = source.indexOf("'", at)
        if (at === -1 || at >= end) return -1
        if (source.charCodeAt(at + 1) !== APOSTROPHE) break
        isEscaped = true
        at += 2
      }
      decoded = source.slice(open + 1, at)
      if (isEscaped) decoded = decoded.replaceAll("''", "'")
      return at + 1
    }
    let isEscaped = false
    for (; at < end; at++) {
      const code = source.charCodeAt(at)
      if (code === QUOTE) break
      if (code !== BACKSLASH) continue
      isEscaped = true
      at++
    }
    if (at >= end) return -1
    decoded = source.slice(open + 1, at)
    if (decoded.includes('\t')) throw BAIL
    if (isEscaped) decoded = unescaped(source.slice(open, at + 1))
    return at + 1
  }
}

/** What `quoted` read last. */
let decoded = ''

/** The escapes that YAML and JSON share are left to `JSON.parse`. */
function unescaped(literal: string): string {
  if (/\\[^"\\/bfnrtu]/.test(literal.replaceAll('\\\\', ''))) throw BAIL
  try {
    return JSON.parse(literal) as string
  } catch {
    throw BAIL
  }
}

/** A plain scalar by the core schema (YAML 1.2.2 §10.3.2). */
function plainValue(written: string): string | number | boolean | null {
  const code = written.charCodeAt(0)
  const isNumeric = (code >= 48 && code <= 57) || code === DASH || code === 43 || code === 46
  if (isNumeric) {
    if (/^[-+]?\d+$/.test(written) || FLOAT.test(written)) return Number(written)
    if (/^0o[0-7]+$/.test(written) || /^0x[\da-fA-F]+$/.test(written)) return Number(written)
    if (/^[-+]?\.(?:inf|Inf|INF)$/.test(written)) return code === DASH ? -Infinity : Infinity
    return /^\.(?:nan|NaN|NAN)$/.test(written) ? Number.NaN : written
  }
  return WORDS.has(written) ? WORDS.get(written)! : written
}

const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/

const WORDS = new Map<string, boolean | null>([
  ['', null],
  ['~', null],
  ['null', null],
  ['Null', null],
  ['NULL', null],
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
])

/** Thrown to give up; not an error. */
const BAIL: unique symbol = Symbol('give up')

/** Control characters, odd line breaks and byte order marks. */
// oxlint-disable-next-line no-control-regex
const UNUSUAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0085\u2028\u2029\ufeff]|^%/m

const TAB = 9
const NEWLINE = 10
const SPACE = 32
const QUOTE = 34
const HASH = 35
const APOSTROPHE = 39
const DASH = 45
const COLON = 58
const GREATER = 62
const QUESTION = 63
const OPEN_BRACKET = 91
const BACKSLASH = 92
const CLOSE_BRACKET = 93
const OPEN_BRACE = 123
const BAR = 124
const CLOSE_BRACE = 125

const isBlank = (code: number): boolean => code === SPACE || code === NEWLINE

/** Characters that no plain scalar begins with. */
const SPECIAL: ReadonlySet<number> = new Set([...'#&*!|>%@`,[]{}'].map((character) => character.charCodeAt(0)))
