import { type ProgressOutput, type ProgressReporter, progressReporter } from '../report/progress.ts'
import type { Host } from './host.ts'

/** Shows progress in a host. */
export const progressIn = (host: Host): ProgressReporter => progressReporter(outputOf(host))

/** Bundlers wait for the start of a build, so that a line may move on their terminal; elsewhere their log is the place. */
function outputOf(host: Host): ProgressOutput {
  const { stdout, env } = process
  if (stdout.isTTY && !env['CI']) return { isTTY: true, write: (text) => void stdout.write(text) }
  return { isTTY: false, write: (text) => host.log(text.trimEnd()) }
}
