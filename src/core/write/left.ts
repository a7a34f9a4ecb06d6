import { crc32Of } from '../crc32.ts'

/** How a file was left: its size in bytes, and the CRC-32 of its contents, as eight hexadecimal digits. */
export interface Left {
  readonly size: number
  readonly crc32: string
}

/** How a file is left that was written whole. */
export const leftOf = (chunks: readonly Uint8Array[]): Left => ({
  size: sizeOf(chunks),
  crc32: crc32Of(chunks).toString(16).padStart(8, '0'),
})

/** Of all chunks together, in bytes. */
export const sizeOf = (chunks: readonly Uint8Array[]): number => chunks.reduce((sum, { byteLength }) => sum + byteLength, 0)

export function isLeft(value: unknown): value is Left {
  const { size, crc32 } = (value ?? {}) as Partial<Left>
  return Number.isSafeInteger(size) && typeof crc32 === 'string' && /^[\da-f]{8}$/.test(crc32)
}
