import { zlibSync } from 'fflate'
import { PARTS, type Report } from './protocol.ts'

/** The texts of files as the pieces that they are made of, so that what many share is there once. */
export interface Texts {
  pieces: readonly string[]
  /** By file: the indices of its pieces, in order. */
  recipes: readonly (readonly number[])[]
}

/**
 * Largest texts that a report holds, in bytes before and after compression. Beyond, a browser would take seconds to open
 * it, and nobody would send it around; it says that they are left out.
 */
export const MAX_TEXT_BYTES = 96e6
export const MAX_EMBEDDED_BYTES = 12e6

/** The data of a report as elements that browsers do not run. Base64 cannot close them, whatever a description says. */
export function dataElements(report: Report, texts: Texts | undefined): string {
  const book = texts && embedded(texts)
  const parts = [
    element(
      PARTS.report,
      packed(JSON.stringify({ ...report, output: { ...report.output, hasTexts: book !== undefined } } satisfies Report)),
    ),
    ...(book ?? []),
  ]
  return parts.join('\n')
}

function embedded({ pieces, recipes }: Texts): string[] | undefined {
  if (pieces.reduce((sum, { length }) => sum + length, 0) > MAX_TEXT_BYTES) return undefined
  const parts = [element(PARTS.pieces, packed(JSON.stringify(pieces))), element(PARTS.recipes, packed(recipeBytes(recipes)))]
  return parts.reduce((sum, { length }) => sum + length, 0) > MAX_EMBEDDED_BYTES ? undefined : parts
}

const element = (id: string, base64: string): string => `<script type="application/zlib" id="${id}">${base64}</script>`

/** Not Node's own zlib: its bytes differ between versions, machines and Bun, and the same input must give the same report. */
const packed = (data: string | Uint8Array): string =>
  Buffer.from(zlibSync(typeof data === 'string' ? Buffer.from(data) : data, { level: 6 })).toString('base64')

/** See `PARTS.recipes`. */
export function recipeBytes(recipes: Texts['recipes']): Uint8Array {
  let bytes = new Uint8Array(1 << 16)
  let at = 0
  for (const recipe of recipes) {
    write(recipe.length)
    let before = 0
    for (const piece of recipe) {
      const difference = piece - before
      write((difference << 1) ^ (difference >> 31))
      before = piece
    }
  }
  return bytes.subarray(0, at)

  function write(value: number): void {
    // Five bytes are the most that 32 bits take.
    if (at + 5 > bytes.length) {
      const larger = new Uint8Array(bytes.length * 2)
      larger.set(bytes)
      bytes = larger
    }
    let rest = value >>> 0
    for (; rest >= 128; rest >>>= 7) bytes[at++] = (rest & 127) | 128
    bytes[at++] = rest
  }
}
