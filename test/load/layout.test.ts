import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fastJson } from '../../src/core/load/fast/fast-json.ts'
import { abridged, differenceFrom, layoutOf } from '../../src/core/load/layout.ts'
import { Notes } from '../../src/core/load/notes.ts'
import type { Outline } from '../../src/core/load/outline.ts'

type Root = Record<string, unknown> & { components: Record<string, Record<string, unknown>> }

/** Read in pieces of a few bytes, so that a small text is divided, too. */
function layout(text: string) {
  const outline: Outline = new Map()
  expect(fastJson(Buffer.from(text), new Notes(), outline, 8)).toBeDefined()
  return layoutOf(Buffer.from(text), 'json', outline)
}

const names = fc.constantFrom<string>('A', 'b c', '1', 'é', '"quoted"', 'a\\b', '__proto__', 'x/y~z', '}')
// Such a name is left to the full parser, which notes nothing.
const values = fc.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes('"\\\\":'))
const maps = fc.dictionary(names, values, { minKeys: 1, maxKeys: 4, noNullPrototype: true })
const roots = fc.record({ info: maps, paths: maps, components: fc.record({ schemas: maps, headers: maps }), tags: values, 'x-end': values })
const spaces = fc.constantFrom('', ' ', '\t', '    ')

describe('the layout of a text', () => {
  it('tells which components have another value, and nothing else', () => {
    fc.assert(
      fc.property(roots, spaces, fc.constantFrom('schemas', 'headers'), fc.nat(), values, (root, space, kind, index, value) => {
        const before = layout(JSON.stringify(root, null, space))
        const map = root.components[kind as 'schemas']
        const name = Object.keys(map)[index % Object.keys(map).length]!
        const isSame = JSON.stringify(map[name]) === JSON.stringify(value)
        Object.defineProperty(map, name, { value })
        const text = JSON.stringify(root, null, space)
        const difference = differenceFrom(before, Buffer.from(text), ([field]) => field === 'components')
        expect(difference?.changed).toEqual(isSame ? [] : [['components', kind, name]])
        expect(difference?.layout).toEqual(layout(text))
      }),
    )
  })

  it('is another one where anything else differs', () => {
    fc.assert(
      fc.property(roots, spaces, fc.constantFrom('info', 'paths', 'tags', 'x-end', 'new'), (root, space, field) => {
        const before = layout(JSON.stringify(root, null, space))
        const isChange = ([first]: readonly string[]): boolean => first === 'components'
        for (const text of [JSON.stringify({ ...root, [field]: 'another' }, null, space), `${JSON.stringify(root, null, space)} `]) {
          expect(differenceFrom(before, Buffer.from(text), isChange)).toBeUndefined()
        }
      }),
    )
  })

  it('leaves out entries, and keeps the objects that they stand in', () => {
    fc.assert(
      fc.property(roots, spaces, fc.array(names), (root, space, kept) => {
        const text = JSON.stringify(root, null, space)
        const keeps = ([field, ...rest]: readonly string[]): boolean => field !== 'components' || rest.length < 2 || kept.includes(rest[1]!)
        const part = JSON.parse(abridged(Buffer.from(text), layout(text), keeps).toString()) as Root
        const expected = JSON.parse(text) as Root
        for (const map of Object.values(expected.components)) {
          for (const name of Object.keys(map)) if (!kept.includes(name)) Reflect.deleteProperty(map, name)
        }
        expect(JSON.stringify(part)).toBe(JSON.stringify(expected))
      }),
    )
  })
})
