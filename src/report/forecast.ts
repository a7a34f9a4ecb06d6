import type { Forecast } from '../core/options/request.ts'
import { sizeText } from '../core/size-text.ts'

/** What takes longer than a moment to write, and what nobody may have thought of. */
const LARGE = 1e9

/** What is going to be written, if it is much. */
export function forecastLines({ files, bytes }: Forecast): string[] {
  return bytes < LARGE ? [] : [`Writing ${files.toLocaleString('en')} ${files === 1 ? 'file' : 'files'}, ${sizeText(bytes)}`]
}
