import type { Progress } from '../core/options/request.ts'

/** Where progress is shown: `process.stderr`, or whatever a host logs with. */
export interface ProgressOutput {
  isTTY: boolean
  write(text: string): void
}

export interface ProgressReporter {
  /** Tells that one more endpoint is done. */
  onProgress(progress: Progress): void
  /** After the last endpoint, or when the run has stopped: leaves the line. The reporter can then be used again. */
  end(): void
}

/** Shows progress: on a terminal as one line that moves, otherwise as a line at each quarter. */
export const progressReporter = (out: ProgressOutput): ProgressReporter => (out.isTTY ? movingLine(out) : lineAtEachQuarter(out))

const line = ({ done, total }: Progress): string => `Extracting endpoint ${done}/${total} (${percent(done, total)}%)`

const percent = (done: number, total: number): number => Math.floor((100 * done) / total)

function movingLine(out: ProgressOutput): ProgressReporter {
  let shown: number | undefined
  return {
    onProgress(progress) {
      const now = percent(progress.done, progress.total)
      // A terminal need not be drawn more than a hundred times, however many endpoints there are.
      if (now === shown) return
      shown = now
      out.write(`\r\x1b[2K${line(progress)}`)
    },
    end() {
      if (shown !== undefined) out.write('\n')
      shown = undefined
    },
  }
}

function lineAtEachQuarter(out: ProgressOutput): ProgressReporter {
  let quarters = 0
  return {
    onProgress(progress) {
      const now = Math.floor((4 * progress.done) / progress.total)
      if (now === quarters) return
      quarters = now
      out.write(`${line(progress)}\n`)
    },
    end() {
      quarters = 0
    },
  }
}
