import type { SliceResult } from '../core/options/request.ts'
import { SliceError } from '../core/problems.ts'

/** The flags to name in messages, by the option that they set. */
export type FlagNames = ReadonlyMap<string, string>

/** The core speaks of options; whoever types flags wants to read of flags. */
export function inFlags(error: unknown, flags: FlagNames): unknown {
  if (!(error instanceof SliceError)) return error
  const { code, place } = error
  const [message, help] = [withFlags(error.message, flags), withFlags(error.help, flags)]
  return message === error.message && help === error.help ? error : new SliceError(code, message, help, place, { cause: error })
}

/** The same for the remedies of a run. */
export function resultInFlags(result: SliceResult, flags: FlagNames): SliceResult {
  const told = <Told extends { help: string }>(all: readonly Told[]): Told[] =>
    all.map((one) => ({ ...one, help: withFlags(one.help, flags) }))
  return { ...result, failures: told(result.failures), warnings: told(result.warnings), problems: told(result.problems) }
}

/** Options stand in quotes, with what they are set to if they are switches, or in parentheses where a remedy hints at them. */
function withFlags(text: string, flags: FlagNames): string {
  return text.replace(
    /(?:the option )?“(\w+)(: true|: false)?”|\((\w+)\)/gi,
    (whole, quoted: string | undefined, set: string | undefined, bracketed: string | undefined) => {
      const flag = flags.get(quoted ?? bracketed ?? '')
      if (flag === undefined) return whole
      if (set === ': false') return flag.replace('--', '--no-')
      return quoted === undefined ? `(${flag})` : flag
    },
  )
}
