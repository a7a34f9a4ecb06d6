import { isArray, isContainer, type Json, type JsonObject, own } from '../model/json.ts'
import { tokensOf } from '../model/pointer.ts'
import type { Finding } from './linter.ts'

/**
 * Findings in the order of their places in a document. The linter follows references instead, so what it finds first is
 * another thing in each slice.
 */
export function inDocumentOrder(findings: readonly Finding[], document: JsonObject): readonly Finding[] {
  if (findings.length < 2) return findings
  const positions = positionsIn(document)
  return findings
    .map((finding) => ({ finding, positions: positions(tokensOf(finding.pointer) ?? []) }))
    .toSorted(
      (a, b) => compare(a.positions, b.positions) || Number(a.finding.rule > b.finding.rule) - Number(a.finding.rule < b.finding.rule),
    )
    .map(({ finding }) => finding)
}

/** From the tokens of a pointer to the position of each among its siblings; what is not there comes first. */
function positionsIn(document: JsonObject): (tokens: readonly string[]) => number[] {
  const known = new Map<Json, ReadonlyMap<string, number>>()
  const positionIn = (object: JsonObject, token: string): number => {
    let keys = known.get(object)
    if (!keys) known.set(object, (keys = new Map(Object.keys(object).map((key, position) => [key, position]))))
    return keys.get(token) ?? -1
  }
  return (tokens) => {
    let value: Json | undefined = document
    return tokens.map((token) => {
      const container: Json | undefined = value
      value = own(container, token)
      if (!isContainer(container)) return -1
      return isArray(container) ? Number(token) : positionIn(container, token)
    })
  }
}

function compare(some: readonly number[], others: readonly number[]): number {
  const differing = some.findIndex((position, index) => position !== others[index])
  if (differing < 0) return some.length - others.length
  return differing < others.length ? some[differing]! - others[differing]! : 1
}
