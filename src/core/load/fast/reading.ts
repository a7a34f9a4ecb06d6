import { NEWLINE } from '../../machine/codes.ts'
import { MAX_DEPTH } from '../syntax-problem.ts'
import { BAIL } from '../../machine/bail.ts'
import { isTrap, type Machine, release, room, theMachine } from '../../machine/machine.ts'

interface Text {
  text: Buffer
  language: 'json' | 'yaml'
  /** How much of it is looked at, at first. */
  window: number
}

/**
 * A text that is being read. Only a window of it is in the memory of the machine at any time: large enough for a few of
 * the pieces that are read at once, or for one of them if that is larger.
 */
export class Reading {
  readonly machine: Machine
  readonly #text: Buffer
  readonly #isYaml: boolean
  readonly #isOpen: boolean
  #size: number
  #from = 0

  /** @throws BAIL */
  constructor({ text, language, window }: Text) {
    this.#text = text
    this.#isYaml = language === 'yaml'
    // Lines end in a line feed, also the last one.
    this.#isOpen = this.#isYaml && text.at(-1) !== NEWLINE
    this.#size = Math.max(window, 1)
    this.machine = theMachine()
    this.machine.beginToRead(MAX_DEPTH - 3, this.#isOpen)
    this.#look()
  }

  /** Takes a step, as often as it takes until the window is large enough for it. @throws BAIL */
  step<T>(take: (machine: Machine) => T): T {
    for (;;) {
      try {
        return take(this.machine)
      } catch (error) {
        if (!this.machine.isStarved()) throw isTrap(error) ? BAIL : error
        const passed = this.machine.rewind()
        if (passed === 0) this.#size *= 2
        this.#from += passed
        this.#look()
      }
    }
  }

  /** What was read, as JSON. */
  json(from = 0, end: number = this.machine.length()): string {
    const start = this.machine.start() >>> 0
    return room().toString('latin1', start + from, start + end)
  }

  #look(): void {
    const end = this.#end()
    const isLast = end === this.#text.length
    const more = isLast && this.#isOpen ? 1 : 0
    const at = this.machine.place(end - this.#from + more, this.#from, isLast)
    const behind = at + this.#text.copy(room(), at, this.#from, end)
    if (more) room()[behind] = NEWLINE
  }

  /** Where the window ends: in YAML, behind a line. */
  #end(): number {
    const end = this.#from + this.#size
    if (end >= this.#text.length) return this.#text.length
    if (!this.#isYaml) return end
    const before = this.#text.lastIndexOf(NEWLINE, end - 1)
    if (before >= this.#from) return before + 1
    const behind = this.#text.indexOf(NEWLINE, end)
    return behind === -1 ? this.#text.length : behind + 1
  }
}

/** Reads a text. @returns undefined if it gives up */
export function readBy<T>(about: Text, read: (reading: Reading) => T): T | undefined {
  try {
    return read(new Reading(about))
  } catch (error) {
    if (error === BAIL || isTrap(error) || error instanceof SyntaxError) return undefined
    throw error
  } finally {
    release()
  }
}
