import type { Endpoint } from '../../core/select/endpoints.ts'
import { plain } from '../../report/plain.ts'
import type { Answers } from './answers.ts'
import { folderNote } from './folder.ts'
import type { Source } from './source.ts'
import { counted } from './words.ts'

/** What is going to happen, in lines without newlines. */
export function planLines(answers: Answers, { input, title }: Source, wanted: readonly Endpoint[], cwd: string): string[] {
  const { version, format, outDir, concurrency } = answers
  return [
    'This is the plan:',
    `  From: ${plain(input)}${title === undefined ? '' : ` (${title})`}`,
    `  Files: ${wanted.length.toLocaleString('en')}, ${whatText(answers)}, and an overview for spreadsheets`,
    `  Written as: ${format.toUpperCase()}, ${version === 'auto' ? 'in the version they have now' : `in OpenAPI ${version.slice(0, 3)}`}`,
    `  Folder: ${plain(outDir)} (${folderNote(outDir, cwd)})`,
    ...(wanted.length > 1 ? [`  At the same time: ${counted(concurrency, 'file')}`] : []),
  ]
}

function whatText({ what, typed, endpoint }: Answers): string {
  if (what === 'everything') return 'one for each endpoint'
  if (what === 'one') return plain(`for ${endpoint!.method} ${endpoint!.path}`)
  return plain(typed!.includes('*') ? `for the paths ${typed}` : `for the paths with “${typed}” in them`)
}
