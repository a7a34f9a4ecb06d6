import { createColors } from 'picocolors'
import { failureLines, warningLines } from '../../report/summary.ts'
import type { Checked, Reporter, ReporterContext } from './checked.ts'

/** For people. What was refused has been told already. */
export const pretty: Reporter = (checked, context) => {
  const lines = checked.flatMap((one) => linesOf(one, checked.length > 1, context))
  return lines.map((line) => `${line}\n`).join('')
}

function linesOf({ name, result }: Checked, isOneOfSeveral: boolean, { colors, debug, quiet }: ReporterContext): string[] {
  if (!result || (quiet && result.failed === 0)) return []
  const paint = createColors(colors)
  const { total, extracted, failed } = result
  const verdict =
    failed === 0
      ? paint.green(`✓ ${total === 1 ? '1 endpoint passes' : `All ${total} endpoints pass`}`)
      : paint.red(`✗ ${failed} of ${total} ${total === 1 ? 'endpoint' : 'endpoints'} would fail, ${extracted} pass`)
  return [
    ...(isOneOfSeveral ? [`${name}:`] : []),
    ...failureLines(result, { colors, debug }),
    ...warningLines(result.warnings, { colors }),
    verdict,
  ]
}
