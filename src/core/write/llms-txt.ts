import { UNPRINTABLE } from '../printable.ts'
import type { IndexRow } from './index-csv.ts'
import type { IndexFile } from './index-writer.ts'
import { LLMS } from './names.ts'

/** Characters of a title or a summary: whoever reads the file pays for every word, and looks for one endpoint among thousands. */
const MAX_TEXT = 300

/** `llms.txt`, in the form of https://llmstxt.org. @param title of the description @param version of its slices */
export const llmsTxt = (title: string, version: string): IndexFile => ({ name: LLMS, head: headOf(title, version), textOf })

const headOf = (title: string, version: string): string => `# ${prose(title)}

> Each link leads to an OpenAPI ${prose(version)} file that is complete for its endpoint: nothing else has to be read for it.

## Endpoints

`

/** A line for each endpoint that has a file. */
function textOf(rows: readonly IndexRow[]): string {
  return rows
    .filter(({ filename }) => filename !== '')
    .map(lineOf)
    .join('')
}

function lineOf({ path, method, summary, filename }: IndexRow): string {
  const about = prose(summary)
  const name = oneLine(`${method} ${path}`)
  // At the beginning of a paragraph, `[…]:` defines a reference, in code too (CommonMark 0.31.2 §4.7), and is not shown.
  return `- [${name.includes(']:') ? prose(name) : verbatim(name)}](${filename})${about === '' ? '' : `: ${about}`}\n`
}

/** What Markdown takes for itself within a line; in a name such as `user_id` it leaves the line alone. */
const SPECIAL = /[\\`*[\]<~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=#?\w+;)|#(?=#*$)/gu

/** Text that reads as it is, and is nothing else: no link, no picture, no HTML, no heading of its own. */
const prose = (text: string): string => oneLine(text).replace(SPECIAL, String.raw`\$&`)

/** A line as code, between more backticks than it has side by side. */
function verbatim(line: string): string {
  const fence = '`'.repeat(1 + Math.max(0, ...Array.from(line.matchAll(/`+/g), ([ticks]) => ticks.length)))
  const space = /^`|`$/.test(line) ? ' ' : ''
  return `${fence}${space}${line}${space}${fence}`
}

/** Nobody sees these characters, and a model reads what they spell. */
const TAGS = /[\u{E0000}-\u{E007F}]/gu

function oneLine(text: string): string {
  const line = text.replace(UNPRINTABLE, ' ').replace(TAGS, '').replace(/\s+/g, ' ').trim()
  const [short] = new RegExp(`^.{0,${MAX_TEXT}}`, 'su').exec(line)!
  return short === line ? line : `${short.trimEnd()}…`
}
