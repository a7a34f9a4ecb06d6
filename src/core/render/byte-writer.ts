/** Bytes that are put together. */
export class ByteWriter {
  /** What has been written is in front of `length`; what is behind it means nothing. */
  bytes: Buffer
  length = 0

  constructor(capacity = 65_536) {
    this.bytes = Buffer.allocUnsafeSlow(capacity)
  }

  /** What has been written, from some place on; as long as nothing else is written in its place. */
  written(start = 0): Buffer {
    return this.bytes.subarray(start, this.length)
  }

  copy(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  /** Makes room for so many more bytes. */
  #reserve(count: number): void {
    const needed = this.length + count
    if (needed <= this.bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2))
    larger.set(this.bytes.subarray(0, this.length))
    this.bytes = larger
  }
}
