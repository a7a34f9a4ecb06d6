/** Whether the long versions are asked for, as `npm run test:faults` and `npm run test:fuzz` do. */
export const isLong = process.env['MODE'] === 'long'

/** How often something is tried. */
export const times = (short: number, long: number): number => (isLong ? long : short)

/** Milliseconds after which a test hangs; nothing depends on how fast it is. */
export const PATIENCE = times(180_000, 3_600_000)

/** Numbers from 0 to 1 that are the same every time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
