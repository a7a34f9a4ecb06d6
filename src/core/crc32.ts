import { crc32 } from 'node:zlib'

/** The CRC-32 of bytes that stand in many files, and are read only once. */
export class Checksum {
  /** As a signed number. */
  readonly crc: number
  /** Of the bytes. */
  readonly length: number
  /** By what to multiply the CRC of what stands in front. Worked out when it is first needed. */
  #shift: number | undefined

  constructor(crc: number, length: number) {
    this.crc = crc
    this.length = length
  }

  static of(bytes: Uint8Array): Checksum {
    return new Checksum(crc32(bytes) | 0, bytes.length)
  }

  /** The CRC of a text that ends with these bytes, as zlib's `crc32_combine` has it. @param crc of what is in front of them */
  behind(crc: number): number {
    return crc === 0 ? this.crc : product(crc, (this.#shift ??= powerOf(this.length))) ^ this.crc
  }
}

/** Bytes in a chunk that stand in other chunks too. */
export interface Stretch {
  readonly start: number
  readonly checksum: Checksum
}

const stretchesOf = new WeakMap<Uint8Array, readonly Stretch[]>()

/** Tells what of a chunk need not be read, in the order of the places. The chunk is not changed before it is done with. */
export function tellStretches(chunk: Uint8Array, stretches: readonly Stretch[]): void {
  stretchesOf.set(chunk, stretches)
}

const checksums = new WeakMap<Uint8Array, Checksum>()

/** Smaller chunks are seldom shared, and read in no time. */
const MIN_SHARED = 16_384

/**
 * The CRC-32 of text that comes in chunks. It is to tell whether a file is as we left it, for which it suffices, at the
 * speed of memory. What many files share is read only once: whole chunks, and stretches of them that were told.
 */
export function crc32Of(chunks: readonly Uint8Array[]): number {
  let crc = 0
  for (const chunk of chunks) {
    const stretches = stretchesOf.get(chunk)
    if (stretches) crc = behindStretches(crc, chunk, stretches)
    else crc = chunk.length < MIN_SHARED ? behindBytes(crc, chunk) : checksumOf(chunk).behind(crc)
  }
  return crc >>> 0
}

function behindStretches(before: number, chunk: Uint8Array, stretches: readonly Stretch[]): number {
  let crc = before
  let end = 0
  for (const { start, checksum } of stretches) {
    crc = checksum.behind(behindBytes(crc, chunk.subarray(end, start)))
    end = start + checksum.length
  }
  return behindBytes(crc, chunk.subarray(end))
}

/** Node takes no signed numbers, and says 0 of some empty chunks, whatever stands in front of them. */
const behindBytes = (crc: number, bytes: Uint8Array): number => (bytes.length === 0 ? crc : crc32(bytes, crc >>> 0) | 0)

function checksumOf(chunk: Uint8Array): Checksum {
  let found = checksums.get(chunk)
  if (!found) checksums.set(chunk, (found = Checksum.of(chunk)))
  return found
}

/** By k: x to the power of the number of bits in 2 to the power of k bytes, modulo the polynomial. */
const powers = [0x00800000]

/** x to the power of the number of bits in so many bytes, modulo the polynomial. */
function powerOf(bytes: number): number {
  let result = 1 << 31 // x to the power of 0
  for (let k = 0; 2 ** k <= bytes; k++) {
    powers[k] ??= product(powers[k - 1]!, powers[k - 1]!)
    if (Math.floor(bytes / 2 ** k) % 2 === 1) result = product(result, powers[k]!)
  }
  return result
}

/**
 * Of two polynomials over GF(2), modulo that of CRC-32, the bit of the lowest power first. Without branches: they would take
 * four times as long, since nobody can foretell the bits.
 */
function product(left: number, right: number): number {
  let result = 0
  let factor = right
  for (let bit = 31; bit >= 0; bit--) {
    result ^= factor & -((left >>> bit) & 1)
    factor = (factor >>> 1) ^ (0xedb88320 & -(factor & 1))
  }
  return result
}
