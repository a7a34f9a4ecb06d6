import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeOf, tokensOf } from '../../src/page/app/model/code.ts'
import { filtered, matches, NO_FILTERS, wordsOf } from '../../src/page/app/model/filters.ts'
import { closureOf, dragging, ROOT, usersOf } from '../../src/page/app/model/graph.ts'
import { modelOf, problemsOf } from '../../src/page/app/model/model.ts'
import { ownerOf, pictureOf } from '../../src/page/app/model/picture.ts'
import { addressOf, routeOf, TABS, VIEWS } from '../../src/page/app/model/route.ts'
import { recipesOf } from '../../src/page/app/source/finished.ts'
import { recipeBytes } from '../../src/page/embed.ts'
import { type ComponentEntry, membersOf, runsOf } from '../../src/page/protocol.ts'
import { sampleReport } from './sample.ts'

/** Any graph of components, with circles, and what an endpoint needs of it. */
const graphs = fc.integer({ min: 1, max: 14 }).chain((count) => {
  const ids = fc.uniqueArray(fc.integer({ min: 0, max: count - 1 }), { maxLength: 4 })
  return fc.record({ needs: fc.array(ids, { minLength: count, maxLength: count }), roots: ids })
})

const componentsOf = (needs: readonly number[][]): ComponentEntry[] =>
  needs.map((own, id) => ({ kind: 'schemas', name: `C${id}`, bytes: 1 << id, needs: own, endpoints: 0 }))

/** Without the component `gap`. */
function reach(components: readonly ComponentEntry[], roots: readonly number[], gap = -1): Set<number> {
  const found = new Set(roots.filter((root) => root !== gap))
  for (const id of found) for (const need of components[id]!.needs) if (need !== gap) found.add(need)
  return found
}

describe('what an endpoint drags in', () => {
  it('is everything that can be reached', () => {
    fc.assert(
      fc.property(graphs, ({ needs, roots }) => {
        const components = componentsOf(needs)

        expect(closureOf(components, roots).members).toEqual([...reach(components, roots)].toSorted((a, b) => a - b))
      }),
    )
  })

  it('costs through a component what would be gone without it', () => {
    fc.assert(
      fc.property(graphs, ({ needs, roots }) => {
        const components = componentsOf(needs)
        const { members, retained, brings } = closureOf(components, roots)
        const all = reach(components, roots)
        for (const id of members) {
          const left = reach(components, roots, id)
          const gone = [...all].filter((member) => !left.has(member))

          expect(retained.get(id)).toBe(gone.reduce((sum, member) => sum + components[member]!.bytes, 0))
          expect(brings.get(id)).toBe(gone.length - 1)
        }
      }),
    )
  })

  it('is found from the other end too', () => {
    fc.assert(
      fc.property(graphs, fc.nat(), ({ needs, roots }, choice) => {
        const components = componentsOf(needs)
        const id = choice % components.length
        const above = dragging(usersOf(components), id)

        expect(roots.some((root) => above.has(root))).toBe(reach(components, roots).has(id))
      }),
    )
  })
})

describe('the picture', () => {
  it('shows or stands for every component once, loses no byte and no way', () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 1, max: 20 }), ({ needs, roots }, limit) => {
        const components = componentsOf(needs)
        const closure = closureOf(components, roots)
        const nothing = { open: new Set<number>(), closed: new Set<number>(), whole: new Set<number>() }
        const { nodes, edges } = pictureOf(components, roots, closure, nothing, limit)
        const shown = nodes.filter(({ id }) => id !== ROOT)

        expect(shown.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(closure.bytes)
        expect(shown.reduce((sum, { id, hidden }) => sum + hidden + (ownerOf(id) === undefined ? 1 : 0), 0)).toBe(closure.members.length)
        const ids = new Set(nodes.map(({ id }) => id))
        for (const [from, to] of edges) expect([ids.has(from), ids.has(to)]).toEqual([true, true])
        // There is a way to everything.
        const reached = new Set([ROOT])
        for (const id of reached) for (const [from, to] of edges) if (from === id) reached.add(to)
        expect(reached).toEqual(ids)
      }),
    )
  })

  it('opens what is asked for, and closes it', () => {
    // 0 brings 1 to 29, which nothing else needs.
    const components = componentsOf([Array.from({ length: 29 }, (_, index) => index + 1), ...Array.from({ length: 29 }, () => [])])
    const closure = closureOf(components, [0])
    const count = (asked: Partial<Record<'open' | 'closed' | 'whole', number[]>>): number => {
      const sets = { open: new Set(asked.open), closed: new Set(asked.closed), whole: new Set(asked.whole) }
      return pictureOf(components, [0], closure, sets, 12).nodes.length
    }

    expect(count({})).toBe(1 + 1 + 6 + 1)
    expect(count({ closed: [0] })).toBe(2)
    expect(count({ whole: [0] })).toBe(31)
  })
})

describe('the text of a slice', () => {
  const slices = {
    yaml: [
      '# Endpoint: GET /a/{b}',
      'openapi: 3.1.0',
      'info:',
      "  title: 'It''s: a # title'",
      '  description: |-',
      '    components:',
      '      schemas:',
      '',
      '    - item: |',
      'paths:',
      '  /a/{b}:',
      '    get:',
      '      parameters:',
      "        - $ref: '#/components/parameters/B%20b'",
      '        - name: |',
      '            block',
      '          in: query',
      '          example: -1.5e+3',
      '          description: "components:\\r\\n\\',
      '            schemas:\\r\\n\\',
      '            and: more"',
      'components:',
      '  parameters:',
      '    B b:',
      '      required: true',
      '  schemas:',
      '    a/b~c:',
      '      - null',
    ].join('\n'),
    json: JSON.stringify(
      {
        openapi: '3.1.0',
        paths: { '/a': { get: { $ref: '#/components/schemas/a~1b' } } },
        components: { schemas: { 'a/b': { type: 'string', minimum: -1e3, nullable: true, 'x"y': [] } } },
      },
      null,
      2,
    ),
  }

  it('is the same in colours, letter by letter', () => {
    for (const format of ['yaml', 'json'] as const) {
      const code = codeOf(slices[format], format)
      const text = code.lines.map((_, line) => tokensOf(code, line).map((token) => token.text).join('')).join('\n') // prettier-ignore

      expect(text).toBe(slices[format])
    }
  })

  it('has places for its parts, and none in texts that look like them', () => {
    const { places } = codeOf(slices.yaml, 'yaml')

    expect(places.get('#/components')).toBe(21)
    expect(places.get('#/paths/~1a~1{b}')).toBe(10)
    expect(places.get('#/components/schemas/a~1b~0c')).toBe(26)
    expect(codeOf(slices.json, 'json').places.get('#/components/schemas/a~1b')).toBeGreaterThan(5)
  })

  it('has references that lead somewhere', () => {
    for (const format of ['yaml', 'json'] as const) {
      const code = codeOf(slices[format], format)
      const targets = code.lines.flatMap((_, line) => tokensOf(code, line).flatMap(({ target }) => target ?? []))

      expect(targets).toHaveLength(1)
      expect(code.places.has(targets[0]!)).toBe(true)
    }
  })

  it('has numbers, words and blocks in their colours', () => {
    const code = codeOf(slices.yaml, 'yaml')
    const last = (line: number): string => tokensOf(code, line).at(-1)!.type

    expect([17, 24, 15, 8, 16].map(last)).toEqual(['number', 'word', 'string', 'string', 'string'])
    expect([18, 19, 20, 0].map(last)).toEqual(['string', 'string', 'string', 'text'])
    expect(tokensOf(code, 19)).toHaveLength(1)
  })
})

describe('filters', () => {
  const { report } = sampleReport(500)
  const model = modelOf(report)

  it('count what each choice would leave', () => {
    const all = filtered(model, { ...NO_FILTERS, methods: ['GET'] }, undefined)
    const posts = filtered(model, { ...NO_FILTERS, methods: ['POST'] }, undefined)

    expect(all.methods.get('POST')).toBe(posts.endpoints.length)
    expect(all.endpoints.every(({ method }) => method === 'GET')).toBe(true)
    expect([...all.verdicts.values()].reduce((sum, count) => sum + count, 0)).toBe(all.endpoints.length)
  })

  it('agree with the totals', () => {
    const { failed, warned, passed, selected } = model.totals

    expect(passed + warned + failed).toBe(selected)
    expect(filtered(model, { ...NO_FILTERS, verdicts: ['failed'] }, undefined).endpoints).toHaveLength(failed)
  })

  it('mark all that was searched for, and lose no letter', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, wanted) => {
        expect(matches(text, wordsOf(wanted)).join('')).toBe(text)
      }),
    )
    expect(matches('/users/{userId}', ['user'])).toEqual(['/', 'user', 's/{', 'user', 'Id}'])
  })
})

describe('what is passed to the page', () => {
  const members = fc.uniqueArray(fc.nat({ max: 60 })).map((list) => list.toSorted((a, b) => a - b))

  it('has endpoints as runs and gives them back', () => {
    fc.assert(
      fc.property(members, (list) => {
        expect([...membersOf(runsOf(list))]).toEqual(list)
      }),
    )
  })

  it('knows the problems of an endpoint from the runs', () => {
    const { report } = sampleReport(50)
    const model = modelOf(report)
    for (const index of report.endpoints.keys()) {
      expect(problemsOf(model, index)).toEqual(report.problems.filter(({ endpoints }) => [...membersOf(endpoints)].includes(index)))
    }
  })

  it('has recipes as bytes and gives them back', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat({ max: 2 ** 31 - 1 }))), (recipes) => {
        expect(recipesOf(recipeBytes(recipes)).map((recipe) => [...recipe])).toEqual(recipes)
      }),
    )
  })

  it('has addresses that lead back to what is shown', () => {
    const view = fc.constantFrom(...(Object.keys(VIEWS) as (keyof typeof VIEWS)[]))
    const tab = fc.constantFrom(...(Object.keys(TABS) as (keyof typeof TABS)[]))
    const name = fc.option(fc.string({ minLength: 1, unit: 'grapheme' }), { nil: undefined })
    fc.assert(
      fc.property(view, name, tab, name, (shown, open, chosen, description) => {
        const route = { view: shown, open, tab: open === undefined ? ('slice' as const) : chosen, description }

        expect(routeOf(addressOf(route))).toEqual(route)
      }),
    )
    fc.assert(fc.property(fc.string(), (address) => void routeOf(address)))
  })
})
