import fc from 'fast-check'
import { expect, it } from 'vitest'
import { stringify } from 'yaml'
import { fastYaml } from '../../src/core/load/fast/fast-yaml.ts'
import { yamlLocator } from '../../src/core/load/locate-yaml.ts'
import { Notes } from '../../src/core/load/notes.ts'
import type { Outline } from '../../src/core/load/outline.ts'

/** The tokens that lead to all there is in a value, and to something that there is not. */
function* waysInto(value: unknown): Generator<string[]> {
  yield []
  yield ['missing']
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value)) for (const way of waysInto(child)) yield [key, ...way]
}

it('finds the same places in YAML, whether or not it was noted where the entries begin', () => {
  const names = fc.constantFrom('a', 'b c', '200', 'on', "it's", '"quoted"', 'é: #', '/x/{y}', 'a very long name that is longer than most')
  const values = fc.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes('"\\\\":'))
  const maps = fc.dictionary(names, values, { maxKeys: 4, noNullPrototype: true })
  const roots = fc.record({ info: maps, paths: maps, components: fc.record({ schemas: maps, headers: maps }), tags: values })
  let noted = 0
  fc.assert(
    fc.property(roots, fc.constantFrom('', '# before\n\n', '---\n'), fc.boolean(), (root, before, isFolded) => {
      const bytes = Buffer.from(before + stringify(root, { lineWidth: isFolded ? 20 : 0 }))
      const outline: Outline = new Map()
      fastYaml(bytes, new Notes(), outline, 8)
      if (outline.size > 0) noted++
      const [withOutline, without] = [yamlLocator(bytes, outline), yamlLocator(bytes)]
      for (const tokens of waysInto(root)) expect(withOutline(tokens)).toBe(without(tokens))
    }),
  )
  expect(noted).toBeGreaterThan(50)
})
