import { wrapAnsi } from 'fast-wrap-ansi'

/** Lines are easy to read up to about this width, and a pipe has none of its own. */
const WIDTH = 80

/** A text in lines of at most 80 columns, or as many as the terminal has, the first and the others indented. */
export function wrapped(
  text: string,
  { indent, hanging, columns = WIDTH }: { indent: number; hanging: number; columns?: number },
): string[] {
  const lines = wrapAnsi(text, Math.max(20, Math.min(columns, WIDTH) - hanging)).split('\n')
  return lines.map((line, index) => ' '.repeat(index === 0 ? indent : hanging) + line)
}
