// Helpers of the straightforward way and of the peers.

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/** @param {any} document @returns {{ path: string, method: string, item: any, operation: any }[]} */
export function operationsOf(document) {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({ path, method, item, operation: item[method] })),
  )
}

/** All components that something refers to, directly or through others. @param {any} document @param {unknown} start */
export function closureOf(document, start) {
  /** @type {Record<string, Record<string, unknown>>} */
  const found = {}
  const visit = (/** @type {any} */ node) => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (node === null || typeof node !== 'object') return
    for (const [key, value] of Object.entries(node)) {
      if (key !== '$ref' || typeof value !== 'string') {
        visit(value)
        continue
      }
      const [, kind, name] = /^#\/components\/([^/]+)\/([^/]+)$/.exec(value) ?? []
      if (!kind || !name || found[kind]?.[name]) continue
      const target = document.components[kind]?.[name]
      ;(found[kind] ??= {})[name] = target
      visit(target)
    }
  }
  visit(start)
  return found
}
