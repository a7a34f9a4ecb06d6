import type { SliceResult } from '../options/request.ts'
import { printableJson } from '../printable.ts'
import { PHASES } from '../problems.ts'

/** In the place of a list of endpoints. No text reads like it, for the quotation marks inside of one are escaped. */
const SOME = '"endpoints": []'

/** The validation report, in chunks: many problems concern the same endpoints, and a list of these is printed once. */
export function problemsJson({ total, extracted, failed, problems }: SliceResult): Uint8Array[] {
  const named = problems.map(({ code, severity, phase, endpoints, ...rest }) => ({
    ...{ code, severity, phase, phaseName: PHASES[phase], ...rest },
    ...(endpoints && { endpoints: [] }),
  }))
  const printed = new Map<readonly string[], Uint8Array>()
  const texts = printableJson({ total, extracted, failed, problems: named }).split(SOME)
  const lists = problems.flatMap(({ endpoints }) => (endpoints ? [endpoints] : []))
  return texts.flatMap((text, position) => {
    const list = lists[position]
    if (!list) return [Buffer.from(text)]
    if (!printed.has(list)) printed.set(list, Buffer.from(listText(list)))
    return [Buffer.from(text), printed.get(list)!]
  })
}

const listText = (endpoints: readonly string[]): string => `"endpoints": ${printableJson(endpoints).trimEnd().replaceAll('\n', '\n      ')}`
