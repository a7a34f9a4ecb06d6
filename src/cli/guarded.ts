import { type Output, outputFor } from './output.ts'
import { refusalOf } from './refusal.ts'
import type { Tokens } from './tokens.ts'

/** Runs a command so that whatever is thrown, wherever, becomes one message and an exit code. @returns the exit code */
export async function guarded(tokens: Tokens, run: (output: Output) => Promise<number>): Promise<number> {
  const output = outputFor(tokens)
  const refuse = (error: unknown): number => output.refuse(refusalOf(error))
  process.on('uncaughtException', (error) => process.exit(refuse(error)))
  return run(output).catch(refuse)
}
