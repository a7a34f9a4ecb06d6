import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sliceInMemory } from '../support/slice.ts'

describe('a file that holds no object is told of at the reference to it:', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'brought-in-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  const OWN = 'components: {responses: {Mine: {description: Mine}}}\n'

  it.for([
    ['nothing', 'other.yaml', '', ''],
    ['only comments', 'other.yaml', '# nothing\n', ''],
    ['a text', 'other.yaml', 'hello\n', ''],
    ['a text behind a pointer', 'other.yaml#/a', 'a: hello\n', ''],
    ['nothing, beside components of the root', 'other.yaml', '', OWN],
    ['a text, beside components of the root', 'other.yaml', 'hello\n', OWN],
  ] as const)('%s', async ([, ref, text, more]) => {
    const input = join(folder, 'openapi.yaml')
    writeFileSync(join(folder, 'other.yaml'), text)
    writeFileSync(
      input,
      `openapi: 3.1.0
info: {title: A, version: '1'}
paths:
  /a:
    get:
      responses:
        '200':
          $ref: ${ref}
${more}`,
    )
    const { problems } = await sliceInMemory(input)

    expect(problems).toMatchObject([
      { code: 'redocly/struct', file: input, line: 8, message: expect.stringContaining('must be an object') },
    ])
  })

  it('not what the root itself has', async () => {
    const input = join(folder, 'openapi.yaml')
    writeFileSync(join(folder, 'other.yaml'), 'description: Fine\n')
    writeFileSync(
      input,
      `openapi: 3.1.0
info: {title: A, version: '1'}
paths:
  /a: {get: {responses: {'200': {$ref: '#/components/responses/Mine'}, '201': {$ref: other.yaml}}}}
components:
  responses:
    Mine: hello
`,
    )

    expect((await sliceInMemory(input)).problems).toMatchObject([{ code: 'redocly/struct', line: 7 }])
  })
})
