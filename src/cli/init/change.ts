import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withPlugin } from './add-plugin.ts'
import type { Recognised } from './project.ts'

/** What is to be done with the configuration of a bundler. */
export type Change =
  | { kind: 'done'; file: string }
  /** The text can be written as it is. */
  | { kind: 'edit'; file: string; text: string; lines: readonly string[] }
  /** It has to be done by hand. */
  | { kind: 'show'; file: string | undefined; lines: readonly string[] }

const PACKAGE = 'unplugin-openapi-slice'

/** Works out what has to change, and changes nothing. */
export function changeFor({ file, entry, example }: Recognised, folder: string): Change {
  const module = `${PACKAGE}/${entry}`
  const name = entry === 'gulp' ? 'slices' : 'Slices'
  const byHand = { kind: 'show', file, lines: [`import ${name} from '${module}'`, example ?? 'plugins: [Slices()]'] } as const
  if (file === undefined) return byHand
  const source = readFileSync(join(folder, file), 'utf8')
  if (source.includes(PACKAGE)) return { kind: 'done', file }
  const text = example === undefined ? withPlugin(source, module) : undefined
  return text === undefined ? byHand : { kind: 'edit', file, text, lines: addedLines(source, text) }
}

/** What is new in a text, line by line: a line that got longer takes the place of another. */
function addedLines(before: string, after: string): string[] {
  const old = before.split(/\r?\n/)
  return after
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !old.includes(line))
    .map((line) => line.trim())
}
