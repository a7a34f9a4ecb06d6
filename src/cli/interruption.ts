import type { Unpaused } from '../core/load/load.ts'

/** Signals that ask a run to stop, with the exit codes that shells expect. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const

export interface Interruption {
  signal: AbortSignal
  /** The exit code that goes with the signal that came, if one came. */
  exitCode(): number | undefined
  /** Lets signals end the process while nobody could hear them: shells see the same exit code then. */
  unpaused: Unpaused
  /** Stops listening. */
  end(): void
}

/** Turns Ctrl-C into an orderly stop. Who presses it twice does not want to wait. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController()
  let exitCode: number | undefined
  const stop = (name: NodeJS.Signals): void => {
    if (exitCode !== undefined) process.exit(exitCode)
    exitCode = SIGNALS[name as keyof typeof SIGNALS]
    controller.abort()
  }
  const listen = (): void => Object.keys(SIGNALS).forEach((name) => process.on(name, stop))
  const end = (): void => Object.keys(SIGNALS).forEach((name) => process.off(name, stop))
  listen()
  return {
    signal: controller.signal,
    exitCode: () => exitCode,
    async unpaused(work) {
      end()
      try {
        return await work()
      } finally {
        listen()
      }
    },
    end,
  }
}
