import type { ChangeCode, Effect } from '../../../src/core/convert/convert.ts'
import type { Json, JsonObject } from '../../../src/core/model/json.ts'
import type { Family } from '../../../src/core/model/object-types.ts'

/** One behaviour of one rule. */
export interface Case {
  /** The rule; the first change with this code is looked at, or that there is none if `effect` is absent. */
  code: ChangeCode
  /** The rule of the catalogue of conversions that it comes from. */
  id?: string
  behaviour: string
  from: Family
  to: Family
  /** The source, without version and info. */
  source: JsonObject
  /** What is at these pointers afterwards; undefined for nothing. */
  expected: Record<string, Json | undefined>
  effect?: Effect
  /** Of the change. */
  pointer?: string
}

type Words = Pick<Case, 'code' | 'behaviour'> & Partial<Pick<Case, 'id' | 'effect' | 'pointer'>>

export const OPERATION: JsonObject = { responses: { 200: { description: 'ok' } } }

/** A case of a whole document; one operation is there if the case has none. */
export const documentCases =
  (from: Family, to: Family) =>
  (words: Words, source: JsonObject, expected: Record<string, Json | undefined>): Case => ({ ...words, from, to, source, expected })

/** A case of the schema `T`, beside which there is another one to refer to. */
export const schemaCases =
  (from: Family, to: Family) =>
  (words: Words, schema: Json, expected: Json, more: JsonObject = {}): Case => {
    const others: JsonObject = { Other: { type: 'object' }, ...more }
    const container = '#/components/schemas'
    const source: JsonObject =
      from === '2.0'
        ? { paths: {}, definitions: { T: schema, ...others } }
        : { paths: {}, components: { schemas: { T: schema, ...others } } }
    return { ...words, from, to, source, expected: { [`${container}/T`]: expected } }
  }

/** A case of one operation, `GET /t`. */
export const operationCases =
  (from: Family, to: Family) =>
  (words: Words, operation: JsonObject, expected: Json | undefined, more: JsonObject = {}): Case => ({
    ...words,
    from,
    to,
    source: { paths: { '/t': { post: operation } }, ...more },
    expected: { '#/paths/~1t/post': expected },
  })

export const withBody = (content: JsonObject): JsonObject => ({ requestBody: { content }, ...OPERATION })

/** Bodies of a method that has none by HTTP, and of one that has. */
export function bodyCases(document: ReturnType<typeof documentCases>, words: Pick<Words, 'behaviour' | 'effect'>): Case[] {
  const body = withBody({ 'a/b': {} })
  const pointer = '#/paths/~1t/delete'
  return [
    document({ code: 'request-body', ...words, pointer }, { paths: { '/t': { delete: body } } }, { [pointer]: body }),
    document(
      { code: 'request-body', behaviour: 'a body of other methods is what it was' },
      { paths: { '/t': { put: body } } },
      { '#/paths/~1t/put': body },
    ),
  ]
}
