import { isContainer, type Json, type JsonObject } from '../model/json.ts'

/** The tokens that lead from a value to something inside of it. */
export function wayTo(
  root: Json,
  isWanted: (node: JsonObject | readonly Json[]) => boolean,
  isPassed: (node: JsonObject | readonly Json[]) => boolean = () => true,
): readonly string[] | undefined {
  const seen = new Set<Json>()
  const pending: { node: Json; tokens: readonly string[] }[] = [{ node: root, tokens: [] }]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, tokens } = next
    if (!isContainer(node) || seen.has(node) || (node !== root && !isPassed(node))) continue
    seen.add(node)
    if (isWanted(node)) return tokens
    for (const [key, child] of Object.entries(node)) pending.push({ node: child as Json, tokens: [...tokens, key] })
  }
  return undefined
}
