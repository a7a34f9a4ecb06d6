import { describe, expect, it } from 'vitest'
import { Notes } from '../../src/core/load/notes.ts'
import { parseSource } from '../../src/core/load/parse.ts'

const parsed = (source: string | Buffer, file: string): unknown => parseSource(source, file, file, new Notes())

describe('a text that is not in UTF-8', () => {
  const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')

  it.for([
    ['openapi.json', latin1('{\n  "a": "plain",\n  "b": "grün"\n}\n'), 'line 3, column 11'],
    ['openapi.yaml', latin1('a: plain\nb: grün\n'), 'line 2, column 6'],
    // What stands in front of it is counted by characters, and may hold the sign that stands for a mistake.
    ['openapi.yaml', Buffer.concat([Buffer.from('ä\ufffd: 1\nü😀: "'), latin1('é"\n')]), 'line 2, column 7'],
    ['openapi.yaml', latin1('ÿ'), 'line 1, column 1'],
  ] as const)('is refused with the place: %s', ([file, source, place]) => {
    expect(() => parsed(source, file)).toThrow(
      expect.objectContaining({
        code: 'not-utf8',
        message: `${file} is not text in UTF-8 (${place}).`,
      }),
    )
  })

  it('is not what a text with a sign for a mistake is', () => {
    expect(parsed(Buffer.from('a: "\ufffd"\n'), 'openapi.yaml')).toEqual({
      a: '\ufffd',
    })
  })
})

describe('a file with several YAML documents', () => {
  it('is refused with the place of the second, as nobody could tell which is meant', () => {
    expect(() => parsed('a: 1\n---\n# then\nb: 2\n', 'openapi.yaml')).toThrow(
      expect.objectContaining({
        code: 'syntax-error',
        message: expect.stringMatching(/a second document begins.*\(line 4, column 1\)/i),
      }),
    )
    expect(() => parsed('a: 1\n...\n---\n- 1\n', 'openapi.yaml')).toThrow(/second document/)
    expect(() => parsed('a: [\n---\nb: 2\n', 'openapi.yaml')).toThrow(/not valid YAML: (?!.*second document)/)
  })

  it.for(['---\na: 1\n', 'a: 1\n...\n', 'a: 1\n---\n', '---\na: 1\n---\n# nothing\n...\n'])(
    'is not one that only begins or ends a document: %j',
    (text) => {
      expect(parsed(text, 'openapi.yaml')).toEqual({ a: 1 })
    },
  )
})
