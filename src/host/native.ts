/** What a host tells before the build starts, in hooks of its own. One for each plugin instance. */
export interface Native {
  root: string | undefined
  log: ((text: string) => void) | undefined
  /** The host only serves files for development and makes no output. */
  isServing: boolean
}

export const unknownNative = (): Native => ({ root: undefined, log: undefined, isServing: false })
