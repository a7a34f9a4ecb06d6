// The first endpoints of a description by another tool, as JSON files: node peer.mjs <peer> <description.json> <folder> <count> <ms>
// Only the work for each endpoint is counted, not the start of the process nor reading the description.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { operationsOf } from './operations.mjs'

const [, , peer = '', file = '', folder = '', count = '50', milliseconds = '10000'] = process.argv
const source = readFileSync(file, 'utf8')
const document = JSON.parse(source)
const all = operationsOf(document).slice(0, Number(count))

/** @typedef {{ path: string, method: string, operation: any }} Chosen */
/** @type {Record<string, () => Promise<(chosen: Chosen) => unknown>>} */
const PEERS = {
  async 'openapi-extract'() {
    const { default: extract } = await import('openapi-extract')
    return ({ path, method }) => extract.extract(document, { path, method, info: true, server: true, security: true })
  },
  async oas() {
    const { OpenAPIReducer } = await import('oas/reducer')
    return ({ path, method }) => OpenAPIReducer.init(document).byOperation(path, method).reduce()
  },
  async '@scalar/openapi-parser'() {
    const { filter } = await import('@scalar/openapi-parser')
    const operations = operationsOf(document)
    for (const { operation, path, method } of operations) operation['x-here'] = `${method} ${path}`
    return ({ path, method }) => {
      const here = `${method} ${path}`
      return filter(document, (part) => part['x-here'] === undefined || part['x-here'] === here).specification
    }
  },
  async 'openapi-filter'() {
    const { default: filter } = await import('openapi-filter')
    return ({ operation }) => {
      operation['x-here'] = true
      const slice = filter.filter(document, { flags: ['x-here'], inverse: true, valid: true, strip: true, info: true, servers: true })
      delete operation['x-here']
      return slice
    }
  },
  async 'openapi-format'() {
    const { default: format } = await import('openapi-format')
    const unusedComponents = ['schemas', 'parameters', 'examples', 'headers', 'requestBodies', 'responses']
    return async ({ operation }) => {
      const filterSet = { inverseOperationIds: [operation.operationId], unusedComponents }
      const { data } = await format.openapiFilter(document, { filterSet })
      return data
    }
  },
  async '@redocly/openapi-core'() {
    const { bundle, createConfig, Source } = await import('@redocly/openapi-core')
    return async ({ operation }) => {
      const filter = { property: 'operationId', value: [operation.operationId] }
      const config = await createConfig({ decorators: { 'filter-in': filter, 'remove-unused-components': 'on' } })
      // It changes what it is given; its own way, reading the text again, takes longer.
      const doc = { source: new Source('description.json', source), parsed: JSON.parse(source) }
      return (await bundle({ doc, config })).bundle.parsed
    }
  },
}

const slice = await PEERS[peer]?.()
if (!slice) throw new Error(`There is no peer ${peer}`)
const begun = performance.now()
const before = process.cpuUsage()
let done = 0
let bytes = 0
for (const chosen of all) {
  const text = JSON.stringify(await slice(chosen), null, 2)
  bytes += text.length
  writeFileSync(join(folder, `${done++}.json`), text)
  if (performance.now() - begun > Number(milliseconds)) break
}
const { user, system } = process.cpuUsage(before)
console.log(JSON.stringify({ done, perEndpoint: (user + system) / 1000 / done, bytes }))
