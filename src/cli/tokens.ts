import { parseArgs } from 'node:util'
import { type CommandName, NAMED } from './commands.ts'
import { FLAGS } from './flags.ts'

/** A flag as it was written. */
export interface WrittenFlag {
  /** Without dashes, and without the `no-` of a negation. */
  name: string
  /** With dashes: `-i`, `--no-csv`. */
  written: string
  value: string | undefined
  /** Whether the value follows behind `=` or, after a short flag, also without anything between. */
  isInline: boolean
}

export interface Tokens {
  flags: WrittenFlag[]
  /** What stands by itself. */
  words: string[]
}

/** Splits a command line. Whether its flags exist and have what they need is looked at later. */
export function tokensOf(args: readonly string[]): Tokens {
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    allowNegative: true,
    tokens: true,
  })
  const flags = tokens.flatMap((token): WrittenFlag[] => {
    if (token.kind !== 'option') return []
    const { name, rawName: written, value } = token
    const isInline = token.inlineValue === true
    // Node takes the = of -o=out for a part of the value.
    return [{ name, written, value: isInline && !written.startsWith('--') ? value?.replace(/^=/, '') : value, isInline }]
  })
  return { flags, words: positionals }
}

/** What a command line asks for, and what is left of it. */
export function commandOf({ flags, words }: Tokens): { command: CommandName; tokens: Tokens } {
  const [first, ...rest] = words
  const command = NAMED.find((name) => name === first)
  return command ? { command, tokens: { flags, words: rest } } : { command: 'slice', tokens: { flags, words } }
}

const options = Object.fromEntries(
  Object.entries(FLAGS).map(([name, { value, short }]) => [
    name,
    { type: value === undefined ? ('boolean' as const) : ('string' as const), ...(short !== undefined && { short }) },
  ]),
)
