/** The index: a list of all endpoints. */
export const INDEX = 'virtual:openapi-slices'

/** Before the name of a slice. */
export const PREFIX = `${INDEX}/`

/** A function for each slice that loads it. No slice has such a name. */
export const ALL = `${PREFIX}@all`

/** For the filters of bundlers. */
export const IMPORTED = /^virtual:openapi-slices(?:\/|$)/

export const isVirtual = (id: string): boolean => IMPORTED.test(id)

/** How the relatives of Rollup know a module that is no file. */
export const RESOLVED = new RegExp(`^\\0${IMPORTED.source.slice(1)}`)
