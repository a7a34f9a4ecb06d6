/** The value at a pointer; `undefined` where there is none. Only own members count. */
export function valueAt(document: unknown, pointer: string): unknown {
  return keysOf(pointer).reduce(member, document)
}

/** As `valueAt`, but a reference on the way or at the end stands for its target. */
export function resolvedAt(document: unknown, pointer: string): unknown {
  return keysOf(pointer).reduce<unknown>((node, key) => target(document, member(node, key)), document)
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function keysOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function member(node: unknown, key: string): unknown {
  if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) {
    return undefined
  }
  return (node as Record<string, unknown>)[key]
}

/** References are taken as they are written: `#/components/…` with percent-encoding, at most ten in a row. */
function target(document: unknown, node: unknown, hops = 10): unknown {
  if (!isObject(node) || typeof node.$ref !== 'string' || hops === 0) {
    return node
  }
  const [file, fragment = ''] = node.$ref.split('#')
  return file === '' ? target(document, resolvedAt(document, decodeURIComponent(fragment)), hops - 1) : undefined
}
