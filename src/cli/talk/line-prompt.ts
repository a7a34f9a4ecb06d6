import { styleText } from 'node:util'
import { TextPrompt } from '@clack/core'
import { S_BAR, S_BAR_END, symbol } from '@clack/prompts'
import { guided } from './guided.ts'

/** A question that is answered by typing. */
export interface LineQuestion {
  message: string
  /** The answer of an empty line, shown until something is typed. */
  suggestion?: string | undefined
  /** What stands there from the beginning. */
  initial?: string | undefined
  /** Lines beneath what is typed, at every key. */
  below?: (typed: string) => readonly string[]
  /** What is wrong with an answer, in words; undefined if nothing is. */
  check: (answer: string) => string | undefined | Promise<string | undefined>
  /** What is said while an answer is checked. */
  busy?: string
}

/** Asks until an answer passes its check. */
export function linePrompt({ message, suggestion, initial, below, check, busy = 'One moment …' }: LineQuestion): Promise<string | symbol> {
  const answerOf = (typed: string | undefined): string => (typed === undefined || typed.trim() === '' ? (suggestion ?? '') : typed)
  const prompt = new TextPrompt({
    ...(initial !== undefined && { initialValue: initial }),
    ...(suggestion !== undefined && { defaultValue: suggestion }),
    // What takes a while is a promise, and the type of a function has none.
    validate: {
      '~standard': { version: 1, vendor: 'slice-oas', validate: async (typed) => issuesOf(await check(answerOf(typed as string))) },
    },
    render() {
      const { state, userInput, error } = this
      const isDone = state === 'submit' || state === 'cancel'
      const color = state === 'error' ? 'yellow' : isDone ? 'gray' : 'cyan'
      const head = [styleText('gray', S_BAR), ...guided(message, { first: symbol(state)!, color })]
      if (isDone) return [...head, ...guided(styleText('dim', answerOf(userInput)), { color })].join('\n')
      const typed = userInput === '' ? placeholder(suggestion) : this.userInputWithCursor
      const beneath = state === 'validating' ? [busy] : state === 'error' ? [styleText('yellow', error)] : (below?.(userInput) ?? [])
      const lines = [typed, ...beneath].flatMap((line) => guided(line, { color }))
      return [...head, ...lines, styleText(color, S_BAR_END), ''].join('\n')
    },
  })
  return prompt.prompt() as Promise<string | symbol>
}

const issuesOf = (problem: string | undefined): { value: unknown } | { issues: { message: string }[] } =>
  problem === undefined ? { value: undefined } : { issues: [{ message: problem }] }

const placeholder = (suggestion = ''): string =>
  suggestion === '' ? styleText(['inverse', 'hidden'], '_') : styleText('inverse', suggestion[0]!) + styleText('dim', suggestion.slice(1))
