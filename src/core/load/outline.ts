/**
 * Where the entries of an object of a large text begin, as far as that was noted when it was read: for the root, for the
 * objects in it, and for those in `components`. Nothing for a text that is not large.
 */
export type Outline = Map<string, { readonly start: number; readonly inside: Outline | undefined }>
