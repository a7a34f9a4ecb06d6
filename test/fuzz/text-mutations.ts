import type { Random } from './random.ts'

/** Everything that is done to the bytes of descriptions, by name. */
export const TEXT_MUTATIONS: Readonly<Record<string, (bytes: Buffer, random: Random) => Buffer>> = {
  'bit flipped': (bytes, random) => changed(bytes, random, (byte) => byte ^ (1 << random.below(8))),
  'byte changed': (bytes, random) => changed(bytes, random, () => (random.chance(0.6) ? random.pick(SPECIAL) : random.below(256))),
  'bytes inserted': (bytes, random) => spliced(bytes, random.below(bytes.length + 1), 0, Buffer.from(random.pick(INSERTED))),
  'bytes removed': (bytes, random) => spliced(bytes, random.below(bytes.length + 1), 1 + random.below(random.pick([1, 4, 40, 400]))),
  'bytes repeated'(bytes, random) {
    const start = random.below(bytes.length + 1)
    return spliced(bytes, random.below(bytes.length + 1), 0, bytes.subarray(start, start + random.below(random.pick([4, 40, 400]))))
  },
  truncated: (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  'line removed': (bytes, random) => withLines(bytes, (lines) => lines.splice(random.below(lines.length), 1)),
  'line indented'(bytes, random) {
    return withLines(bytes, (lines) => {
      const at = random.below(lines.length)
      lines[at] = random.chance(0.5) ? random.pick([' ', '  ', '\t', '- ', '? ']) + lines[at]! : lines[at]!.slice(random.pick([1, 2]))
    })
  },
  'lines swapped'(bytes, random) {
    return withLines(bytes, (lines) => {
      const [one, other] = [random.below(lines.length), random.below(lines.length)]
      const line = lines[one]!
      lines[one] = lines[other]!
      lines[other] = line
    })
  },
  'encoded otherwise'(bytes, random) {
    const text = bytes.toString()
    const utf16 = Buffer.from(text, 'utf16le')
    return random.pick<() => Buffer>([
      () => Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]),
      () => utf16,
      () => Buffer.from(utf16).swap16(),
      () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
      () => Buffer.from(text, 'latin1'),
      () => Buffer.from(text.replaceAll('\n', '\r\n')),
      () => Buffer.from(text.replaceAll('\n', '\r')),
      () => Buffer.from(text.replaceAll('  ', '\t')),
    ])()
  },
}

const SPECIAL = [...Buffer.from(':{}[]&*#?|-<>=!%@\\"\'`, \t\r\n0~'), 0, 27, 127, 128, 192, 255]

const INSERTED = [
  ...[
    ':',
    ': ',
    '- ',
    '\n',
    '\r',
    '\t',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '#',
    ' #',
    '&a ',
    '*a',
    '!',
    '|',
    '>',
    '%',
    '@',
    '`',
    ',',
    '? ',
    '---\n',
    '...\n',
  ],
  ...[
    '\n<<: *a\n',
    '\\',
    '\\u',
    '\\ud800',
    '\\x',
    '\u0000',
    '\ufeff',
    '\u2028',
    '\u0085',
    '\u00a0',
    '//',
    '/* */',
    '1e',
    '-',
    '00',
    '.',
    'NaN',
    '[[[[',
  ],
  ...['{"a":', '"a": 1,', '\u001b[31m', '\ud83d\ude00', '\n\n\n', '"""', "''", '!!str '],
]

const changed = (bytes: Buffer, random: Random, change: (byte: number) => number): Buffer => {
  const copy = Buffer.from(bytes)
  const at = random.below(copy.length)
  if (copy.length > 0) copy[at] = change(copy[at]!)
  return copy
}

const spliced = (bytes: Buffer, at: number, removed: number, added: Uint8Array = Buffer.alloc(0)): Buffer =>
  Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)])

function withLines(bytes: Buffer, change: (lines: string[]) => unknown): Buffer {
  // Latin 1 keeps every byte.
  const lines = bytes.toString('latin1').split('\n')
  change(lines)
  return Buffer.from(lines.join('\n'), 'latin1')
}
