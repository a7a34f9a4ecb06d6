import { refusalExitCode, type RefusalCode } from '../problems.ts'
import type { Explanation } from './explanation.ts'
import { conversionCodes, ofConversion } from './of-conversion.ts'
import { OF_ENDPOINTS } from './of-endpoints.ts'
import { OF_EXITS } from './of-exits.ts'
import { OF_REDOCLY } from './of-redocly.ts'
import { REFUSALS } from './refusals.ts'

/** A code with all there is to know about it. */
export interface Entry extends Explanation {
  code: string
  /** What it is, in a few words: `error`, `refusal, exit code 4`. */
  kind: string
}

/** All codes of one kind, in the order of their tables. */
export interface Chapter {
  title: string
  entries: readonly Entry[]
}

/** Everything that the command can say: what documents, `slice-oas explain` and reports are made of. */
export const chapters = (): Chapter[] => [
  { title: 'Problems of endpoints and descriptions', entries: Object.keys(OF_ENDPOINTS).flatMap((code) => ofEndpoint(code) ?? []) },
  { title: 'Refusals of a whole request or description', entries: Object.keys(REFUSALS).flatMap((code) => ofRefusal(code) ?? []) },
  { title: "Findings of Redocly's linter", entries: Object.keys(OF_REDOCLY).flatMap((rule) => ofRule(`redocly/${rule}`) ?? []) },
  { title: 'Conversion to another version', entries: conversionCodes().flatMap((code) => ofChange(`conversion/${code}`) ?? []) },
  { title: 'Exit codes', entries: Object.values(OF_EXITS).flatMap(({ codes }) => codes.flatMap((code) => ofExit(String(code)) ?? [])) },
]

/** All codes, each once. */
export const entryCodes = (): string[] => [...new Set(chapters().flatMap(({ entries }) => entries.map(({ code }) => code)))]

/** What a code means; two things if it stands for a warning and a refusal. Empty if there is no such code. */
export const entriesOf = (code: string): Entry[] => [ofEndpoint, ofRefusal, ofRule, ofChange, ofExit].flatMap((find) => find(code) ?? [])

function ofEndpoint(code: string): Entry | undefined {
  if (!Object.hasOwn(OF_ENDPOINTS, code)) return undefined
  const { severity, ...explanation } = OF_ENDPOINTS[code as keyof typeof OF_ENDPOINTS]
  return { code, kind: severity, ...explanation }
}

function ofRefusal(code: string): Entry | undefined {
  if (!Object.hasOwn(REFUSALS, code)) return undefined
  return { code, kind: `refusal, exit code ${refusalExitCode(code as RefusalCode)}`, ...REFUSALS[code as RefusalCode] }
}

/** A ruleset may bring rules that are not in the table. */
function ofRule(code: string): Entry | undefined {
  const rule = /^redocly\/([\w/-]+)$/.exec(code)?.[1]
  if (rule === undefined) return undefined
  const known = Object.hasOwn(OF_REDOCLY, rule) ? OF_REDOCLY[rule] : undefined
  return { code, kind: "finding of Redocly's linter", ...(known ?? ofForeignRule(rule)) }
}

const ofForeignRule = (rule: string): Explanation => ({
  what: `The rule “${rule}” of a ruleset has found something.`,
  why: 'Your ruleset says how much it matters, by the severity that it gives to the rule.',
  remedy: `Correct the place that is named, or change the rule; see “${rule}” in Redocly's documentation.`,
})

function ofChange(code: string): Entry | undefined {
  const explanation = code.startsWith('conversion/') ? ofConversion(code.slice('conversion/'.length)) : undefined
  return explanation && { code, kind: 'what conversion does', ...explanation }
}

function ofExit(code: string): Entry | undefined {
  const found = Object.values(OF_EXITS).find(({ codes }) => codes.some((own) => String(own) === code))
  if (!found) return undefined
  const { codes: _, ...explanation } = found
  return { code, kind: 'exit code', ...explanation }
}
