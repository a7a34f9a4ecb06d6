import { isArray, isObject, type Json, type JsonObject, own } from '../model/json.ts'
import type { Finding } from './linter.ts'

/**
 * Findings in the order of their places in a document. The linter follows references instead, so what it finds first is
 * another thing in each slice.
 */
export const inDocumentOrder = (findings: readonly Finding[], document: JsonObject): readonly Finding[] =>
  findings.length < 2 ? findings : findings.toSorted((a, b) => compare(a.tokens, b.tokens, document) || compareTexts(a.rule, b.rule))

function compare(some: readonly string[], others: readonly string[], document: JsonObject): number {
  let container: Json | undefined = document
  for (let index = 0; index < some.length && index < others.length; index++) {
    const [token, other] = [some[index]!, others[index]!]
    if (token !== other) return positionIn(container, token) - positionIn(container, other)
    container = own(container, token)
  }
  return some.length - others.length
}

/** What is not there comes first. */
function positionIn(container: Json | undefined, token: string): number {
  if (isArray(container)) return Number(token)
  return isObject(container) ? Object.keys(container).indexOf(token) : -1
}

const compareTexts = (some: string, other: string): number => Number(some > other) - Number(some < other)
