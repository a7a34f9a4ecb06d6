/** Set when the package is built: a hash of all that it is made of. */
declare const __BUILD__: string | undefined

/** What is made by another build may be another thing. */
export const BUILD = typeof __BUILD__ === 'undefined' ? 'sources' : __BUILD__
