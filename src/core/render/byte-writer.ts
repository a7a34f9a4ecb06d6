/**
 * Text that grows, as UTF-8. Most of what is written is ASCII in short pieces; putting their bytes one by one takes half
 * the time of joining strings and encoding them, and leaves no garbage.
 */
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

  /** Makes room for so many more bytes. */
  reserve(count: number): void {
    const needed = this.length + count
    if (needed <= this.bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2))
    larger.set(this.bytes.subarray(0, this.length))
    this.bytes = larger
  }

  byte(code: number): void {
    this.reserve(1)
    this.bytes[this.length++] = code
  }

  /** Two spaces for each level. */
  indent(levels: number): void {
    this.reserve(2 * levels)
    const { bytes } = this
    let at = this.length
    const end = at + 2 * levels
    while (at < end) bytes[at++] = 32
    this.length = end
  }

  /** Text of which it is known that it is ASCII. */
  ascii(text: string): void {
    const { length } = text
    this.reserve(length)
    const { bytes } = this
    let at = this.length
    for (let index = 0; index < length; index++) bytes[at++] = text.charCodeAt(index)
    this.length = at
  }

  /** A few bytes behind two spaces for each level. */
  indented(token: Uint8Array, levels: number): void {
    const { length } = token
    this.reserve(2 * levels + length)
    const { bytes } = this
    let at = this.length
    for (let level = 0; level < levels; level++) {
      bytes[at++] = 32
      bytes[at++] = 32
    }
    for (let index = 0; index < length; index++) bytes[at++] = token[index]!
    this.length = at
  }

  /** Any number of bytes. */
  copy(bytes: Uint8Array): void {
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  /** Any text. */
  text(text: string): void {
    // A UTF-16 unit takes at most three bytes.
    this.reserve(3 * text.length)
    this.length += this.bytes.write(text, this.length, 'utf8')
  }
}
