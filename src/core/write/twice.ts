import { SliceError } from '../problems.ts'

/** The disk may recover: one failed attempt is repeated, unless it was refused for a reason, or interrupted. */
export async function twice<Result>(attempt: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await attempt()
  } catch (error) {
    if (error instanceof SliceError || (error as Error).name === 'AbortError') throw error
    return await attempt()
  }
}
