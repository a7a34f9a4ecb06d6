import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import type { ProblemCode, RefusalCode } from '../../src/core/problems.ts'
import type { sliceInMemory } from '../support/slice.ts'

/** An endpoint as users name it: `GET /users/{id}`; a webhook has its name in place of the path. */
export type Endpoint = string

/** One row of the catalogue: an input in `cases/<id>/openapi.yaml` and what becomes of each of its endpoints. */
export interface Case {
  /** Folder of the input. An input may have several entries, one for each way to slice it. */
  id: string
  title: string
  /** The specification and the section that decides. */
  section: string
  options?: Options
  /** Exactly the slices that are written. */
  slices?: Record<Endpoint, ExpectedSlice>
  /** Exactly the endpoints that are not written. */
  fails?: Record<Endpoint, ExpectedFailure>
  /** The description as a whole is refused. */
  refused?: Refusal
  /** Said exactly once for the whole run, however many slices it concerns. */
  once?: ProblemCode[]
  /** What `index.csv` contains, byte for byte. */
  index?: RegExp[]
}

export type Options = NonNullable<Parameters<typeof sliceInMemory>[1]>

export interface ExpectedSlice {
  /**
   * Exactly the components, as `kind.name`. `kind.*` is a component whose name is ours to choose;
   * it has to be a readable one. In Swagger 2.0 the kinds are `definitions`, `parameters` and so on.
   */
  components: string[]
  /** The exact value at a pointer; `undefined` if nothing may be there. */
  at?: Record<string, unknown>
  /** As `at`, but references on the way and at the end are followed. */
  resolves?: Record<string, unknown>
  file?: string | RegExp
  /** Columns of the index; `validation_status` is always checked. */
  row?: Record<string, string>
  /** What the text of the file has to match. */
  text?: RegExp[]
  /** Upper bound for the size of the file. */
  maxBytes?: number
  /** Warnings that have to be given for this endpoint, by code or words. A written slice never has errors. */
  reported?: RegExp[]
  /** What no problem of this endpoint may be or say. */
  unreported?: RegExp[]
}

export interface Refusal {
  code: RefusalCode
  /** What the message has to name. */
  message: RegExp
  /** What the remedy has to name. */
  help?: RegExp
  /** The line of `openapi.yaml` that is to blame. */
  line?: number
}

export interface ExpectedFailure {
  /** What the cell `failure_reason` has to say. */
  reason: RegExp
  code?: ProblemCode
  phase?: number
  /** The slice that is written all the same with `inherited: 'warn'`. The reason is then a warning. */
  warned?: ExpectedSlice
}

/** Nothing at all may be said about the endpoint. */
export const anything = /[^]/

/** A reference to a component of the kind, or to a place inside of it. */
export function aReference(kind: string): unknown {
  const container = kind === 'definitions' ? '#/definitions' : `#/components/${kind}`
  return { $ref: expect.stringMatching(new RegExp(`^${container}/[A-Za-z0-9._-]+(/.*)?$`)) }
}

/** The name of a file that collides with another or is too long: hash of the endpoint, cut where needed. */
export function hashed(stem: RegExp, endpoint: Endpoint, format = 'yaml'): RegExp {
  const hash = createHash('sha256').update(endpoint).digest('hex').slice(0, 8)
  return new RegExp(`^${stem.source}~${hash}\\.${format}$`)
}

/** The variant of an entry with `inherited: 'warn'`: what failed is written, and the reason is a warning. */
export function withInheritedAsWarnings(entry: Case): Case {
  const { fails = {}, slices = {}, ...rest } = entry
  const variant: Case = { ...rest, options: { ...entry.options, inherited: 'warn' }, slices: { ...slices } }
  for (const [endpoint, failure] of Object.entries(fails)) {
    if (failure.warned) {
      const { reported = [] } = failure.warned
      variant.slices![endpoint] = { ...failure.warned, reported: [failure.reason, ...reported] }
    } else {
      variant.fails = { ...variant.fails, [endpoint]: failure }
    }
  }
  return variant
}
