import { clauseOf, SliceError } from '../problems.ts'

/** A function that a configuration gives as an option. It may throw, and that is a mistake of the configuration. */
export const ownFunction =
  <Told>(option: string, call: (told: Told) => unknown): ((told: Told) => void) =>
  (told) => {
    const fail = (error: unknown): never => {
      const message = `The function “${option}” failed: ${clauseOf(error)}.`
      throw new SliceError('bad-option', message, `Correct the function of the option “${option}”, or leave it out.`, undefined, {
        cause: error,
      })
    }
    try {
      const answer = call(told)
      // Nobody waits for it, so that what goes wrong later has to be told later.
      if (answer instanceof Promise) void answer.catch(fail)
    } catch (error) {
      fail(error)
    }
  }
