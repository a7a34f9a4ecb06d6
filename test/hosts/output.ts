import { stripVTControlCharacters } from 'node:util'

/** Everything that is printed while `action` runs, by whatever way, without colours. */
export const printedBy = async (action: () => Promise<void>): Promise<string> => stripVTControlCharacters(await rawPrintedBy(action))

/** The same as it reaches a terminal. */
export async function rawPrintedBy(action: () => Promise<void>): Promise<string> {
  let text = ''
  const take = (chunk: unknown): boolean => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString()
    return true
  }
  const methods = ['log', 'info', 'warn', 'error', 'debug'] as const
  const original = { ...console }
  const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write }))
  for (const method of methods) console[method] = (...values: unknown[]) => take(`${values.join(' ')}\n`)
  for (const { stream } of streams) stream.write = take as typeof stream.write
  try {
    await action()
  } finally {
    Object.assign(console, original)
    for (const { stream, write } of streams) stream.write = write
  }
  return text
}
