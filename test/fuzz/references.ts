import type { Mutation } from './mutations.ts'
import type { Random } from './random.ts'
import { type Branch, child, copyOf, leaf, mapOf, pointerTo, put, type Site, sitesIn, stringOf, type Tree } from './tree.ts'

/** Lets a reference lead somewhere else. */
export const redirect: Mutation = (draft, random, pool) => {
  const sites = sitesIn(draft.root)
  const references = sites.filter(isReference)
  if (references.length === 0) return refer(draft, random, pool)
  const site = random.pick(references)
  site.entry.value = leaf(target(site, sites, random))
}

/** Puts a reference in the place of something. */
export const refer: Mutation = ({ root }, random) => {
  const sites = sitesIn(root)
  if (sites.length === 0) return
  const site = random.pick(sites)
  const reference = mapOf(['$ref', leaf(target(site, sites, random))])
  if (random.chance(0.2)) put(reference, random.pick(SIBLINGS), copyOf(random.pick(sites).entry.value))
  site.entry.value = reference
}

const SIBLINGS = ['description', 'summary', 'x-a', 'get', 'type', '$id']

/** Makes a component of something, and refers to it where it was. */
export const refold: Mutation = ({ root }, random) => {
  const sites = sitesIn(root).filter(({ path }) => path[0] !== 'components')
  if (sites.length === 0) return
  const { entry } = random.pick(sites)
  const kind = random.pick(KINDS)
  const components = branchIn(root, 'components')
  const container = components && branchIn(components, kind)
  if (!container) return
  put(container, 'Folded', entry.value)
  entry.value = mapOf(['$ref', leaf(`#/components/${kind}/Folded`)])
}

const KINDS = [
  'schemas',
  'parameters',
  'responses',
  'pathItems',
  'examples',
  'headers',
  'callbacks',
  'links',
  'requestBodies',
  'mediaTypes',
]

/** The map under a key, made if there is nothing. */
function branchIn(branch: Branch, key: string): Branch | undefined {
  if (!child(branch, key)) put(branch, key, mapOf())
  const found = child(branch, key)
  return found?.kind === 'map' ? found : undefined
}

/** Moves something into another file. */
export const split: Mutation = ({ root, others }, random) => {
  const sites = sitesIn(root)
  if (sites.length === 0) return
  const { entry } = random.pick(sites)
  const file = random.pick(['other.yaml', 'other.json', 'sub/other.yaml', 'a b.yaml', '__proto__.json'])
  const isWhole = random.chance(0.4) || others.has(file)
  others.set(file, isWhole ? entry.value : fileWith(entry.value, file, random))
  entry.value = mapOf(['$ref', leaf(`${random.pick(['', './'])}${encodeURI(file)}${isWhole ? random.pick(['', '#', '#/']) : '#/a'}`)])
}

/** Beside what was moved there is a reference, in a circle perhaps. */
const fileWith = (value: Tree, file: string, random: Random): Tree =>
  mapOf(
    ['a', value],
    ['b', mapOf(['$ref', leaf(random.pick(['#/a', '#/b', '#', `${encodeURI(file)}#/a`, 'openapi.yaml', 'openapi.json#/paths']))])],
  )

const isReference = ({ entry, owner, path }: Site): boolean =>
  owner.kind === 'map' &&
  stringOf(entry.value) !== undefined &&
  (['$ref', '$dynamicRef', 'operationRef', 'defaultMapping', '$id'].includes(entry.key) || path.at(-2) === 'mapping')

function target({ path }: Site, sites: readonly Site[], random: Random): string {
  const pointer = (): string => pointerTo(random.pick(sites).path)
  const components = sites.filter((other) => other.path[0] === 'components' && other.path.length === 3)
  const found = random.pick<() => string>([
    // Itself, or something around it.
    () => pointerTo(path.slice(0, random.below(path.length + 1))),
    // A component, of any kind.
    () => pointerTo((components.length > 0 ? random.pick(components) : random.pick(sites)).path),
    // Anything, or what is not there.
    pointer,
    pointer,
    () => `${pointer()}/${random.pick(['0', '-', 'a', '$ref', '', '__proto__', '%', '~', '~2'])}`,
    () => random.pick(NOWHERE),
  ])()
  return random.chance(0.05) ? encodeURIComponent(found) : found
}

const NOWHERE = [
  ...[
    '',
    '#',
    '#/',
    '#//',
    '#/components',
    '#/components/schemas',
    '#/components/schemas/',
    '#/components/schemas/None',
    '#/paths',
    '#/info',
    '#/openapi',
  ],
  ...[
    '#/components/schemas/__proto__',
    '#/__proto__',
    '#/constructor/name',
    '#/components/toString',
    '#none',
    '#/%',
    '#/~',
    '#/%7E',
    '/a',
    'a',
    '?a',
    '//a',
  ],
  ...[
    'openapi.yaml',
    './openapi.yaml#',
    'openapi.json#/components',
    'none.yaml',
    './',
    '..',
    '../../../../etc/passwd',
    '/etc/passwd',
    'file:///etc/passwd',
  ],
  ...[
    'https://localhost:1/a',
    'http://[',
    'http://%',
    'data:application/json,{}',
    'urn:a',
    'javascript:1',
    'c:\\a',
    '\\\\a\\b',
    '\u0000',
    ' ',
    '{',
    'a b',
    '%00',
    'x#y#z',
  ],
]
