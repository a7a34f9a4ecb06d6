import { createContext, Script } from 'node:vm'

/**
 * Makes a computation that may take for ever, such as matching an expression. Nothing but the engine itself can
 * interrupt one, and of its own means this is the one that needs no thread.
 *
 * @returns undefined if it was interrupted
 */
export function bounded<Result>(milliseconds: number, compute: () => Result): { result: Result } | undefined {
  let done: { result: Result } | undefined
  const run = (): unknown => (done = { result: compute() })
  try {
    new Script('run()').runInContext(createContext({ run }), { timeout: milliseconds, displayErrors: false })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
  }
  return done
}
