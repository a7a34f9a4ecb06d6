import type { SliceRequest } from '../../src/index.ts'
import { type Draft, MUTATIONS } from './mutations.ts'
import type { Pool } from './pool.ts'
import { type Random, randomOf } from './random.ts'
import { TEXT_MUTATIONS } from './text-mutations.ts'
import { type Branch, copyOf, type Tree } from './tree.ts'
import { toJson, toYaml } from './write.ts'

/** A spoiled description, and what is asked of it. */
export interface Case {
  number: number
  /** The description that it was made of. */
  base: string
  /** What was done to it. */
  kinds: readonly string[]
  /** By name; the first is the root. */
  files: ReadonlyMap<string, Buffer>
  options: Partial<SliceRequest>
}

/** Case `number` of a seed: the same on every machine that has the same descriptions to begin with. */
export function caseOf(seed: number, number: number, pool: Pool): Case {
  const random = randomOf(seed, number)
  const base = random.pick(pool.bases)
  const draft: Draft = { root: copyOf(base.root) as Branch, others: new Map(base.others), isYaml: random.chance(0.4), head: '', foot: '' }
  const kinds: string[] = []
  const isText = random.chance(0.2)
  for (let more = isText ? random.below(2) : 1; more > 0 && kinds.length < MAX_KINDS; more = random.below(2)) {
    const kind = random.chance(1 / 12) ? random.pick(RARE) : random.pick(USUAL)
    MUTATIONS[kind]!(draft, random, pool)
    kinds.push(kind)
  }
  const files = filesOf(draft, random)
  if (isText) kinds.push(...spoilText(files, random))
  return { number, base: base.name, kinds, files, options: optionsOf(random) }
}

/** One thing is done to most, and rarely more than these: what is spoiled all over is refused at once. */
const MAX_KINDS = 5

/** What nearly always makes a text that cannot be read: there is less to be seen behind that. */
const RARE = ['key twice', 'aliased', 'merged', 'tagged', 'YAML trick']
const USUAL = Object.keys(MUTATIONS).filter((kind) => !RARE.includes(kind))

function filesOf({ root, others, isYaml, head, foot }: Draft, random: Random): Map<string, Buffer> {
  const write = (tree: Tree, asYaml: boolean): Buffer => Buffer.from(asYaml ? toYaml(tree, random) : toJson(tree))
  const files = new Map<string, Buffer>()
  if (isYaml) files.set('openapi.yaml', Buffer.concat([Buffer.from(head), write(root, true), Buffer.from(foot)]))
  else files.set('openapi.json', write(root, false))
  for (const [name, tree] of others) files.set(name, write(tree, !name.endsWith('.json')))
  return files
}

function spoilText(files: Map<string, Buffer>, random: Random): string[] {
  const kinds: string[] = []
  const [root] = files.keys()
  for (let more = 1; more > 0 && kinds.length < MAX_KINDS; more = random.below(2)) {
    const kind = random.pick(Object.keys(TEXT_MUTATIONS))
    files.set(root!, TEXT_MUTATIONS[kind]!(files.get(root!)!, random))
    kinds.push(kind)
  }
  return kinds
}

function optionsOf(random: Random): Partial<SliceRequest> {
  const isJson = random.chance(0.7)
  return {
    format: isJson ? 'json' : 'yaml',
    minify: isJson && random.chance(0.5),
    inherited: random.pick(['fail', 'warn']),
    validate: random.pick(['once', 'once', 'each']),
    outputVersion: random.pick(['auto', 'auto', 'auto', '3.0.x', '3.1.x', '3.2.x']),
    groupBy: random.pick(['endpoint', 'endpoint', 'path', 'tag', 'prefix']),
    layout: random.pick(['flat', 'flat', 'by-prefix']),
    webhooks: random.chance(0.3),
    subtypes: random.chance(0.8),
    refsInData: random.pick(['keep', 'keep', 'literal']),
    report: random.chance(0.1),
  }
}
