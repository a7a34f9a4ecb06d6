import { styleText } from 'node:util'
import { S_BAR } from '@clack/prompts'
import { type ProgressReporter, progressReporter } from '../../report/progress.ts'

/** What a line that moves begins with. */
const ERASED = '\r\u001b[2K'

/** Shows progress along the guide; until there is any, that there will be. */
export function guidedProgress(): ProgressReporter {
  const { stdout } = process
  const margin = `${ERASED}${styleText('gray', S_BAR)}  `
  const reporter = progressReporter({ isTTY: true, write: (text) => void stdout.write(text.replace(ERASED, margin)) })
  let isMoving = false
  stdout.write(`${margin}One moment …`)
  return {
    onProgress(progress) {
      isMoving = true
      reporter.onProgress(progress)
    },
    end() {
      if (!isMoving) stdout.write(ERASED)
      reporter.end()
    },
  }
}
