import type { Tokens } from './tokens.ts'

/** Whoever reads the output may stop reading, as “head” does. If it is lost to anything else, that must show. The work goes on either way. */
export function listenForLostOutput(tokens: Tokens): void {
  let isTold = false
  const onError = (error: NodeJS.ErrnoException): void => {
    // Windows calls it the end of the file.
    if (isTold || error.code === 'EPIPE' || error.code === 'EOF') return
    isTold = true
    void tell(error, tokens)
  }
  for (const stream of [process.stdout, process.stderr]) stream.on('error', onError)
}

async function tell(error: Error, tokens: Tokens): Promise<void> {
  const [{ SliceError }, { reasonOf }, { outputFor }, { refusalOf }] = await Promise.all([
    import('../core/problems.ts'),
    import('../core/write/reason.ts'),
    import('./output.ts'),
    import('./refusal.ts'),
  ])
  const message = `What the command has to say could not be written: ${reasonOf(error)}.`
  const help = 'Make room where it goes to, or send it somewhere else, and run it again.'
  const exitCode = outputFor(tokens).refuse(refusalOf(new SliceError('cannot-write', message, help)))
  process.on('exit', (before) => (process.exitCode = before || exitCode))
}
