import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sliceSpec } from '../../src/api.ts'
import type { SliceRequest, SliceResult } from '../../src/core/options/request.ts'
import { runMerge, type RunMerge } from '../../src/run-merge.ts'
import { temporaryFolder, treeOf, type Tree } from '../support/tree.ts'

export const COUNT = 8

/**
 * A description whose parts have much to do with each other: endpoints that share schemas, warnings and errors, names of
 * files that differ only in what they are made safe from, and slices of very different sizes.
 */
export function description(title = 'Parts'): string {
  const paths: Record<string, unknown> = {}
  for (let index = 0; index < 20; index++) {
    const schema = { $ref: `#/components/schemas/${index % 5 === 3 ? 'Broken' : `Size${index % 7}`}` }
    const content = { 'application/json': { schema: index % 2 === 0 ? schema : { type: 'array', items: schema } } }
    const operation = { operationId: `read${index}`, tags: [`tag ${index % 3}`], responses: { 200: { description: 'Fine', content } } }
    paths[index < 4 ? `/same${'/-.{'[index]}name${index === 3 ? '}' : ''}` : `/items/${index}`] = {
      ...(index === 3 && { parameters: [{ name: 'name', in: 'path', required: true, schema: { type: 'string' } }] }),
      get: operation,
      ...(index % 4 === 0 && { delete: { tags: ['tag 0'], responses: { 204: { description: 'Gone' } } } }),
    }
  }
  paths['/lost'] = { $ref: 'nowhere.json' }
  const sizes = Array.from({ length: 7 }, (_, size) => [`Size${size}`, schemaOf(size)])
  const schemas = { ...Object.fromEntries(sizes), Broken: { properties: { gone: { $ref: '#/components/schemas/Gone' } } } }
  const webhooks = { happened: { post: { responses: { 200: { description: 'Seen' } } } } }
  return JSON.stringify({ openapi: '3.0.3', info: { title, version: '1' }, paths, 'x-webhooks': webhooks, components: { schemas } })
}

/** The larger ones are hundreds of times as large, and each has a warning: `nullable` without `type`. */
const schemaOf = (size: number): unknown => ({
  type: 'object',
  properties: {
    doubtful: { nullable: true },
    ...Object.fromEntries(Array.from({ length: 4 ** (size - 1) }, (_, index) => [`field${index}`, { type: 'string', description: '–' }])),
  },
})

/** A folder with a description in it. */
export function project(files: Readonly<Record<string, string>> = {}): string {
  const cwd = temporaryFolder()
  for (const [name, text] of Object.entries({ 'openapi.json': description(), ...files })) writeFileSync(join(cwd, name), text)
  return cwd
}

/** A run in one. */
export async function whole(cwd: string, options: Partial<SliceRequest> = {}): Promise<{ tree: Tree; result: SliceResult }> {
  const result = await sliceSpec({ input: 'openapi.json', outDir: 'whole', ...options }, { cwd })
  return { tree: treeOf(join(cwd, 'whole')), result }
}

/** Where a part is. */
export const folderOf = (number: number): string => `parts/${number}`

/** A run in parts, all of them or some. @returns their folders */
export async function parts(
  cwd: string,
  options: Partial<SliceRequest> = {},
  { of = COUNT, only = Array.from({ length: of }, (_, index) => index + 1) }: { of?: number; only?: readonly number[] } = {},
): Promise<string[]> {
  mkdirSync(join(cwd, 'parts'), { recursive: true })
  for (const number of only) {
    await sliceSpec({ input: 'openapi.json', outDir: folderOf(number), shard: `${number}/${of}`, ...options }, { cwd })
  }
  return only.map(folderOf)
}

/** What parts come to. */
export async function merged(
  cwd: string,
  folders: readonly string[],
  options: Partial<RunMerge> = {},
): Promise<{ tree: Tree; result: SliceResult }> {
  const defaults = { outDir: 'merged', force: false, maxOutput: Infinity, onProgress: () => {} }
  const result = await runMerge({ folders, ...defaults, ...options }, { cwd })
  return { tree: treeOf(join(cwd, 'merged')), result }
}
