// Parsers in turn, on the same data: node --expose-gc parsers.mjs <modules> <description.json> <rounds>
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { loadAll } from 'js-yaml'
import { parse, stringify } from 'yaml'
import { moduleOf, timed } from './subject.mjs'

const [, , modules = '', file = '', rounds = '3'] = process.argv
const { parseYaml } = await moduleOf(modules, 'core/load/parse-yaml.js')
const { parseJson } = await moduleOf(modules, 'core/load/parse-json.js')
const { Notes } = await moduleOf(modules, 'core/load/notes.js')
const text = readFileSync(file, 'utf8')
const isJson = file.endsWith('.json')
// Keys are strings, whatever they look like: OpenAPI holds them to the failsafe schema (3.0.4, Format).
const options = { maxAliasCount: -1, stringKeys: true }
const data = isJson ? JSON.parse(text) : parse(text, options)
const json = JSON.stringify(data, null, 2)
const yaml = isJson ? stringify(data, { aliasDuplicateObjects: false }) : text
// As they come from the disk.
const [jsonBytes, yamlBytes] = [Buffer.from(json), Buffer.from(yaml)]

/** @type {Record<string, { parse: () => unknown, rounds?: number }>} */
const parsers = {
  'JSON.parse': { parse: () => JSON.parse(json) },
  'our JSON parser': { parse: () => parseJson(jsonBytes, new Notes()) },
  'our YAML parser': { parse: () => parseYaml(yamlBytes, new Notes()) },
  'js-yaml': { parse: () => loadAll(yaml)[0], rounds: 4 },
  yaml: { parse: () => parse(yaml, options), rounds: 1 },
}
/** @type {Record<string, { wall: number, cpu: number }[]>} */
const times = {}
/** @type {string[]} */
const different = []
for (let round = 0; round < Number(rounds); round++) {
  for (const [name, parser] of Object.entries(parsers)) {
    if (round >= (parser.rounds ?? Infinity)) continue
    /** @type {unknown} */
    let value
    ;(times[name] ??= []).push(await timed(() => (value = parser.parse())))
    if (round === 0 && !isDeepStrictEqual(value, data)) different.push(`${name} at ${difference(value, data) ?? 'the order of keys'}`)
  }
}
console.log(JSON.stringify({ json: json.length, yaml: yaml.length, times, different }))

/** The pointer of the first difference. @param {any} a @param {any} b @returns {string | undefined} */
function difference(a, b) {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b) ? undefined : ''
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const inner = difference(a[key], b[key])
    if (inner !== undefined) return `/${key}${inner}`
  }
  return undefined
}
