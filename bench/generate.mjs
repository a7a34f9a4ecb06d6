import { closeSync, openSync, statSync, writeSync } from 'node:fs'

/** Descriptions of any size, the same in every run. They are written piece by piece, whatever their size. */

/** @typedef {null | boolean | number | string | Json[] | { [key: string]: Json }} Json */

/** @param {number} seed @returns {(below: number) => number} whole numbers from 0 (mulberry32) */
function random(seed) {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below)
  }
}

const WORDS =
  'account the of assigned calendar channel contact and created device directory event file folder for group identity in invoice item is label last license list mail member message model name order organisation owner policy property recipient record region report request resource result role schedule service setting state status subscription task team template tenant time to token type unit update user value when with workspace'.split(
    ' ',
  )

/** @param {(below: number) => number} pick @param {number} count */
function sentence(pick, count) {
  const words = Array.from({ length: count }, () => WORDS[pick(WORDS.length)])
  const text = words.join(' ')
  return `${text[0]?.toUpperCase()}${text.slice(1)}.`
}

const ref = (/** @type {string} */ name) => ({ $ref: `#/components/schemas/${name}` })

/** @param {(below: number) => number} pick @param {number} count @param {string[]} refs @param {number} words @returns {Json} */
function entity(pick, count, refs, words) {
  /** @type {Record<string, Json>} */
  const properties = {}
  for (let index = 0; index < count; index++) {
    const name = `${WORDS[pick(WORDS.length)]}${index}`
    const kinds = [
      { type: 'string', description: sentence(pick, words), example: sentence(pick, 3) },
      { type: 'integer', format: 'int32', minimum: 0, maximum: pick(100_000), description: sentence(pick, words) },
      { type: 'boolean', default: pick(2) === 0, description: sentence(pick, words) },
      { type: 'string', format: 'date-time', description: sentence(pick, words), example: '2024-03-01T09:30:00Z' },
    ]
    properties[name] = /** @type {Json} */ (kinds[pick(kinds.length)])
  }
  refs.forEach((name, index) => (properties[`link${index}`] = index % 2 ? { type: 'array', items: ref(name) } : ref(name)))
  return { type: 'object', description: sentence(pick, words * 2), required: Object.keys(properties).slice(0, 2), properties }
}

/** @param {(below: number) => number} pick @param {{ id: string, tag: string, schema: string, words: number, isPost: boolean, example?: Json }} options @returns {Json} */
function operation(pick, { id, tag, schema, words, isPost, example }) {
  const content = { 'application/json': { schema: ref(schema), ...(example === undefined ? {} : { example }) } }
  return {
    operationId: id,
    summary: sentence(pick, 5),
    description: `${sentence(pick, words)}\n\n${sentence(pick, words)}`,
    tags: [tag],
    parameters: [
      { name: 'id', in: 'path', required: true, description: sentence(pick, words), schema: { type: 'string' } },
      { name: '$select', in: 'query', description: sentence(pick, words), schema: { type: 'array', items: { type: 'string' } } },
    ],
    ...(isPost ? { requestBody: { description: sentence(pick, words), required: true, content } } : {}),
    responses: { 200: { description: sentence(pick, 4), content }, 404: { description: 'Not found.' } },
  }
}

/** Members of the cycle that one of them names. */
const GROUP = 22

/**
 * Like the description of a large graph of resources: most endpoints reach one cycle of schemas, and through it
 * more than a third of all of them.
 *
 * @param {string} file
 * @param {{ endpoints: number, cycle: number, satellites: number, others: number }} size
 */
export function graph(file, { endpoints, cycle, satellites, others }) {
  const pick = random(7)
  const names = (/** @type {string} */ prefix, /** @type {number} */ count) =>
    Array.from({ length: count }, (_, index) => `${prefix}.${index}`)
  const ring = names('entity', cycle)
  const around = names('value', satellites)
  const rest = names('collection', others)
  const one = (/** @type {string[]} */ list) => /** @type {string} */ (list[pick(list.length)])
  write(file, {
    *paths() {
      for (let index = 0; index < endpoints / 2; index++) {
        const tag = `area${index % 11}.set${index % 440}`
        const schema = index % 4 === 3 ? one(rest) : one(ring)
        const common = { tag, schema, words: 8 }
        yield [
          `/area${index % 11}/resource${index}/{id}`,
          {
            get: operation(pick, { ...common, id: `resource${index}_Get`, isPost: false }),
            post: operation(pick, { ...common, id: `resource${index}_Update`, isPost: true }),
          },
        ]
      }
    },
    *schemas() {
      for (const [index, name] of ring.entries()) {
        // The first names the first of every group, those their group, and the members go back: all reach all, and no
        // way that does not visit a schema twice is long, as in real descriptions. (A ring of that size would be.)
        const hubs = ring.filter((_, position) => position % GROUP === 0)
        const group = index % GROUP === 0 ? ring.slice(index + 1, index + GROUP) : [one(hubs)]
        const links = index === 0 ? [...hubs.slice(1), ...group] : [...group, one(ring.slice(0, 1))]
        // Every value belongs to some member, so the closure of one member is the cycle and all of them.
        const own = around.filter((_, position) => position % cycle === index)
        yield [name, entity(pick, 6, [...links, ...own], 6)]
      }
      for (const name of around) yield [name, entity(pick, 4, [], 5)]
      for (const name of rest) yield [name, entity(pick, 5, [], 6)]
    },
  })
}

/**
 * Many endpoints that share little: what a large catalogue of services looks like.
 *
 * @param {string} file `.json` or `.yaml` decides the format
 * @param {{ endpoints: number, words?: number, properties?: number, examples?: boolean }} size
 */
export function catalogue(file, { endpoints, words = 14, properties = 14, examples = true }) {
  const pick = random(11)
  write(file, {
    *paths() {
      for (let index = 0; index < endpoints / 2; index++) {
        const example = () => {
          const entries = Array.from({ length: 18 }, (_, at) => [`field_${at}`, at % 3 === 0 ? pick(1e6) : sentence(pick, 6)])
          return Object.fromEntries(entries)
        }
        const common = { tag: `service${index % 200}`, schema: `Model${index}`, words }
        const more = () => (examples ? { example: [example(), example()] } : {})
        yield [
          `/service${index % 200}/things${index}/{id}`,
          {
            get: operation(pick, { ...common, ...more(), id: `getThing${index}`, isPost: false }),
            post: operation(pick, { ...common, ...more(), id: `changeThing${index}`, isPost: true }),
          },
        ]
      }
    },
    *schemas() {
      for (let index = 0; index < endpoints / 2; index++) {
        const refs = [`Part${index}`, `Part${pick(endpoints / 2)}`, `Part${pick(20)}`]
        yield [`Model${index}`, entity(pick, properties, refs, words)]
        yield [`Part${index}`, entity(pick, properties >> 1, [], words)]
      }
    },
  })
}

/**
 * @param {string} file
 * @param {{ paths: () => Iterable<[string, Json]>, schemas: () => Iterable<[string, Json]> }} parts
 */
function write(file, { paths, schemas }) {
  const out = openSync(file, 'w')
  let text = ''
  const put = (/** @type {string} */ more) => {
    text += more
    if (text.length < 4e6) return
    writeSync(out, text)
    text = ''
  }
  const info = {
    title: 'Generated',
    version: '1.0.0',
    description: 'Generated for measurements.',
    license: { name: 'MIT', url: 'https://example.com' },
  }
  const head = { openapi: '3.0.3', info, servers: [{ url: 'https://api.example.com' }], security: [] }
  if (file.endsWith('.yaml')) {
    put(`${yamlFields(head, '')}\npaths:\n`)
    for (const [key, value] of paths()) put(`  ${yamlText(key, '')}:${yamlNode(value, '    ')}\n`)
    put('components:\n  schemas:\n')
    for (const [key, value] of schemas()) put(`    ${yamlText(key, '')}:${yamlNode(value, '      ')}\n`)
  } else {
    const entries = function* (/** @type {Iterable<[string, Json]>} */ all, /** @type {string} */ indent) {
      let separator = ''
      for (const [key, value] of all) {
        yield `${separator}\n${indent}${JSON.stringify(key)}: ${JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`)}`
        separator = ','
      }
    }
    put(`${JSON.stringify(head, null, 2).slice(0, -2)},\n  "paths": {`)
    for (const piece of entries(paths(), '    ')) put(piece)
    put('\n  },\n  "components": {\n    "schemas": {')
    for (const piece of entries(schemas(), '      ')) put(piece)
    put('\n    }\n  }\n}\n')
  }
  writeSync(out, text)
  closeSync(out)
}

/** @param {Json} value @param {string} indent @returns {string} */
export function yamlNode(value, indent) {
  if (value === null || typeof value !== 'object') return ` ${typeof value === 'string' ? yamlText(value, indent) : String(value)}`
  if (Array.isArray(value)) {
    if (value.length === 0) return ' []'
    return `\n${value.map((item) => `${indent}-${yamlItem(item, `${indent}  `)}`).join('\n')}`
  }
  return Object.keys(value).length === 0 ? ' {}' : `\n${yamlFields(value, indent)}`
}

/** @param {Json} item @param {string} indent */
function yamlItem(item, indent) {
  if (item === null || typeof item !== 'object' || Object.keys(item).length === 0) return yamlNode(item, indent)
  return Array.isArray(item) ? yamlNode(item, indent) : ` ${yamlFields(item, indent).slice(indent.length)}`
}

/** @param {{ [key: string]: Json }} fields @param {string} indent */
function yamlFields(fields, indent) {
  return Object.entries(fields)
    .map(([key, value]) => `${indent}${yamlText(key, '')}:${yamlNode(value, `${indent}  `)}`)
    .join('\n')
}

/** @param {string} text @param {string} indent for block scalars; empty for keys */
function yamlText(text, indent) {
  if (/^[A-Za-z/][\w ,.'/()$%+=-]*$/.test(text) && !/ $|^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)) return text
  if (indent && /^\S[\x20-\x7e\n]*[^\s]$/.test(text) && text.includes('\n') && !/[ \t]\n/.test(text)) {
    return `|-\n${text
      .split('\n')
      .map((line) => line && indent + line)
      .join('\n')}`
  }
  return JSON.stringify(text)
}

export const megabytes = (/** @type {string} */ file) => statSync(file).size / 1e6
