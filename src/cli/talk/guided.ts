import { styleText } from 'node:util'
import { S_BAR } from '@clack/prompts'
import { wrapAnsi } from 'fast-wrap-ansi'

type Color = 'gray' | 'cyan' | 'yellow'

/** What stands in front of every line: the guide and two spaces. */
const MARGIN = 3

/** A text in lines that fit the window, along the guide at its left. */
export function guided(text: string, { first, color = 'gray' }: { first?: string; color?: Color } = {}): string[] {
  const bar = styleText(color, S_BAR)
  return folded(text).map((line, index) => `${index === 0 && first !== undefined ? first : bar}  ${line}`.trimEnd())
}

/** A text in lines that fit the window beside the guide. */
export const folded = (text: string): string[] => text.split('\n').flatMap(hanging)

/** Where a line is indented, what does not fit is indented by as much. */
function hanging(line: string): string[] {
  const indent = /^ */.exec(line)![0]
  const width = Math.max(10, (process.stdout.columns ?? 80) - MARGIN - indent.length)
  return wrapAnsi(line.slice(indent.length), width, { hard: true })
    .split('\n')
    .map((part) => indent + part)
}
