import { BACKSLASH, QUOTE, SPACE, TILDE } from './codes.ts'
import { isExact } from './exact.ts'
import { plainValue } from './read-scalars.ts'
import { keyBehindIndent, scalar } from './write-scalars.ts'
import { PLAIN_WASM, WASM } from './wasm.ts'

/** What `assembly/index.ts` exports; places are addresses in its memory. Whatever it gives up at is a trap. */
export interface Machine {
  readonly memory: WebAssembly.Memory
  beginToRead(maxDepth: number, isOpen: boolean): void
  place(size: number, offset: number, isLast: boolean): number
  rewind(): number
  isStarved(): number
  start(): number
  length(): number
  names(): number
  isMarked(): number
  clear(): void
  openMap(): void
  closeMap(): void
  beginEntries(): void
  entryCount(): number
  entryStart(): number
  entryStarts(): number
  beginTexts(depth: number): void
  textCount(): number
  texts(): number
  jsonToken(): number
  jsonEnter(): number
  jsonNext(): number
  jsonValue(): void
  jsonEntry(): number
  jsonEntries(limit: number): number
  yamlBegin(skipped: number): number
  yamlIsMap(): number
  yamlIndent(): number
  yamlValue(): number
  yamlEntry(column: number): number
  yamlEntries(column: number, limit: number): number
  yamlMarks(): number
  placeToWrite(size: number): number
  beginToWrite(size: number): void
  writeYaml(depth: number): void
  writeJson(depth: number): void
  writeMinified(): void
  readsTheSame(isYaml: boolean, maxDepth: number): number
  lineEnds(size: number): number
  unitsMore(size: number): number
}

/** More memory than this is given back. It grows with the longest text that must be looked at as a whole. */
const MAX_KEPT = 1 << 24

let compiled: WebAssembly.Module | undefined
let machine: Machine | undefined
let memory: Buffer | undefined
let written: object | undefined

/** Nothing is read or written while something else is, so one does for all. */
export function theMachine(): Machine {
  if (typeof WebAssembly === 'undefined') throw new Error('Nothing can be sliced where WebAssembly is switched off (node --jitless).')
  written = undefined
  compiled ??= compile()
  machine ??= new WebAssembly.Instance(compiled, { host: { exactNumber, plainScalar, scalarText, keyText } }).exports as unknown as Machine
  return machine
}

function compile(): WebAssembly.Module {
  try {
    return new WebAssembly.Module(Buffer.from(WASM, 'base64'))
  } catch {
    // Older processors, and virtual ones that pass for these, lack instructions that it has.
    return new WebAssembly.Module(Buffer.from(PLAIN_WASM, 'base64'))
  }
}

/** Says what was written by what is in its memory, until it is used for something else. */
export const keepsWritten = (bytes: object): void => void (written = bytes)

/** Whether that is what is in its memory. */
export const hasWritten = (bytes: object): boolean => written === bytes

/** Its memory; when that grows, it is another buffer, and nothing is left of this one. */
export function room(): Buffer {
  if (!memory?.length) memory = Buffer.from(machine!.memory.buffer)
  return memory
}

/** Writes a text to its memory, as far as there is room. @returns where it ends */
export const put = (text: string, at: number): number => at + ENCODER.encodeInto(text, room().subarray(at)).written

/** Writes a name as JSON. Most are short and of ASCII: to write these by hand takes less than to call for help. @returns where it ends */
export function putName(name: string, at: number): number {
  if (name.length > SHORT) return put(JSON.stringify(name), at)
  const bytes = room()
  let end = at
  bytes[end++] = QUOTE
  for (let index = 0; index < name.length; index++) {
    const code = name.charCodeAt(index)
    if (code < SPACE || code > TILDE || code === QUOTE || code === BACKSLASH) return put(JSON.stringify(name), at)
    bytes[end++] = code
  }
  bytes[end++] = QUOTE
  return end
}

const SHORT = 64

/** Ten times as fast as a buffer's own method. */
const ENCODER = new TextEncoder()

/** Whether it gave up, or there was not room enough for what is to be written, or on the stack. */
export const isTrap = (error: unknown): boolean => error instanceof WebAssembly.RuntimeError || error instanceof RangeError

/** Gives back what an unusually long text took. */
export function release(): void {
  if (machine && room().length > MAX_KEPT) machine = memory = undefined
}

function exactNumber(from: number, end: number, to: number): number {
  const text = room().toString('latin1', from, end)
  return NUMBER.test(text) ? numberTo(to, text, Number(text)) : 0
}

function plainScalar(from: number, end: number, to: number): number {
  const text = room().toString('latin1', from, end)
  const value = plainValue(text)
  if (typeof value === 'string') return 0
  return typeof value === 'number' ? numberTo(to, text, value) : room().write(String(value), to, 'latin1')
}

/** Writes a number, exactly. @returns how long that is, negative if it is a mark */
function numberTo(to: number, text: string, value: number): number {
  if (isExact(text, value)) return room().write(String(value), to, 'latin1')
  return -room().write(`"\\u0000#${text}"`, to, 'latin1')
}

/** A number in JSON (RFC 8259 §6). */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/

function scalarText(from: number, end: number, depth: number, to: number): number {
  return putText(` ${scalar(stringAt(from, end), '  '.repeat(depth))}\n`, to)
}

function keyText(from: number, end: number, depth: number, to: number): number {
  return putText(keyBehindIndent(stringAt(from, end), '  '.repeat(depth)), to)
}

const stringAt = (from: number, end: number): string => JSON.parse(room().toString('utf8', from, end)) as string

/** @returns how many bytes it takes */
function putText(text: string, to: number): number {
  // A UTF-16 unit takes at most three bytes.
  const missing = to + 3 * text.length - room().length
  if (missing > 0) machine!.memory.grow(Math.ceil(missing / PAGE))
  return room().write(text, to, 'utf8')
}

const PAGE = 65_536
