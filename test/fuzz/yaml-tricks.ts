import { YAML_SCALARS } from './hostile.ts'
import type { Mutation } from './mutations.ts'
import { copyOf, raw, sitesIn } from './tree.ts'

/** An anchor, and an alias to it somewhere else: behind it, before it, or inside of it. */
export const alias: Mutation = (draft, random) => {
  const sites = sitesIn(draft.root)
  if (sites.length === 0) return
  draft.isYaml = true
  const [anchored, aliased] = [random.pick(sites), random.pick(sites)]
  const { value } = anchored.entry
  if (value.kind === 'leaf') anchored.entry.value = raw(value.json, `&a ${value.yaml ?? value.json}`)
  else value.before = '&a'
  if (aliased !== anchored) aliased.entry.value = raw('null', '*a')
}

/** A merge key, of something or of a list of things. */
export const merge: Mutation = (draft, random) => {
  const maps = sitesIn(draft.root).filter(({ entry }) => entry.value.kind === 'map')
  if (maps.length === 0) return
  draft.isYaml = true
  const [anchored, target] = [random.pick(maps).entry.value, random.pick(maps).entry.value]
  if (anchored.kind !== 'map' || target.kind !== 'map') return
  anchored.before = '&m'
  const values = [...['*m', '[*m, *m]', '[{ a: b }, *m]', '[]', '1'].map((yaml) => raw('null', yaml)), copyOf(anchored)]
  target.entries.splice(random.below(target.entries.length + 1), 0, { key: '<<', value: random.pick(values) })
}

export const tag: Mutation = (draft, random) => {
  const sites = sitesIn(draft.root)
  if (sites.length === 0) return
  draft.isYaml = true
  const { entry } = random.pick(sites)
  const name = random.pick(TAGS)
  if (entry.value.kind === 'leaf') entry.value = raw(entry.value.json, `${name} ${entry.value.yaml ?? entry.value.json}`)
  else entry.value.before = name
}

const TAGS = ['!!map', '!!seq', '!!str', '!!int', '!!omap', '!!set', '!a', '!<tag:a>', '!', '!!binary', '&x !!map', '!!float', '!!null']

/** Scalars, directives and marks that JSON does not have. */
export const trick: Mutation = (draft, random) => {
  const sites = sitesIn(draft.root)
  if (sites.length === 0) return
  draft.isYaml = true
  if (random.chance(0.25)) draft.head = random.pick(HEADS)
  else if (random.chance(0.15)) draft.foot = random.pick(FEET)
  else random.pick(sites).entry.value = raw('null', random.pick(YAML_SCALARS))
}

const HEADS = [
  ...[
    '%YAML 1.2\n---\n',
    '%YAML 1.1\n---\n',
    '%YAML 3.0\n---\n',
    '%TAG ! tag:a,2000:\n---\n',
    '%FOO bar\n---\n',
    '---\n',
    '--- |\n',
    '--- !!map\n',
    '--- &a\n',
  ],
  ...[
    '\ufeff',
    '# a\n',
    '#a\r\n',
    '\t\n',
    ' ',
    '? a\n: b\n',
    '[a]: b\n',
    '{a: b}: c\n',
    '&a a: b\n',
    '*a : b\n',
    '...\n',
    'null: 1\n',
    '"a": 1\n',
    '\u0000',
  ],
]

const FEET = ['...\n', '---\n', '--- a\n', '... a\n', '\t', '# a', 'a', '- a\n', '\u0000', '---\nopenapi: 3.1.0\n', '%YAML 1.2\n', ' \n ']
