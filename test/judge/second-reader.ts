/**
 * A second opinion on slice text: js-yaml, which is what Redocly reads with. It is no
 * dependency of ours, so it is found next to Redocly, and its absence is no finding.
 */
import { createRequire } from 'node:module'
import { Numeric } from './numeric.ts'
import type { Value } from './value.ts'
import { isDict, isList } from './value.ts'

type Resolve = (source: string, isExplicit: boolean, tagName: string) => unknown
interface Tag {
  resolve: Resolve
  implicitFirstChars: readonly string[] | null
}
interface Schema {
  withTags(...tags: unknown[]): Schema
}
interface JsYaml {
  CORE_SCHEMA: Schema
  NOT_RESOLVED: symbol
  intCoreTag: Tag
  floatCoreTag: Tag
  realMapTag: unknown
  defineScalarTag(name: string, options: unknown): unknown
  load(text: string, options: unknown): unknown
}

const jsYaml = find()

function find(): JsYaml | undefined {
  try {
    const here = createRequire(import.meta.url)
    return createRequire(here.resolve('@redocly/openapi-core'))('js-yaml') as JsYaml
  } catch {
    return undefined
  }
}

/** The library's own rule decides what is a number; only the digits are kept instead of a double. */
function exactTag(library: JsYaml, name: string, { resolve, implicitFirstChars }: Tag): unknown {
  const exact: Resolve = (source, isExplicit, tagName) =>
    resolve(source, isExplicit, tagName) === library.NOT_RESOLVED ? library.NOT_RESOLVED : new Numeric(source)
  const identify = (): boolean => false
  return library.defineScalarTag(name, { implicit: true, implicitFirstChars, resolve: exact, identify })
}

function schemaOf(library: JsYaml): Schema {
  const int = exactTag(library, 'tag:yaml.org,2002:int', library.intCoreTag)
  const float = exactTag(library, 'tag:yaml.org,2002:float', library.floatCoreTag)
  return library.CORE_SCHEMA.withTags(int, float, library.realMapTag)
}

const schema = jsYaml && schemaOf(jsYaml)

export interface SecondReading {
  value?: Value
  error?: string
}

export function readSecond(text: string): SecondReading | undefined {
  if (jsYaml === undefined) return undefined
  try {
    return { value: jsYaml.load(text, { schema, maxDepth: 100_000, json: false }) as Value }
  } catch (error) {
    return { error: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) }
  }
}

/** Where the two readings first differ, as a pointer; undefined if they do not. */
export function firstDifference(first: Value, second: Value): string | undefined {
  const stack: [Value, Value, string][] = [[first, second, '#']]
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const [a, b, at] = item
    const children = childrenOf(a, b, at)
    if (children === undefined) return at
    for (const child of children) stack.push(child)
  }
  return undefined
}

function childrenOf(a: Value, b: Value, at: string): [Value, Value, string][] | undefined {
  if (isDict(a) && isDict(b)) {
    const sameKeys = a.size === b.size && [...a.keys()].every((key) => b.has(key))
    return sameKeys ? [...a].map(([key, value]) => [value, b.get(key) as Value, `${at}/${key}`]) : undefined
  }
  if (isList(a) && isList(b)) {
    return a.length === b.length ? a.map((value, index) => [value, b[index] as Value, `${at}/${index}`]) : undefined
  }
  return sameReading(a, b) ? [] : undefined
}

/** js-yaml takes 1e400 for a string, which is its limit and not a defect of the slice. */
function sameReading(a: Value, b: Value): boolean {
  if (a instanceof Numeric && b instanceof Numeric) return a.exact === b.exact
  if (a instanceof Numeric && a.overflows) return a.source === b
  return !isDict(a) && !isList(a) && a === b
}
