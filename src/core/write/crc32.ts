import { crc32 } from 'node:zlib'

/**
 * The CRC-32 of text that comes in chunks. It is to tell whether a file is as we left it, for which it suffices, at the
 * speed of memory. Chunks that many files share are looked at once.
 */
export function crc32Of(chunks: readonly Uint8Array[]): number {
  let crc = 0
  for (const chunk of chunks) {
    if (chunk.byteLength < MIN_SHARED) crc = crc32(chunk, crc)
    else {
      // As zlib's `crc32_combine` does: what comes in front, if anything, is moved over the length of what follows.
      const found = shared(chunk)
      const moved = crc === 0 ? 0 : product(crc, (found.shift ??= powerOf(chunk.byteLength)))
      crc = (moved ^ found.own) >>> 0
    }
  }
  return crc
}

/** Smaller chunks are seldom shared, and read in no time. */
const MIN_SHARED = 16_384

interface Shared {
  own: number
  /** What moves another text over the length of this one, once there was one in front of it. */
  shift: number | undefined
}

const known = new WeakMap<Uint8Array, Shared>()

function shared(chunk: Uint8Array): Shared {
  let found = known.get(chunk)
  if (!found) known.set(chunk, (found = { own: crc32(chunk), shift: undefined }))
  return found
}

/** x to the power of the number of bits of so many bytes, modulo the polynomial. */
function powerOf(bytes: number): number {
  let result = 0x80000000 // x to the power of 0
  let power = 0x00800000 // x to the power of 8: one byte
  for (let rest = bytes; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = product(result, power)
    power = product(power, power)
  }
  return result
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
