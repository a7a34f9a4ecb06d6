import { resolve } from 'node:path'
import { createColors } from 'picocolors'
import type { Place } from '../../core/problems.ts'
import { frameOf } from '../../report/frame.ts'
import { failureLines, warningLines } from '../../report/summary.ts'
import type { Checked, Reporter, ReporterContext } from './checked.ts'

/** For people. What was refused has been told already. */
export const pretty: Reporter = (checked, context) => textOf(checked, context, framesOnce(context.cwd))

/** Without lines of the description: there may be more in them than a text for people, to whatever reads a log. */
export const prettyWithoutFrames: Reporter = (checked, context) => textOf(checked, context, () => [])

type Frames = (place: Place) => readonly string[]

function textOf(checked: readonly Checked[], context: ReporterContext, frameOf: Frames): string {
  const lines = checked.flatMap((one) => linesOf(one, { ...context, frameOf, isOneOfSeveral: checked.length > 1 }))
  return lines.map((line) => `${line}\n`).join('')
}

interface Shown extends ReporterContext {
  frameOf: Frames
  isOneOfSeveral: boolean
}

function linesOf({ name, result }: Checked, { isOneOfSeveral, frameOf, colors, debug, quiet }: Shown): string[] {
  if (!result || (quiet && result.failed === 0)) return []
  const paint = createColors(colors)
  const { total, extracted, failed } = result
  const verdict =
    failed === 0
      ? paint.green(`✓ ${total === 1 ? '1 endpoint passes' : `All ${total} endpoints pass`}`)
      : paint.red(`✗ ${failed} of ${total} ${total === 1 ? 'endpoint' : 'endpoints'} would fail, ${extracted} pass`)
  return [
    ...(isOneOfSeveral ? [`${name}:`] : []),
    ...failureLines(result, { colors, debug, frameOf }),
    ...warningLines(result.warnings, { colors }),
    verdict,
  ]
}

/** The lines of each place, the first time that it is asked for: many endpoints may fail for one. */
function framesOnce(cwd: string): Frames {
  const shown = new Set<string>()
  return ({ file, line, column = 1 }) => {
    const key = `${file}:${line}:${column}`
    if (line === undefined || shown.has(key)) return []
    shown.add(key)
    return frameOf({ file: resolve(cwd, file), line, column })?.split('\n') ?? []
  }
}
