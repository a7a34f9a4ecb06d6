import type { SliceResult } from '../options/request.ts'
import { printableJson } from '../printable.ts'
import { PHASES, type Problem } from '../problems.ts'

/** The validation report, in chunks: many problems concern the same endpoints, and a list of these is printed once. */
export function problemsJson({ total, extracted, failed, problems }: SliceResult): Uint8Array[] {
  const [head = '', foot = ''] = printableJson({ total, extracted, failed, problems: [] }).split('[]')
  if (problems.length === 0) return [Buffer.from(`${head}[]${foot}`)]
  const lists = new Map<readonly string[], Uint8Array>()
  const chunks: Uint8Array[] = []
  for (const [position, { endpoints, ...problem }] of problems.entries()) {
    chunks.push(Buffer.from(`${position === 0 ? `${head}[` : ','}\n    ${fieldsOf(problem)}`))
    if (endpoints && !lists.has(endpoints)) lists.set(endpoints, Buffer.from(`,\n      "endpoints": ${printed(endpoints, 6)}`))
    if (endpoints) chunks.push(lists.get(endpoints)!)
    chunks.push(END)
  }
  return [...chunks, Buffer.from(`\n  ]${foot}`)]
}

/** Of a problem. */
const END = Buffer.from('\n    }')

/** Without its end, for more may follow. */
const fieldsOf = ({ code, severity, phase, ...rest }: Problem): string =>
  printed({ code, severity, phase, phaseName: PHASES[phase], ...rest }, 4).slice(0, -END.length)

/** Behind so many spaces. */
const printed = (value: unknown, indent: number): string =>
  printableJson(value)
    .trimEnd()
    .replaceAll('\n', `\n${' '.repeat(indent)}`)
