import type { SliceResult } from '../core/options/request.ts'
import { plain } from '../report/plain.ts'
import { sizeText } from '../core/size-text.ts'

/** The files that a dry run would have written, with their sizes. */
export function dryRunLines({ files, outDir }: SliceResult): string[] {
  if (files.length === 0) return []
  const sizes = files.map(({ size }) => sizeText(size))
  const width = sizes.reduce((most, { length }) => Math.max(most, length), 0)
  const total = files.reduce((sum, { size }) => sum + size, 0)
  return [
    `In ${plain(outDir)} there would be:`,
    ...files.map(({ file }, index) => `  ${sizes[index]!.padStart(width)}  ${plain(file)}`),
    `  ${sizeText(total)} in all`,
  ]
}
