import { times } from '../support/scale.ts'

/** A description that asks for far too much, or looks as if it did. */
export interface Bomb {
  what: string
  /** Its text, which says whether it is JSON. */
  text: () => string
  /** How the command ends, and part of what it says. */
  exit: number
  says: string
  flags?: readonly string[]
  /** Of the only slice: how many schemas it has, and how many characters at least. */
  schemas?: number
  characters?: number
}

/** Levels and characters that no description has. What only takes long is less in a short run. */
const [LEVELS, CHARACTERS, KEYS, LINKS] = [100_000, 10_000_000, times(50_000, 1_000_000), times(10_000, 100_000)]

const [SLICED, ENDLESS, TOO_DEEP] = [
  '✓ 1 extracted, 0 failed',
  'leads back to itself and never to a value',
  'More than 500 levels of nesting',
]
const TOO_LARGE = 'holds more than 1,000,000 values, or as much text, with YAML aliases written out'
const whole = { exit: 0, says: SLICED, characters: CHARACTERS }
const tooDeep = { exit: 4, says: TOO_DEEP }

const ALIASES: readonly Bomb[] = [
  {
    what: 'a billion laughs in an extension',
    text: () => yaml('{}', laughs(12, 10)),
    exit: 0,
    says: 'x-a9, x-a10, x-a11 would make every slice far too large',
  },
  { what: 'a billion laughs in an example', text: () => yaml('{example: *a11}', laughs(12, 10)), exit: 1, says: TOO_LARGE },
  { what: 'a billion laughs as properties', text: () => yaml('{properties: *a11}', laughs(12, 10)), exit: 1, says: TOO_LARGE },
  { what: 'aliases that double 30 times', text: () => yaml('{example: *a29}', laughs(30, 2)), exit: 1, says: TOO_LARGE },
  { what: 'merge keys that double 30 times', text: () => yaml('{example: *a29}', merging(30)), exit: 1, says: TOO_LARGE },
  {
    what: 'a long list in an example, with many aliases to it',
    text: () => yaml('{example: *a}', `x-l:\n  - &l [${listed(50_000, String)}]\n  - &a [${listed(25_000, () => '*l')}]\n`),
    exit: 1,
    says: TOO_LARGE,
  },
  { what: 'an alias inside of its own anchor', text: () => yaml('{}', 'x-a: &a [*a]\n'), exit: 4, says: 'so it never ends' },
]

const NESTING: readonly Bomb[] = [
  { what: 'YAML lists in brackets', text: () => yaml('{}', `x-a: ${nested('[', ']', '')}\n`), ...tooDeep },
  { what: 'YAML lists in brackets without an end', text: () => yaml('{}', `x-a: ${'['.repeat(LEVELS)}\n`), ...tooDeep },
  { what: 'YAML maps in braces', text: () => yaml('{}', `x-a: ${nested('{a: ', '}', '1')}\n`), ...tooDeep },
  { what: 'YAML lists on one line', text: () => yaml('{}', `x-a:\n  ${'- '.repeat(LEVELS)}1\n`), ...tooDeep },
  { what: 'YAML keys of keys', text: () => yaml('{}', `x-a:\n  ${'? '.repeat(LEVELS)}1\n`), ...tooDeep },
  { what: 'YAML schemas', text: () => yaml(nested('{items: ', '}', '{}')), ...tooDeep },
  { what: 'JSON arrays', text: () => json('{}', `,"x-a":${nested('[', ']', '')}`), ...tooDeep },
  { what: 'JSON arrays without an end', text: () => json('{}', `,"x-a":${'['.repeat(LEVELS)}`), ...tooDeep },
  { what: 'JSON objects', text: () => json('{}', `,"x-a":${nested('{"a":', '}', '1')}`), ...tooDeep },
  { what: 'JSON schemas', text: () => json(nested('{"items":', '}', '{}')), ...tooDeep },
  { what: 'a JSON example', text: () => json(`{"example":${nested('[', ']', '')}}`), ...tooDeep },
].map((bomb) => ({ ...bomb, what: `${shown(LEVELS)} levels: ${bomb.what}` }))

const TEXT: readonly Bomb[] = [
  { what: 'a JSON description', text: () => json(`{"description":"${'x'.repeat(CHARACTERS)}"}`), ...whole },
  { what: 'a JSON description of many lines', text: () => json(`{"description":"${'line\\n'.repeat(CHARACTERS / 5)}"}`), ...whole },
  { what: 'a YAML description', text: () => yaml(`{description: ${'x'.repeat(CHARACTERS)}}`), ...whole },
  { what: 'a YAML description of many words', text: () => yaml(`{description: "${'word '.repeat(CHARACTERS / 5)}"}`), ...whole },
  { what: 'a YAML comment', text: () => yaml('{}', `# ${'x'.repeat(CHARACTERS)}\n`), exit: 0, says: SLICED },
  { what: 'the name of a property', text: () => json(`{"properties":{"${'x'.repeat(CHARACTERS)}":{}}}`), ...whole },
  { what: 'a path', text: () => described(`"/${'x'.repeat(CHARACTERS)}":{"get":${OPERATION}}`), ...whole },
  { what: 'a number', text: () => json(`{"maximum":${'9'.repeat(CHARACTERS)}}`), ...whole },
  { what: 'a regular expression', text: () => json(`{"pattern":"${'(a'.repeat(CHARACTERS / 2)}"}`), ...whole },
  { what: 'a reference', text: () => json(`{"$ref":"#/${'x'.repeat(CHARACTERS)}"}`), exit: 1, says: 'leads nowhere' },
].map((bomb) => ({ ...bomb, what: `10 MB: ${bomb.what}` }))

const MANY: readonly Bomb[] = [
  {
    what: '8,000 root fields, in each of 14,000 slices',
    text: () =>
      described(
        listed(14_000, (at) => `"/p${at}":{"get":${OPERATION}}`),
        `,${listed(8_000, (at) => `"x-${at}":1`)}`,
      ),
    flags: ['--max-output', '1 GB'],
    exit: 6,
    says: 'The slices would take 1.1 GB in 14,000 files, and the limit is 1.0 GB',
  },
  {
    what: '1,000,001 keys: an example',
    text: () => json(`{"example":{${listed(1_000_001, (at) => `"k${at}":1`)}}}`),
    exit: 1,
    says: TOO_LARGE,
  },
  {
    what: `${shown(KEYS)} keys: all the same`,
    text: () => json('{}', `,"x-a":{${listed(KEYS, () => '"k":1')}}`),
    exit: 4,
    says: 'The name "k" is used twice',
  },
  {
    what: `${shown(KEYS)} keys: schemas`,
    text: () => json('{}', `,"components":{"schemas":{${listed(KEYS, (at) => `"k${at}":{}`)}}}`),
    exit: 0,
    says: SLICED,
    schemas: 0,
  },
  {
    what: `${shown(KEYS / 10)} keys: parameters`,
    text: () =>
      described(
        `"/a":{"get":{"parameters":[${listed(KEYS / 10, (at) => `{"in":"query","name":"k${at}","schema":{}}`)}],"responses":{"200":{"description":"ok"}}}}`,
      ),
    exit: 0,
    says: SLICED,
  },
  {
    what: `${shown(KEYS / 10)} keys: paths`,
    text: () => described(listed(KEYS / 10, (at) => `"/k${at}":{"get":${OPERATION}}`)),
    exit: 0,
    says: `✓ ${KEYS / 10} extracted, 0 failed`,
  },
]

const REFERENCES: readonly Bomb[] = [
  {
    what: `${shown(LINKS)} references: one for the next`,
    text: () =>
      json(
        FIRST,
        chain((next) => next, '{}'),
      ),
    exit: 0,
    says: SLICED,
    schemas: LINKS,
  },
  {
    what: `${shown(LINKS)} references: properties`,
    text: () =>
      json(
        FIRST,
        chain((next) => `{"properties":{"a":${next}}}`, '{}'),
      ),
    exit: 0,
    says: SLICED,
    schemas: LINKS,
  },
  {
    what: `${shown(LINKS)} references: a ring of properties`,
    text: () =>
      json(
        FIRST,
        chain((next) => `{"properties":{"a":${next}}}`, FIRST),
      ),
    exit: 0,
    says: SLICED,
    schemas: LINKS,
  },
  {
    what: `${shown(LINKS)} references: a ring of nothing else`,
    text: () =>
      json(
        FIRST,
        chain((next) => next, FIRST),
      ),
    exit: 1,
    says: ENDLESS,
  },
  {
    what: `${shown(LINKS)} references: path items`,
    text: () => described(`${listed(LINKS, (at) => `"/p${at}":{"$ref":"#/paths/~1p${at + 1}"}`)},"/p${LINKS}":{"get":${OPERATION}}`),
    flags: ['--filter', '/p0'],
    exit: 1,
    says: 'More than 100 references lead from one path to the next',
  },
  { what: 'a path item that is itself', text: () => described(`"/a":{"$ref":"#/paths/~1a"}`), exit: 1, says: ENDLESS },
  {
    what: 'path items that are each other',
    text: () => described(`"/a":{"$ref":"#/paths/~1b"},"/b":{"$ref":"#/paths/~1a"}`),
    exit: 1,
    says: ENDLESS,
  },
  {
    what: 'path items that are each other, as components',
    text: () =>
      described(
        `"/a":{"$ref":"#/components/pathItems/A"}`,
        `,"components":{"pathItems":{"A":{"$ref":"#/components/pathItems/B"},"B":{"$ref":"#/components/pathItems/A"}}}`,
      ),
    exit: 1,
    says: ENDLESS,
  },
  {
    what: 'a path item that calls itself back',
    text: () => described(`"/a":{"get":{"responses":{"200":{"description":""}},"callbacks":{"a":{"{$url}":{"$ref":"#/paths/~1a"}}}}}`),
    exit: 0,
    says: SLICED,
  },
]

const PATTERNS: readonly Bomb[] = [
  {
    what: 'a regular expression as a filter, with more ways to match than can be tried',
    text: () => described(`"/${'a'.repeat(60)}!":{"get":${OPERATION}}`),
    flags: ['--filter-type', 'regex', '--filter', '^/(a+)+$'],
    exit: 2,
    says: '"^/(a+)+$" in --filter takes more than 5 seconds to be matched',
  },
  {
    what: 'a glob as a filter, with more ways to match than can be tried',
    text: () => described(`"/${'a'.repeat(200)}":{"get":${OPERATION}}`),
    flags: ['--filter', `/${'*a'.repeat(50)}b`],
    exit: 5,
    says: 'Not even the only endpoint matches',
  },
  {
    what: 'a pattern in a schema, with more ways to match than can be tried',
    text: () => json(`{"type":"string","pattern":"^(a+)+$","example":"${'a'.repeat(60)}!","default":"${'a'.repeat(60)}!"}`),
    exit: 0,
    says: SLICED,
  },
]

export const BOMBS: readonly Bomb[] = [...ALIASES, ...NESTING, ...TEXT, ...MANY, ...REFERENCES, ...PATTERNS]

const OPERATION = '{"responses":{"200":{"description":""}}}'
const FIRST = '{"$ref":"#/components/schemas/S0"}'

/** With an operation that answers with a schema. */
function yaml(schema: string, before = ''): string {
  const response = `{description: '', content: {application/json: {schema: ${schema}}}}`
  return `openapi: 3.1.0\ninfo: {title: Bomb, version: '1'}\n${before}paths: {/a: {get: {responses: {'200': ${response}}}}}\n`
}

/** The same in JSON. */
function json(schema: string, more = ''): string {
  return described(`"/a":{"get":{"responses":{"200":{"description":"","content":{"application/json":{"schema":${schema}}}}}}}`, more)
}

function described(paths: string, more = ''): string {
  return `{"openapi":"3.1.0","info":{"title":"Bomb","version":"1"},"paths":{${paths}}${more}}`
}

/** Maps that hold the one before them so many times. */
function laughs(count: number, times: number): string {
  const of = (alias: string): string => Array.from({ length: times }, (_, at) => `k${at}: ${alias}`).join(', ')
  return Array.from({ length: count }, (_, at) => `x-a${at}: &a${at} {${of(at === 0 ? 'lol' : `*a${at - 1}`)}}\n`).join('')
}

/** Maps that hold the one before them, and merge it twice. */
function merging(count: number): string {
  const of = (alias: string): string => `<<: [${alias}, ${alias}], k: ${alias}`
  return Array.from(
    { length: count },
    (_, at) => `x-a${at}: &a${at} {${at === 0 ? 'k: lol' : `k${at}: *a${at - 1}, ${of(`*a${at - 1}`)}`}}\n`,
  ).join('')
}

function nested(open: string, close: string, within: string): string {
  return open.repeat(LEVELS) + within + close.repeat(LEVELS)
}

function listed(count: number, item: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => item(at)).join(',')
}

/** Schemas, each of which refers to the next one. */
function chain(link: (next: string) => string, last: string): string {
  const schema = (at: number): string => (at === LINKS - 1 ? last : link(`{"$ref":"#/components/schemas/S${at + 1}"}`))
  return `,"components":{"schemas":{${listed(LINKS, (at) => `"S${at}":${schema(at)}`)}}}`
}

function shown(count: number): string {
  return count.toLocaleString('en')
}
