import { isContainer, type Json, type JsonObject } from './json.ts'

type Container = JsonObject | readonly Json[]

/** A value, by what it stands in. */
interface Way {
  readonly node: Json
  readonly key: string
  readonly before: Way | undefined
}

/** Every object and list in a value, each once, with what gives the tokens that lead to it. */
export function* waysInto(root: Json): Generator<[node: Container, tokens: () => readonly string[]]> {
  const seen = new Set<Json>()
  const pending: Way[] = [{ node: root, key: '', before: undefined }]
  for (let way = pending.pop(); way; way = pending.pop()) {
    const { node } = way
    if (!isContainer(node) || seen.has(node)) continue
    seen.add(node)
    const here = way
    yield [node, () => tokensOf(here)]
    for (const key of Object.keys(node)) pending.push({ node: (node as JsonObject)[key]!, key, before: way })
  }
}

function tokensOf(way: Way): readonly string[] {
  const tokens: string[] = []
  for (let { key, before } = way; before; { key, before } = before) tokens.push(key)
  return tokens.reverse()
}
