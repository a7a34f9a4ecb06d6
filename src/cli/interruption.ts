/** Signals that ask a run to stop, with the exit codes that shells expect. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const

export interface Interruption {
  signal: AbortSignal
  /** The exit code that goes with the signal that came, if one came. */
  exitCode(): number | undefined
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
  for (const name of Object.keys(SIGNALS)) process.on(name, stop)
  return {
    signal: controller.signal,
    exitCode: () => exitCode,
    end: () => Object.keys(SIGNALS).forEach((name) => process.off(name, stop)),
  }
}
