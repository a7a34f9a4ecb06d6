import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parseAst } from 'rolldown/parseAst'

/** A declaration of a file, by the name that it has there. */
interface Declared {
  file: string
  name: string
  text: string
  node: unknown
}

/** Where a name of a file comes from; undefined for what packages give. */
type Source = { file: string; name: string } | undefined

interface Module {
  declared: Map<string, Declared>
  imported: Map<string, Source>
  exported: Map<string, Source>
}

/** What can be imported from one entry, and all that is needed to say what it is, unless an earlier entry had it already. */
export interface Surface {
  exported: { name: string; text: string }[]
  /** Types that are seen, but have no name outside. */
  hidden: string[]
}

/** Reads the declarations of a build, entry by entry. */
export function surfacesOf(dist: string, entries: readonly string[]): Surface[] {
  const modules = new Map<string, Module>()
  const known = new Set<Declared>()
  return entries.map((entry) => {
    const exported = Array.from(moduleAt(entry).exported, ([name, source]) => ({ name, declared: declaredAt(source) }))
    const told = exported.flatMap(({ name, declared }) => (declared && !known.has(declared) ? [{ name, declared }] : []))
    for (const { declared } of told) known.add(declared)
    return {
      exported: told.map(({ name, declared }) => ({ name, text: declared.text })).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      hidden: behind(told.map(({ declared }) => declared))
        .map(({ text }) => text)
        .toSorted(),
    }
  })

  function behind(pending: Declared[]): Declared[] {
    const found: Declared[] = []
    for (let next = pending.pop(); next; next = pending.pop()) {
      for (const name of namesIn(next.node)) {
        const declared = declaredAt({ file: next.file, name })
        if (!declared || known.has(declared)) continue
        known.add(declared)
        found.push(declared)
        pending.push(declared)
      }
    }
    return found
  }

  function declaredAt(source: Source): Declared | undefined {
    if (!source) return undefined
    const { declared, imported, exported } = moduleAt(source.file)
    const next = exported.get(source.name)
    const isElsewhere = next && (next.file !== source.file || next.name !== source.name)
    return declared.get(source.name) ?? declaredAt(isElsewhere ? next : imported.get(source.name))
  }

  function moduleAt(file: string): Module {
    let found = modules.get(file)
    if (!found) modules.set(file, (found = moduleOf(file, readFileSync(join(dist, file), 'utf8'))))
    return found
  }
}

interface Node {
  type: string
  start: number
  end: number
  [field: string]: unknown
}

function moduleOf(file: string, text: string): Module {
  const found: Module = { declared: new Map(), imported: new Map(), exported: new Map() }
  for (const statement of parseAst(text, { lang: 'dts' }).body as unknown as Node[]) {
    const { declaration, source, specifiers } = statement as unknown as {
      declaration?: Node
      source?: { value: string }
      specifiers?: Node[]
    }
    if (statement.type === 'ExportDefaultDeclaration') found.exported.set('default', { file, name: nameOf(declaration) })
    declare(declaration?.type === 'Identifier' ? statement : (declaration ?? statement), declaration !== undefined)
    for (const { local, imported, exported } of specifiers ?? []) {
      const from = source ? target(source.value) : file
      const at = (name: unknown): Source => (from === undefined ? undefined : { file: from, name: nameOf(name) })
      if (exported) found.exported.set(nameOf(exported), at(local))
      else found.imported.set(nameOf(local), at(imported ?? 'default'))
    }
  }
  return found

  function declare(node: Node, isExported: boolean): void {
    const ids = node.type === 'VariableDeclaration' ? (node['declarations'] as Node[]).map(({ id }) => id) : [node['id']]
    for (const id of ids) {
      if (!id) continue
      const name = nameOf(id)
      found.declared.set(name, { file, name, node, text: shown(text.slice(node.start, node.end)) })
      if (isExported) found.exported.set(name, { file, name })
    }
  }

  function target(specifier: string): string | undefined {
    return specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier.replace(/\.js$/, '.d.ts')) : undefined
  }
}

function nameOf(id: unknown): string {
  const { name, value } = id as { name?: string; value?: string }
  return name ?? value ?? String(id)
}

/** All names in a declaration: of types, of values whose type is meant, and of members, which do no harm. */
function namesIn(node: unknown, names = new Set<string>()): Set<string> {
  if (typeof node !== 'object' || node === null) return names
  if ('type' in node && node.type === 'Identifier') names.add(nameOf(node))
  for (const child of Object.values(node)) namesIn(child, names)
  return names
}

/** Without comments, and without what says nothing. */
const shown = (text: string): string =>
  text
    .replace(/^ *\/\*\*.*?\*\/\n/gms, '')
    .replace(/^(?:declare )/, '')
    .replaceAll('    ', '  ')
