import { crc32 } from 'node:zlib'

/**
 * The CRC-32 of text that comes in chunks. It is to tell whether a file is as we left it, for which it suffices, at the
 * speed of memory. Chunks that many files share are looked at once.
 */
export function crc32Of(chunks: readonly Uint8Array[]): number {
  let crc = 0
  for (const chunk of chunks) crc = chunk.byteLength < MIN_SHARED ? crc32(chunk, crc) : combined(crc, shared(chunk), chunk.byteLength)
  return crc
}

/** Chunks of this size are large enough for several files to have the same one. */
const MIN_SHARED = 65_536

const known = new WeakMap<Uint8Array, number>()

function shared(chunk: Uint8Array): number {
  let crc = known.get(chunk)
  if (crc === undefined) known.set(chunk, (crc = crc32(chunk)))
  return crc
}

/** The CRC-32 of one text behind another, from theirs: what comes in front is moved over the length of what follows. */
function combined(first: number, second: number, length: number): number {
  // As zlib's `crc32_combine` does: multiply by x to the power of the number of bits, modulo the polynomial.
  let moved = first
  let power = 0x00800000 // x to the power of 8: one byte
  for (let rest = length; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) moved = product(moved, power)
    power = product(power, power)
  }
  return (moved ^ second) >>> 0
}

/** Of two polynomials over GF(2), modulo that of CRC-32, the bit of the lowest power first. */
function product(left: number, right: number): number {
  let result = 0
  let factor = right
  for (let bit = 0x80000000; bit !== 0; bit >>>= 1) {
    if ((left & bit) !== 0) result ^= factor
    factor = factor & 1 ? (factor >>> 1) ^ 0xedb88320 : factor >>> 1
  }
  return result
}
