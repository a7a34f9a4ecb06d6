/** Thrown to give up; not an error. */
export const BAIL: unique symbol = Symbol('give up')
