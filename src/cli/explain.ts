import { createColors } from 'picocolors'
import { nearestNames } from '../core/options/nearest-name.ts'
import { EXIT, SliceError } from '../core/problems.ts'
import { chapters, type Entry, entriesOf, entryCodes } from '../core/problems/catalogue.ts'
import { plain } from '../report/plain.ts'
import { argumentsOf } from './arguments.ts'
import { wantsColors } from './colors.ts'
import { guarded } from './guarded.ts'
import { onlyWord } from './only-word.ts'
import type { Tokens } from './tokens.ts'
import { wrapped } from './wrapped.ts'

/** Says what a code means: what happened, why it matters, what to do. @returns the exit code */
export const explain = (tokens: Tokens): Promise<number> =>
  guarded(tokens, async () => {
    argumentsOf(tokens, 'explain')
    const code = onlyWord(tokens, 'explain')
    const paint = createColors(wantsColors(process.stdout.isTTY, process.env))
    const lines = code === undefined ? listLines(paint) : found(code).flatMap((entry) => entryLines(entry, paint))
    process.stdout.write(`${lines.join('\n')}\n`)
    return EXIT.ok
  })

type Paint = ReturnType<typeof createColors>

function found(code: string): Entry[] {
  const entries = entriesOf(code.trim())
  if (entries.length > 0) return entries
  const all = entryCodes()
  // The part behind the slash is what people remember.
  const nearest = [...all.filter((one) => one.endsWith(`/${code}`)), ...nearestNames(code, all, 3)]
  throw new SliceError(
    'bad-option',
    `There is no code ${plain(code)}.`,
    nearest.length > 0 ? `Did you mean ${[...new Set(nearest)].join(', ')}?` : '“slice-oas explain” lists all codes.',
  )
}

const entryLines = ({ code, kind, what, why, remedy }: Entry, paint: Paint): string[] => [
  `${paint.bold(code)} (${kind})`,
  ...labelled('What happened', what),
  ...labelled('Why it matters', why),
  ...labelled('What to do', remedy),
]

const labelled = (label: string, text: string): string[] => wrapped(`${label}: ${text}`, { indent: 2, hanging: 4 })

function listLines(paint: Paint): string[] {
  const all = chapters()
  const width = Math.max(...all.flatMap(({ entries }) => entries.map(({ code }) => code.length)))
  return all.flatMap(({ title, entries }) => [
    paint.bold(`${title}:`),
    ...entries.map(({ code, what }) => `  ${code.padEnd(width)}  ${firstSentence(what)}`),
  ])
}

const firstSentence = (text: string): string => text.split(/(?<=\.) /)[0]!
