/** Links, titles, colours, a cleared screen, turned writing and forged lines, by every way in which a terminal takes them. */
export const HOSTILE =
  '\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007\u001b[2J\u001b[31m\u009b31;5m\u009d0;title\u009c\u0090q\u001b\\\u001bc' +
  '\u202e\u2066\u2069\u061c\u200f\u2028\u0085\u0000\u0007\u0008\u007f\r\n✓ 9 extracted, 0 failed\n'

/** What is left of a text for a terminal to obey. Colours that the program itself paints with are fine. */
export const obeyed = (printed: string): string[] =>
  printed
    // oxlint-disable-next-line no-control-regex
    .replace(/\u001b\[[\d;]*m/g, '')
    .match(/[^\P{Cc}\n\t]|[\p{Bidi_Control}\u2028\u2029]/gu)
    ?.map((character) => `U+${character.codePointAt(0)!.toString(16).padStart(4, '0')}`) ?? []

/** A description in which everything that has a name, and most of what may be said, is hostile. One endpoint fails. */
export function hostileDescription(): string {
  const response = { 200: { description: HOSTILE } }
  return JSON.stringify(
    {
      openapi: '3.1.0',
      info: { title: HOSTILE, version: HOSTILE, description: HOSTILE },
      [`unknown${HOSTILE}`]: 1,
      paths: {
        [`/fine/${HOSTILE}`]: {
          get: { summary: HOSTILE, operationId: `fine${HOSTILE}`, tags: [HOSTILE], security: [{ [HOSTILE]: [] }], responses: response },
        },
        [`/lost/${HOSTILE}`]: {
          get: { operationId: `lost${HOSTILE}`, responses: { 200: { $ref: `#/components/responses/${HOSTILE}` } } },
          post: { responses: { 200: { $ref: `${HOSTILE}.yaml` } } },
          put: { responses: { 200: { $ref: `https://example.com/${HOSTILE}` } } },
          [HOSTILE]: {},
        },
        '/schema': {
          get: { responses: { 200: { description: 'A', content: { 'a/b': { schema: { $ref: '#/components/schemas/A' } } } } } },
        },
      },
      components: {
        schemas: {
          A: {
            type: ['string', 'integer'],
            const: HOSTILE,
            properties: { [HOSTILE]: { $ref: `#/nowhere/${HOSTILE}` } },
            [`x-${HOSTILE}`]: { $ref: `#/${HOSTILE}` },
          },
        },
      },
    },
    null,
    1,
  )
}
