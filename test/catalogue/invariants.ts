import { expect } from 'vitest'
import { parse } from 'yaml'
import type { Sliced } from '../support/slice.ts'
import { componentContainers, componentsOf } from './observe.ts'
import { isObject } from './pointer.ts'

/** What holds for every slice of every description. */
export function checkInvariants(sliced: Sliced, source: unknown): void {
  for (const [endpoint, { file, text, document }] of sliced.slices) {
    expect(endpointsOf(document), 'the endpoints in the slice').toEqual([endpoint])
    expect(versionOf(document), `the version of ${endpoint}`).toBe(versionOf(source))
    expect(emptyContainers(document), `empty containers of ${endpoint}`).toEqual([])
    expect(knownComponents(document, source), `the order of the components of ${endpoint}`).toEqual(knownComponents(source, document))
    expect(text, `the text of ${endpoint} has neither a byte order mark nor CR`).not.toMatch(/^\uFEFF|\r/)
    expect(file, 'a portable file name').toMatch(/^[A-Za-z0-9_][A-Za-z0-9._~-]*\.(yaml|json)$/)
    expect(Buffer.byteLength(file), `the length of ${file}`).toBeLessThanOrEqual(200)
    expect(parse(text, { version: '1.1' }), `${endpoint} for readers of YAML 1.1`).toEqual(parse(text))
  }
  const names = [...sliced.slices.values()].map(({ file }) => file.toLowerCase())
  expect(new Set(names).size, 'names that differ without case').toBe(names.length)
  const outcomes = sliced.rows.map(({ validation_status }) => validation_status)
  expect(outcomes.filter((status) => status === 'PASS').length, 'rows that pass').toBe(sliced.slices.size)
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']

/** `GET /a` for every operation at a path, `POST name` for every one of a webhook. */
function endpointsOf(document: unknown): string[] {
  if (!isObject(document)) {
    return []
  }
  const items = [document.paths, document.webhooks].flatMap((container) => Object.entries(container ?? {}))
  return items.flatMap(([path, item]) => {
    const additional = isObject(item.additionalOperations) ? Object.keys(item.additionalOperations) : []
    const fixed = methods.filter((method) => method in item).map((method) => method.toUpperCase())
    return [...fixed, ...additional].map((method) => `${method} ${path}`)
  })
}

function versionOf(document: unknown): unknown {
  return isObject(document) ? (document.openapi ?? document.swagger) : undefined
}

function emptyContainers(document: unknown): string[] {
  const containers = componentContainers(document)
  const empty = Object.keys(containers).filter((kind) => Object.keys(containers[kind] ?? {}).length === 0)
  const hasEmptyComponents = isObject(document) && document.components !== undefined && componentsOf(document).length === 0
  return hasEmptyComponents ? ['components', ...empty] : empty
}

/** The components of one document that the other has too. */
function knownComponents(document: unknown, other: unknown): string[] {
  const others = new Set(componentsOf(other))
  return componentsOf(document).filter((name) => others.has(name))
}
