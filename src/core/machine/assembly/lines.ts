import { NEWLINE } from './codes'
import { INPUT } from './state'

/** How many line ends there are in the first bytes of what was put there (`placeToWrite`). */
export function lineEnds(size: u32): u32 {
  const end = INPUT + size
  let at = INPUT
  let count: u32 = 0
  if (ASC_FEATURE_SIMD) {
    for (; at + 16 <= end; at += 16) count += popcnt(i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(NEWLINE as i8))))
  }
  for (; at < end; at++) if (load<u8>(at) === NEWLINE) count++
  return count
}

/**
 * How many UTF-16 units more than bytes the characters there take, mostly less: each byte behind the first of a character
 * is one too many, but characters of four bytes take two units (RFC 3629 §3, RFC 2781 §2.1).
 */
export function unitsMore(size: u32): i32 {
  const end = INPUT + size
  let at = INPUT
  let more = 0
  if (ASC_FEATURE_SIMD) {
    for (; at + 16 <= end; at += 16) {
      const characters = v128.load(at)
      // As signed numbers these are the least.
      more -= popcnt(i8x16.bitmask(i8x16.lt_s(characters, i8x16.splat(-64))))
      more += popcnt(i8x16.bitmask(i8x16.ge_u(characters, i8x16.splat(-16))))
    }
  }
  for (; at < end; at++) {
    const code = load<u8>(at) as u32
    if (code >= 0xf0) more++
    else if (code >> 6 === 2) more--
  }
  return more
}
