import { parseArgs } from 'node:util'
import { FLAGS } from './flags.ts'

/** A flag or word of the command line, as it was written. */
export type Token = NonNullable<ReturnType<typeof tokensOf>>[number]
export type FlagToken = Extract<Token, { kind: 'option' }>

/** Splits a command line. Whether its flags exist and have what they need is looked at later. */
export function tokensOf(args: readonly string[]) {
  return parseArgs({ args: [...args], options, strict: false, allowPositionals: true, allowNegative: true, tokens: true }).tokens
}

const options = Object.fromEntries(
  Object.entries(FLAGS).map(([name, { value, short }]) => [name, { type: value === undefined ? ('boolean' as const) : ('string' as const), ...(short && { short }) }]),
)
