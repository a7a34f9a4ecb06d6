import { printableJson } from '../../core/printable.ts'
import type { Checked, Reporter } from './checked.ts'

/** For programs: everything that was found. */
export const json: Reporter = (checked, { exitCode }) => printableJson({ exitCode, descriptions: checked.map(descriptionOf) })

function descriptionOf({ name, input, result, refusal }: Checked): object {
  if (!result) return { name, input, refusal }
  const { total, extracted, failed, problems } = result
  return { name, input, total, passed: extracted, failed, problems }
}
