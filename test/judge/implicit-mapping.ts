/** The values of discriminators that no mapping has: names of components in their files, which may be called otherwise in a slice. */
import type { Comparison, Pair } from './comparison.ts'
import { mappingTarget } from './names.ts'
import type { Node } from './node.ts'
import { childNode } from './node.ts'
import { resolveReference } from './resolve.ts'
import type { Dict, Value } from './value.ts'
import { isDict, isList, refOf } from './value.ts'

/**
 * Wants an entry for each name that only one alternative has, and that is not the name of its component in the slice, unless the
 * mapping has it or what it means.
 *
 * @returns what may be there beyond the source
 */
export function compareImplicitMapping(comparison: Comparison, { source, slice, at }: Pair): Set<string> {
  const added = new Set<string>()
  if (!isDict(source.value) || !isDict(slice.value) || !isDict(source.value.get('discriminator'))) return added
  const before = mappingOf(source)
  const after = mappingOf(slice)
  for (const [name, refs] of renamed(comparison, source, slice)) {
    const [ref, ...others] = [...refs]
    if (ref === undefined || others.length > 0 || before.has(name)) continue
    const target = resolveReference(comparison.slice, ref, slice.resource, 'schema')
    const isMapped = [...before.keys()].some((key) => targetOf(comparison, after.get(key), slice) === target?.value)
    const found = targetOf(comparison, after.get(name), slice)
    if (found !== undefined && found === target?.value) added.add(name)
    else if (!isMapped && target !== undefined) comparison.findings.add('implicit-mapping-lost', `${name} no longer means ${ref}`, at)
  }
  return added
}

function mappingOf({ value }: Node): Dict {
  const discriminator = isDict(value) ? value.get('discriminator') : undefined
  const mapping = isDict(discriminator) ? discriminator.get('mapping') : undefined
  return isDict(mapping) ? mapping : new Map()
}

function targetOf({ slice }: Comparison, value: unknown, node: Node): unknown {
  return typeof value === 'string' ? mappingTarget(slice, value, node)?.value : undefined
}

/** By name in another file, what has it in the slice, where that is called otherwise. */
function renamed({ source: description }: Comparison, source: Node, slice: Node): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>()
  const areElsewhere = new Set<string>()
  for (const key of ['oneOf', 'anyOf']) {
    const [from, to] = [listAt(source, key), listAt(slice, key)]
    from.forEach((item, index) => {
      const before = refOf(item)
      const now = refOf(to[index] ?? null)
      const name = nameIn(before)
      if (before === undefined || now === undefined || name === undefined) return
      names.set(name, (names.get(name) ?? new Set()).add(now))
      const { resource } =
        resolveReference(description, before, childNode(description, item, source.resource, 'schema').resource, 'schema') ?? {}
      if (resource && resource.document !== description.root && nameIn(now) !== name) areElsewhere.add(name)
    })
  }
  return new Map([...names].filter(([name]) => areElsewhere.has(name)))
}

function listAt({ value }: Node, key: string): Value[] {
  const list = isDict(value) ? value.get(key) : undefined
  return isList(list) ? list : []
}

function nameIn(ref = ''): string | undefined {
  const [, pointer] = ref.split('#')
  const token = pointer?.includes('/') ? pointer.split('/').at(-1)!.replaceAll('~1', '/').replaceAll('~0', '~') : undefined
  try {
    return token === undefined ? undefined : decodeURIComponent(token)
  } catch {
    return token
  }
}
