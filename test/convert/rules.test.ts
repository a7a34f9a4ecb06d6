import { describe, expect, it } from 'vitest'
import { convertDocument, targetVersion } from '../../src/core/convert/convert.ts'
import { RULES } from '../../src/core/convert/rules/rules.ts'
import { Notes } from '../../src/core/load/notes.ts'
import { type Json, type JsonObject, own } from '../../src/core/model/json.ts'
import { type Family, modelOf } from '../../src/core/model/object-types.ts'
import { tokensOf } from '../../src/core/model/pointer.ts'
import { CASES_20_30 } from './cases/2.0-to-3.0.ts'
import { CASES_30_31 } from './cases/3.0-to-3.1.ts'
import { CASES_31_30 } from './cases/3.1-to-3.0.ts'
import { CASES_31_32 } from './cases/3.1-to-3.2.ts'
import { CASES_32_31 } from './cases/3.2-to-3.1.ts'
import type { Case } from './cases/case.ts'

const CASES = [...CASES_20_30, ...CASES_30_31, ...CASES_31_32, ...CASES_32_31, ...CASES_31_30]
const ALL_RULES = RULES.flatMap(({ rules }) => rules)

const VERSIONS: Record<Family, string> = { '2.0': '2.0', '3.0': '3.0.3', '3.1': '3.1.0', '3.2': '3.2.0' }

const documentOf = ({ from, source }: Case): JsonObject => ({
  [from === '2.0' ? 'swagger' : 'openapi']: VERSIONS[from],
  info: { title: 't', version: '1' },
  ...source,
})

const at = (document: JsonObject, pointer: string): Json | undefined =>
  tokensOf(pointer)!.reduce<Json | undefined>((node, token) => own(node, token), document)

const titleOf = ({ code, id, from, to, behaviour }: Case): string => {
  const sections = ALL_RULES.find((rule) => rule.code === code && rule.from === from && rule.to === to)?.sections ?? []
  return `${code}${id ? ` ${id}` : ''} (${sections.join(' → ')}): ${behaviour}`
}

describe.each(RULES.map(({ from, to }) => [from, to] as const))('%s → %s', (from, to) => {
  it.each(CASES.filter((one) => one.from === from && one.to === to).map((one) => [titleOf(one), one] as const))('%s', (_, one) => {
    const document = documentOf(one)
    const before = structuredClone(document)
    const { version } = targetVersion(to)!
    const result = convertDocument(document, new Notes(), modelOf(from), modelOf(to), version)
    for (const [pointer, expected] of Object.entries(one.expected)) expect(at(result.document, pointer)).toEqual(expected)
    const change = result.changes.find(({ code }) => code === one.code)
    expect(change?.effect).toBe(one.effect)
    if (one.pointer !== undefined) expect(change?.pointer).toBe(one.pointer)
    expect(document).toEqual(before)
    const again = convertDocument(result.document, new Notes(), modelOf(to), modelOf(to), version)
    expect(again).toEqual({ document: result.document, changes: [] })
  })

  it('every rule has a case', () => {
    const tested = new Set(CASES.filter((one) => one.from === from && one.to === to).map(({ code }) => code))
    const codes = ALL_RULES.filter((rule) => rule.from === from && rule.to === to).map(({ code }) => code)
    expect(codes.filter((code) => !tested.has(code))).toEqual([])
  })
})
