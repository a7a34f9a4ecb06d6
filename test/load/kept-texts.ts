import { Notes } from '../../src/core/load/notes.ts'
import { isContainer, type Json } from '../../src/core/model/json.ts'

/** Notes for which the JSON of objects is kept. */
export function withTexts(): Notes {
  const notes = new Notes()
  notes.texts = new WeakMap()
  return notes
}

/** What is kept of the objects in a value, and what `JSON.stringify` says instead, where that is something else. */
export function keptTexts(value: Json, { texts }: Notes): { kept: number; wrong: { kept: string; stringified: string }[] } {
  const wrong: { kept: string; stringified: string }[] = []
  let count = 0
  const seen = new Set<object>()
  const pending = [value]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isContainer(node) || seen.has(node)) continue
    seen.add(node)
    pending.push(...Object.values(node))
    const kept = texts?.get(node)
    if (kept === undefined) continue
    count++
    const stringified = JSON.stringify(node)
    if (kept !== stringified) wrong.push({ kept, stringified })
  }
  return { kept: count, wrong }
}
