import type { ChangeCode, Effect } from '../convert/change.ts'
import { RULES } from '../convert/rules/rules.ts'
import type { Explanation } from './explanation.ts'

type Told = { effect: Effect; message: string; help: string }

/** What no rule of the tables tells, because it is found on the way. */
const ELSEWHERE: Readonly<Partial<Record<ChangeCode | 'impossible', Told>>> = {
  'too-deep': {
    effect: 'impossible',
    message: 'A part nests too deeply to be converted.',
    help: 'Check whether it was generated wrongly.',
  },
  'moved-schema': {
    effect: 'equal',
    message: 'What a reference leads to became a component, since the way to it is gone.',
    help: 'Nothing needs to be done.',
  },
  'allow-empty-value': {
    effect: 'loss',
    message: 'OpenAPI 3.0 allows empty values to be announced in the query only.',
    help: 'Say in the description that the value may be empty.',
  },
  impossible: {
    effect: 'impossible',
    message: 'An endpoint cannot be said in the version asked for.',
    help: 'Keep the version of the source, or choose a newer one.',
  },
}

const WHY: Readonly<Record<Effect, string>> = {
  equal: 'It means the same as before.',
  loss: 'Where something is lost, a slice allows more than the source, never less: a warning, or with “strict” an error.',
  impossible: 'Where it cannot be said at all, the endpoint gets no file; the others are not touched.',
}

/** By the part behind `conversion/`: what the rules of all steps say about a construct. */
export function ofConversion(code: string): Explanation | undefined {
  const rules = RULES.flatMap((step) => step.rules.filter((rule) => rule.code === code))
  const told = [...rules, ...(Object.hasOwn(ELSEWHERE, code) ? [ELSEWHERE[code as keyof typeof ELSEWHERE]!] : [])]
  if (told.length === 0) return undefined
  return {
    what: sentences(told.map(({ message }) => message)),
    why: sentences(told.map(({ effect }) => WHY[effect])),
    remedy: sentences(told.map(({ help }) => help)),
  }
}

export const conversionCodes = (): string[] => [
  ...new Set([...RULES.flatMap(({ rules }) => rules.map(({ code }) => code)), ...Object.keys(ELSEWHERE)]),
]

const sentences = (texts: readonly string[]): string => [...new Set(texts)].join(' ')
