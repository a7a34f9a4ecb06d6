import { FIELDS, NAMES, SCALARS } from './hostile.ts'
import type { Pool } from './pool.ts'
import type { Random } from './random.ts'
import { redirect, refer, refold, split } from './references.ts'
import { type Branch, copyOf, leaf, listOf, mapOf, raw, type Site, sitesIn, type Tree } from './tree.ts'
import { toJson } from './write.ts'
import { alias, merge, tag, trick } from './yaml-tricks.ts'

/** A description that is about to be spoiled. */
export interface Draft {
  root: Branch
  /** Further files by name, as trees. */
  others: Map<string, Tree>
  isYaml: boolean
  /** What stands before and behind the root in YAML. */
  head: string
  foot: string
}

export type Mutation = (draft: Draft, random: Random, pool: Pool) => void

/** Everything that is done to the structure of descriptions, by name. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  dropped({ root }, random) {
    const { owner, entry } = anySite(root, random)
    owner.entries.splice(owner.entries.indexOf(entry), 1)
  },
  swapped({ root }, random) {
    const [one, other] = [anySite(root, random), anySite(root, random)]
    if (isWithin(one.path, other.path) || isWithin(other.path, one.path)) return
    const { value } = one.entry
    one.entry.value = other.entry.value
    other.entry.value = value
  },
  moved({ root }, random) {
    const [one, other] = [anySite(root, random), anySite(root, random)]
    if (isWithin(one.path, other.path)) return
    one.owner.entries.splice(one.owner.entries.indexOf(one.entry), 1)
    other.owner.entries.push(one.entry)
  },
  copied({ root }, random) {
    const { entry } = anySite(root, random)
    insert(anySite(root, random).owner, entry.key, copyOf(entry.value), random)
  },
  retyped({ root }, random) {
    const { entry } = anySite(root, random)
    entry.value = retyped(entry.value, random)
  },
  'scalar changed'({ root }, random) {
    const leaves = sitesIn(root).filter(({ entry }) => entry.value.kind === 'leaf')
    if (leaves.length > 0) random.pick(leaves).entry.value = raw(random.pick(SCALARS))
  },
  'key twice'({ root }, random) {
    const { owner, entry } = anySite(root, random)
    const { value } = random.chance(0.5) ? anySite(root, random).entry : entry
    insert(owner, entry.key, copyOf(value), random)
  },
  'hostile name'({ root }, random) {
    const { entry } = keyedSite(root, random)
    entry.key = random.chance(0.2) ? entry.key + random.pick(NAMES) : random.pick(NAMES)
  },
  'other name'({ root }, random) {
    keyedSite(root, random).entry.key = random.chance(0.5) ? random.pick(FIELDS) : keyedSite(root, random).entry.key
  },
  spliced({ root }, random, pool) {
    const { entry } = anySite(root, random)
    entry.value = pool.valueFor(entry.key, random)
  },
  grafted({ root }, random, pool) {
    const key = random.chance(0.3) ? random.pick(FIELDS) : pool.key(random)
    keyedSite(root, random).owner.entries.push({ key, value: pool.valueFor(key, random) })
  },
  nested({ root }, random) {
    const { entry } = anySite(root, random)
    const [open, close] = random.pick(WRAPPERS)
    const depth = random.pick([1, 2, 10, 100, 240, 500, 2_600])
    entry.value = raw(open.repeat(depth) + toJson(entry.value) + close.repeat(depth))
  },
  reordered({ root }, random) {
    anySite(root, random).owner.entries.sort(() => random.below(3) - 1)
  },
  'version changed'({ root }, random) {
    const field = root.entries.find(({ key }) => key === 'openapi' || key === 'swagger')
    if (!field) return
    if (random.chance(0.15)) field.key = field.key === 'openapi' ? 'swagger' : 'openapi'
    field.value = raw(random.pick(VERSIONS))
  },
  identified({ root }, random) {
    keyedSite(root, random).owner.entries.push({ key: random.pick(IDENTIFIERS), value: leaf(random.pick(URIS)) })
  },
  redirected: redirect,
  referring: refer,
  'referring by value': refold,
  'in two files': split,
  aliased: alias,
  merged: merge,
  tagged: tag,
  'YAML trick': trick,
}

const WRAPPERS = [
  ['[', ']'],
  ['{"a":', '}'],
  ['{"items":', '}'],
  ['{"allOf":[', ']}'],
  ['{"properties":{"a":', '}}'],
  ['{"x-a":', '}'],
  ['{"post":{"callbacks":{"a":{"/b":', '}}}}'],
] as const

const VERSIONS = [
  ...[
    '"2.0"',
    '"3.0.0"',
    '"3.0.4"',
    '"3.1.0"',
    '"3.1.2"',
    '"3.2.0"',
    '"3.3.0"',
    '"1.2"',
    '"3.1"',
    '"3"',
    '"3.0.x"',
    '"3.1.0-rc1"',
    '"3.10.0"',
  ],
  ...['2', '2.0', '3.0', '3.1', 'null', 'true', '""', '"latest"', '["3.1.0"]', '{"a":1}', '"__proto__"', '"3.1.0\\n"'],
]

const IDENTIFIERS = ['$id', '$anchor', '$dynamicAnchor', '$dynamicRef', '$self', '$schema']

const URIS = [
  'a',
  '#a',
  'https://example.com/a',
  'https://example.com/a#',
  './a',
  '../a',
  '/a',
  'urn:a:b',
  '#/components/schemas',
  '',
  '#',
  'a b',
  '%',
  '__proto__',
]

/** A value of another kind that keeps something of it. */
function retyped(value: Tree, random: Random): Tree {
  const values = value.kind === 'leaf' ? [value] : value.entries.map((entry) => entry.value)
  return random.pick<() => Tree>([
    () => listOf(...values),
    () => mapOf(...values.map((item, index): [string, Tree] => [String(index), item])),
    () => listOf(value),
    () => mapOf([random.pick(FIELDS), value]),
    () => raw(random.pick(SCALARS)),
    () => raw(random.pick(['{}', '[]', 'null', 'true', '""', '0'])),
  ])()
}

function insert({ entries }: Branch, key: string, value: Tree, random: Random): void {
  entries.splice(random.below(entries.length + 1), 0, { key, value })
}

function anySite(root: Branch, random: Random): Site {
  const sites = sitesIn(root)
  return sites.length > 0 ? random.pick(sites) : { owner: root, entry: { key: 'a', value: leaf(1) }, path: ['a'] }
}

/** A place with a key. */
function keyedSite(root: Branch, random: Random): Site {
  const sites = sitesIn(root).filter(({ owner }) => owner.kind === 'map')
  return sites.length > 0 ? random.pick(sites) : anySite(root, random)
}

const isWithin = (outer: readonly string[], inner: readonly string[]): boolean =>
  outer.length <= inner.length && outer.every((token, index) => token === inner[index])
