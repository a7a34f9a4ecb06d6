import { nearestName } from '../../core/options/nearest-name.ts'
import { EXIT, SliceError } from '../../core/problems.ts'
import { argumentsOf } from '../arguments.ts'
import { COMMANDS } from '../commands.ts'
import { guarded } from '../guarded.ts'
import { onlyWord } from '../only-word.ts'
import type { Tokens } from '../tokens.ts'
import { bash } from './bash.ts'
import { fish } from './fish.ts'
import { zsh } from './zsh.ts'

const SHELLS: Readonly<Record<string, () => string>> = { bash, zsh, fish }

/** Writes what a shell needs to complete a command line. @returns the exit code */
export const completion = (tokens: Tokens): Promise<number> =>
  guarded(tokens, async () => {
    argumentsOf(tokens, 'completion')
    process.stdout.write(scriptFor(onlyWord(tokens, 'completion')))
    return EXIT.ok
  })

function scriptFor(shell: string | undefined): string {
  if (shell !== undefined && Object.hasOwn(SHELLS, shell)) return SHELLS[shell]!()
  const names = COMMANDS.completion.choices!
  const nearest = shell === undefined ? undefined : nearestName(shell, names)
  throw new SliceError(
    'bad-option',
    shell === undefined ? 'No shell is named.' : `There is no completion for ${shell}.`,
    nearest === undefined ? `Name one of ${names.join(', ')}.` : `Did you mean slice-oas completion ${nearest}?`,
  )
}
