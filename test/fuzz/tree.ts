/**
 * A document that can be taken apart and put together wrongly: keys may be there twice, and scalars are text, so that
 * numbers no double holds and the tricks of YAML can be said.
 */
export type Tree = Branch | Leaf

export interface Branch {
  kind: 'map' | 'list'
  entries: Entry[]
  /** An anchor or tag in front of it; only YAML has them. */
  before?: string
}

export interface Entry {
  /** Empty in a list. */
  key: string
  value: Tree
}

export interface Leaf {
  kind: 'leaf'
  /** What is written in JSON, and in YAML if it has no text of its own. */
  json: string
  yaml?: string
}

/** Where an entry stands. */
export interface Site {
  owner: Branch
  entry: Entry
  /** The keys and positions that lead to it. */
  path: readonly string[]
}

export const leaf = (value: string | number | boolean | null): Leaf => ({ kind: 'leaf', json: JSON.stringify(value) })

export const raw = (json: string, yaml?: string): Leaf => ({ kind: 'leaf', json, ...(yaml !== undefined && { yaml }) })

export const mapOf = (...entries: [key: string, value: Tree][]): Branch => ({
  kind: 'map',
  entries: entries.map(([key, value]) => ({ key, value })),
})

export const listOf = (...values: Tree[]): Branch => ({ kind: 'list', entries: values.map((value) => ({ key: '', value })) })

/** The tree of plain data. */
export function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return listOf(...value.map(treeOf))
  if (typeof value !== 'object' || value === null) return leaf(value as string | number | boolean | null)
  return mapOf(...Object.entries(value).map(([key, child]): [string, Tree] => [key, treeOf(child)]))
}

export function copyOf(tree: Tree): Tree {
  if (tree.kind === 'leaf') return { ...tree }
  return { ...tree, entries: tree.entries.map(({ key, value }) => ({ key, value: copyOf(value) })) }
}

/** Every entry below a tree, with its place. */
export function sitesIn(root: Branch): Site[] {
  const sites: Site[] = []
  const visit = (owner: Branch, path: readonly string[]): void =>
    owner.entries.forEach((entry, index) => {
      const site = { owner, entry, path: [...path, owner.kind === 'map' ? entry.key : String(index)] }
      sites.push(site)
      if (entry.value.kind !== 'leaf') visit(entry.value, site.path)
    })
  visit(root, [])
  return sites
}

/** The text of a leaf that is a string. */
export function stringOf(tree: Tree): string | undefined {
  return tree.kind === 'leaf' && tree.yaml === undefined && tree.json.startsWith('"') ? (JSON.parse(tree.json) as string) : undefined
}

export const child = (tree: Tree | undefined, key: string): Tree | undefined =>
  tree?.kind === 'map' ? tree.entries.find((entry) => entry.key === key)?.value : undefined

export function put(branch: Branch, key: string, value: Tree): void {
  const entry = branch.entries.find((other) => other.key === key)
  if (entry) entry.value = value
  else branch.entries.push({ key, value })
}

/** A JSON Pointer as a URI fragment. */
export const pointerTo = (path: readonly string[]): string =>
  ['#', ...path.map((token) => encodeURI(token.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')).replaceAll('#', '%23'))].join(
    '/',
  )
