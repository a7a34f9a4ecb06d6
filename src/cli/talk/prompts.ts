import { styleText } from 'node:util'
import { autocomplete, cancel, intro, isCancel, outro, S_BAR, S_STEP_SUBMIT, S_WARN, select, updateSettings } from '@clack/prompts'
import { cut } from '../list-text.ts'
import { folded, guided } from './guided.ts'
import { type LineQuestion, linePrompt } from './line-prompt.ts'
import { commandText } from './shell.ts'

/** Ctrl-D leaves, too: nothing could be typed any more after it, and nobody would notice that. */
updateSettings({ aliases: { '\u0004': 'cancel' } })

/** Somebody has pressed Ctrl-C instead of answering. */
export class Left extends Error {}

async function answered<Value>(answer: Promise<Value>): Promise<Exclude<Value, symbol>> {
  const value = await answer
  if (isCancel(value)) throw new Left()
  return value as Exclude<Value, symbol>
}

/** One of several answers. */
export interface Choice<Value> {
  value: Value
  label: string
  hint?: string
}

/** Asks for an answer that is typed. @throws Left */
export const askForLine = (question: LineQuestion): Promise<string> => answered(linePrompt(question))

/** Asks for one of a few answers. @throws Left */
export const choose = <Value extends string>(message: string, choices: readonly Choice<Value>[], initialValue?: Value): Promise<Value> =>
  answered(select<string>({ message, options: [...choices], ...(initialValue !== undefined && { initialValue }) })) as Promise<Value>

/** What stands in front of an answer in a list. */
const BULLET = 6

/** Asks for one of many answers, a line each, which typing narrows down: every word must occur. @throws Left */
export function pick(message: string, choices: readonly Choice<string>[], initialValue?: string): Promise<string> {
  const width = (process.stdout.columns ?? 80) - BULLET
  const whole = new Map(choices.map(({ value, label }) => [value, label]))
  return answered(
    autocomplete<string>({
      message: along(message),
      options: choices.map(({ value, label }) => ({ value, label: cut(label, width) })),
      filter: (search, { value }) => includesWords(whole.get(value)!, search),
      validate: (value) => (value === undefined ? 'Nothing in the list has that in it. Type something else.' : undefined),
      ...(initialValue !== undefined && { initialValue }),
    }),
  )
}

/** For prompts that put the guide in front of the first line only. */
const along = (text: string): string => folded(text).join(`\n${styleText('gray', S_BAR)}  `)

function includesWords(text: string, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/)
  return words.every((word) => text.toLowerCase().includes(word))
}

const MARKS = { step: styleText('green', S_STEP_SUBMIT), warning: styleText('yellow', S_WARN) }

/** Says something along the guide. @param mark what stands in front of the first line instead of it */
export function tell(lines: readonly string[], mark?: keyof typeof MARKS): void {
  const shown = lines.flatMap((line, index) => guided(line, index === 0 && mark !== undefined ? { first: MARKS[mark] } : {}))
  process.stdout.write([styleText('gray', S_BAR), ...shown, ''].join('\n'))
}

/** Says that something takes a moment, for as long as it does. */
export async function busy<Result>(work: () => Promise<Result>): Promise<Result> {
  process.stdout.write(guided('One moment …')[0]!)
  try {
    return await work()
  } finally {
    process.stdout.write('\r\u001b[2K')
  }
}

/** Shows a command line of ours beside the guide, so that it can be copied whole. */
export const showCommand = (words: readonly string[]): void => void process.stdout.write(`${styleText('cyan', commandText(words))}\n`)

/** The first words of a conversation. */
export const begin = (text: string): void => intro(along(styleText('bold', text)))

/** The last words of one that led somewhere. */
export const end = (text: string): void => outro(along(text))

/** The last words of one that was broken off. */
export const leave = (text: string): void => cancel(text)
