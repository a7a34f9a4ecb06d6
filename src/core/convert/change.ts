import type { Json } from '../model/json.ts'

/** One code per construct; `docs/versions.md` has a row for each. */
export type ChangeCode =
  // Any step
  | 'version'
  | 'too-deep'
  | 'moved-schema'
  // 2.0 → 3.0
  | 'host'
  | 'operation-schemes'
  | 'media-types'
  | 'containers'
  | 'component-name'
  | 'shared-body'
  | 'body-parameter'
  | 'form-parameters'
  | 'file'
  | 'parameter-schema'
  | 'header-schema'
  | 'collection-format'
  | 'allow-empty-value'
  | 'reserved-header'
  | 'response-content'
  | 'security-scheme'
  | 'x-nullable'
  | 'discriminator-string'
  | 'tuple-items'
  // 3.0 ↔ 3.1
  | 'nullable'
  | 'nullable-false'
  | 'nullable-without-type'
  | 'exclusive-limit'
  | 'exclusive-limit-without-effect'
  | 'example'
  | 'ref-siblings'
  | 'reference-text'
  | 'base64'
  | 'binary'
  | 'binary-content'
  | 'encoding-style'
  | 'request-body'
  | 'server-variable'
  | 'webhooks'
  | 'type-array'
  | 'null-type'
  | 'null-branch'
  | 'const'
  | 'examples'
  | 'boolean-schema'
  | 'array-items'
  | 'prefix-items'
  | 'contains'
  | 'pattern-properties'
  | 'property-names'
  | 'dependent'
  | 'if-then-else'
  | 'not'
  | 'one-of'
  | 'unevaluated'
  | 'content-schema'
  | 'defs'
  | 'identifiers'
  | 'comment'
  | 'dynamic-ref'
  | 'schema-dialect'
  | 'unknown-keyword'
  | 'lists'
  | 'discriminator-extension'
  | 'paths'
  | 'path-items'
  | 'mutual-tls'
  | 'security-roles'
  | 'responses'
  | 'info-summary'
  | 'license-identifier'
  | 'json-schema-dialect'
  // 3.1 ↔ 3.2
  | 'allow-reserved'
  | 'query'
  | 'additional-operations'
  | 'querystring'
  | 'item-schema'
  | 'positional-encoding'
  | 'nested-encoding'
  | 'media-type-components'
  | 'media-type-description'
  | 'cookie-style'
  | 'self'
  | 'tag-fields'
  | 'default-mapping'
  | 'device-authorization'
  | 'oauth2-metadata'
  | 'scheme-deprecated'
  | 'security-uri'
  | 'example-value'
  | 'response-summary'
  | 'response-description'
  | 'server-name'
  | 'xml-node-type'

/**
 * - `equal`: the same meaning said otherwise
 * - `loss`: something is lost; the result accepts more than the source, never less
 * - `impossible`: cannot be said in the target at all
 */
export type Effect = 'equal' | 'loss' | 'impossible'

/** One thing that a conversion did. */
export interface Change {
  code: ChangeCode
  effect: Effect
  /** Pointer into the document that came in. */
  pointer: string
  /** What stood there: an excerpt, bounded in size. */
  before: Json | undefined
  /** What stands there now: an excerpt, bounded in size; absent where it was dropped. */
  after: Json | undefined
  /** What happened, in plain words. */
  message: string
  /** What to do about it. */
  help: string
}
