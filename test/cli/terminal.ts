import { spawn } from '@lydell/node-pty'
import xterm from '@xterm/headless'
import { onTestFinished } from 'vitest'
import { bin } from './slice-oas.ts'

/** What a person can press. */
export const KEYS = {
  enter: '\r',
  tab: '\t',
  up: '\x1b[A',
  down: '\x1b[B',
  backspace: '\x7f',
  ctrlC: '\x03',
  ctrlD: '\x04',
  escape: '\x1b',
} as const

/** A command on a real pseudo-terminal, and what a person in front of it sees. */
export interface Terminal {
  /** Resolves when the text is on the screen, wherever its lines end. @throws what is there instead, after a while */
  shows(text: string | RegExp): Promise<void>
  /** As a person does it: key by key. */
  type(text: string): void
  press(...keys: (keyof typeof KEYS)[]): void
  resize(columns: number, rows: number): void
  /** Everything that stands there now, what was scrolled away too, without spaces at the ends of lines. */
  text(): string
  /** Everything that was written, with escape sequences. */
  raw(): string
  /** Resolves with the exit code. */
  readonly ended: Promise<number>
}

export interface TerminalOptions {
  cwd: string
  columns?: number
  rows?: number
  env?: Record<string, string>
  args?: readonly string[]
  /** What is started; Node.js, with the command in front of the arguments, if nothing else is named. */
  program?: string
}

/** How long something may take to appear on a busy machine. */
const PATIENCE = 30_000

/** Starts the command in front of an emulator of the kind that editors have. */
export function terminal({ cwd, columns = 80, rows = 40, env = {}, args = [], program }: TerminalOptions): Terminal {
  const { CI: _ci, NO_COLOR: _no, FORCE_COLOR: _force, SOURCE_DATE_EPOCH: _epoch, ...inherited } = process.env
  const screen = new xterm.Terminal({ cols: columns, rows, scrollback: 5_000, allowProposedApi: true })
  const child = spawn(program ?? process.execPath, [...(program === undefined ? [bin] : []), ...args], {
    ...{ name: env['TERM'] ?? 'xterm-256color', cols: columns, rows, cwd },
    env: { ...(inherited as Record<string, string>), ...env },
  })
  let raw = ''
  let isOver = false
  const waiting = new Set<() => void>()
  const look = (): void => waiting.forEach((check) => check())
  child.onData((data) => {
    raw += data
    screen.write(data, look)
  })
  const ended = new Promise<number>((resolve) =>
    child.onExit(({ exitCode, signal }) => {
      // What was said last may still be under way.
      setTimeout(() => screen.write('', () => resolve(signal ? 128 + signal : exitCode)), 50)
    }),
  )
  void ended.then(() => {
    isOver = true
    look()
  })
  onTestFinished(() => {
    if (!isOver) child.kill()
    screen.dispose()
  })

  function text(): string {
    const { active } = screen.buffer
    const lines = Array.from({ length: active.length }, (_, row) => active.getLine(row)!)
    return lines
      .map((line) => line.translateToString(true).trimEnd())
      .join('\n')
      .trimEnd()
  }

  return {
    shows(wanted) {
      const isThere = (): boolean => (typeof wanted === 'string' ? unfolded(text()).includes(wanted) : wanted.test(text()))
      return new Promise((resolve, reject) => {
        const give = (why: string): void => (finish(), reject(new Error(`${String(wanted)} ${why}. There is:\n${text()}`)))
        const timer = setTimeout(() => give('did not appear'), PATIENCE)
        const check = (): void => (isThere() ? (finish(), resolve()) : isOver ? give('was never said') : undefined)
        const finish = (): void => {
          clearTimeout(timer)
          waiting.delete(check)
        }
        waiting.add(check)
        check()
      })
    },
    type: (typed) => child.write(typed),
    press: (...keys) => keys.forEach((key) => child.write(KEYS[key])),
    resize(newColumns, newRows) {
      screen.resize(newColumns, newRows)
      child.resize(newColumns, newRows)
    },
    text,
    raw: () => raw,
    ended,
  }
}

/** What a guide at the left stands before is one text. */
const unfolded = (text: string): string => text.replace(/\n│ +/g, (fold) => (fold.length > 4 ? fold : ' '))
