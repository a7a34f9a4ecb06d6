// What anybody would write first: for every endpoint build the object, lint its text, print it as YAML, write it.
// node straightforward.mjs <description.json> <folder> <sample>
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { stringify } from 'yaml'
import { closureOf, operationsOf } from './operations.mjs'

const [, , file = '', folder = '', sample = 'Infinity'] = process.argv
const document = JSON.parse(readFileSync(file, 'utf8'))
const config = await createConfig({ extends: ['spec'] })
const all = operationsOf(document)
const step = Math.max(1, all.length / Number(sample))
const chosen = all.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))

const HEAD = new Set(['openapi', 'info', 'servers', 'security', 'externalDocs'])

const before = process.cpuUsage()
let failed = 0
for (const [index, { path, method, item, operation }] of chosen.entries()) {
  const head = Object.fromEntries(Object.entries(document).filter(([key]) => HEAD.has(key)))
  if (document.tags) head.tags = document.tags.filter((/** @type {any} */ { name }) => operation.tags?.includes(name))
  const shared = item.parameters ? { parameters: item.parameters } : {}
  const components = { ...closureOf(document, [operation, shared]) }
  if (document.components?.securitySchemes) components.securitySchemes = document.components.securitySchemes
  const slice = { ...head, paths: { [path]: { ...shared, [method]: operation } }, components }
  const source = stringify(slice, { aliasDuplicateObjects: false })
  const problems = await lintFromString({ source, config })
  if (problems.length > 0) failed++
  writeFileSync(join(folder, `${index}.yaml`), source)
}
const { user, system } = process.cpuUsage(before)
console.log(JSON.stringify({ done: chosen.length, total: all.length, loopCpu: (user + system) / 1000, failed }))
