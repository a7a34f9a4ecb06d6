/** What a host tells before the build starts, in hooks of its own. One for each plugin instance. */
export interface Native {
  root: string | undefined
  log: ((text: string) => void) | undefined
  /** The host only serves files for development and makes no output. */
  isServing: boolean
  /** The server is that of Vitest, and nobody asked it for slices before a test imports one. */
  isTesting: boolean
  /** An error would not only fail the build but end a watcher or server, and the host cannot tell which of them it is. */
  isFragile: boolean
  /** Whether an environment keeps assets, where a host builds for several. */
  keepsAssets: (environment: string | undefined) => boolean
}

export const unknownNative = (): Native => ({
  root: undefined,
  log: undefined,
  isServing: false,
  isTesting: false,
  isFragile: false,
  keepsAssets: () => true,
})
