import { helpText } from './help.ts'
import { listenForInterruption } from './interruption.ts'
import { commandOf, tokensOf } from './tokens.ts'
import { version } from './version.ts'

/** Runs the command. @returns its exit code */
export async function main(args: readonly string[]): Promise<number> {
  // Whoever reads the output may stop reading, as “head” does; the work goes on.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  const tokens = tokensOf(args)
  const asksFor = (name: string): boolean => tokens.flags.some((flag) => flag.name === name && !flag.written.startsWith('--no-'))
  if (asksFor('help')) return say(helpText())
  if (asksFor('version')) return say(`${version()}\n`)
  // Everything else needs the core, which takes a moment to load.
  const asked = commandOf(tokens)
  if (asked.command === 'info') {
    const { info } = await import('./info.ts')
    return info(asked.tokens)
  }
  const interruption = listenForInterruption()
  const { slice } = await import('./command.ts')
  return slice(asked.tokens, asked.command, interruption)
}

function say(text: string): number {
  process.stdout.write(text)
  return 0
}
