import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { nearestName } from '../core/options/nearest-name.ts'
import { SliceError } from '../core/problems.ts'
import { NAMED } from './commands.ts'
import type { Tokens } from './tokens.ts'

/** A word that is no file, and almost a command, was meant as one. @throws SliceError `bad-option` */
export function refuseMistyped({ words }: Tokens, cwd: string): void {
  const [first] = words
  if (first === undefined || !/^[a-z]+$/i.test(first) || existsSync(resolve(cwd, first))) return
  const nearest = nearestName(first, [...NAMED, 'help'])
  if (nearest === undefined) return
  throw new SliceError(
    'bad-option',
    `There is no command ${first}, and no file of that name.`,
    `Did you mean slice-oas ${nearest === 'help' ? '--help' : nearest}? A file is named by --input <file>.`,
  )
}
