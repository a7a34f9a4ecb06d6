import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createContext } from './context.mjs'
import { measure } from './measure.mjs'
import { GITHUB, slicing } from './rows/common.mjs'

/**
 * Where the time of a cold run goes, from V8's own sampling.
 *
 * @typedef {object} Profile
 * @property {number} total Milliseconds sampled.
 * @property {[string, number][]} stages Milliseconds by the outermost folder of src/core on the stack.
 * @property {[string, number][]} places Milliseconds of self time by folder of src/core and by package.
 * @property {[string, number][]} functions Milliseconds of self time of the most expensive functions.
 *
 * @typedef {{ functionName: string, url: string, lineNumber: number, columnNumber: number }} Frame
 * @typedef {{ id: number, children?: number[], callFrame: Frame }} Node
 */

/** @param {import('./context.mjs').Context} context @param {string} input @param {string[]} [args] @returns {Promise<Profile>} */
export async function profile(context, input, args = []) {
  const folder = mkdtempSync(join(context.temporary, 'profile-'))
  const command = slicing(context, input, args, context.mapped)
  await measure([{ ...command, args: ['--cpu-prof', '--cpu-prof-dir', folder, '--cpu-prof-interval', '500', ...command.args] }], {
    rounds: 1,
  })
  const [file] = readdirSync(folder)
  const text = readFileSync(join(folder, /** @type {string} */ (file)), 'utf8')
  rmSync(folder, { recursive: true })
  const recorded = JSON.parse(text)
  const original = sources()
  for (const node of recorded.nodes) node.callFrame = original(node.callFrame)
  return summarise(recorded)
}

/** The build has few files; where the time goes is told by those that it was made of. @returns {(frame: Frame) => Frame} */
function sources() {
  /** @type {Map<string, SourceMap | undefined>} */
  const maps = new Map()
  return (frame) => {
    const { url, lineNumber, columnNumber } = frame
    if (!maps.has(url)) maps.set(url, mapOf(url))
    const found = maps.get(url)?.findEntry(lineNumber, columnNumber)
    if (!found || !('originalSource' in found) || !found.originalSource) return frame
    return { ...frame, url: new URL(found.originalSource, url).href, lineNumber: found.originalLine }
  }
}

/** @param {string} url */
function mapOf(url) {
  const file = url.startsWith('file:') ? `${fileURLToPath(url)}.map` : ''
  return existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}

/** @param {{ nodes: Node[], samples: number[], timeDeltas: number[] }} recorded @returns {Profile} */
function summarise({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const parents = new Map(nodes.flatMap(({ id, children }) => (children ?? []).map((child) => [child, id])))
  /** @type {Map<number, string>} */
  const stages = new Map()
  /** @type {(id: number) => string} */
  const stageOf = (id) => {
    const known = stages.get(id)
    if (known !== undefined) return known
    const parent = parents.get(id)
    const above = parent === undefined ? '' : stageOf(parent)
    const place = placeOf(/** @type {Node} */ (byId.get(id)))
    // The batch calls all stages, and what is native or the model serves them; none of these is one.
    const isInside = above in STAGES || (place === '(native)' && above !== '')
    const stage = isInside ? above : place
    stages.set(id, stage)
    return stage
  }
  /** @type {Record<'stages' | 'places' | 'functions', Map<string, number>>} */
  const sums = { stages: new Map(), places: new Map(), functions: new Map() }
  const add = (/** @type {Map<string, number>} */ sum, /** @type {string} */ key, /** @type {number} */ value) =>
    sum.set(key, (sum.get(key) ?? 0) + value)
  let total = 0
  samples.forEach((id, index) => {
    const spent = (timeDeltas[index] ?? 0) / 1000
    const node = /** @type {Node} */ (byId.get(id))
    const place = placeOf(node)
    if (place === '(idle)') return
    total += spent
    const stage = stageOf(id)
    add(sums.stages, STAGES[stage] ?? OTHERS[stage] ?? `outside of the stages: ${stage}`, spent)
    add(sums.places, place, spent)
    const { functionName, lineNumber } = node.callFrame
    if (!place.startsWith('(')) add(sums.functions, `\`${functionName || 'anonymous'}\` (${where(node)}:${lineNumber + 1})`, spent)
  })
  const sorted = (/** @type {Map<string, number>} */ sum, /** @type {number} */ count) =>
    [...sum].toSorted((a, b) => b[1] - a[1]).slice(0, count)
  return { total, stages: sorted(sums.stages, 20), places: sorted(sums.places, 25), functions: sorted(sums.functions, 30) }
}

/** @type {Record<string, string>} */
const STAGES = Object.fromEntries(
  ['load', 'link', 'select', 'convert', 'slice', 'validate', 'render', 'write'].map((stage) => [`core/${stage}`, stage]),
)

/** What has no stage on its stack: callbacks, and functions that go on after an `await`. @type {Record<string, string>} */
const OTHERS = {
  '@redocly/openapi-core': 'validate (Redocly, after an `await`)',
  'node:internal': 'Node: modules, files, start',
  node: 'Node: modules, files, start',
  '(garbage collector)': 'garbage collection',
  '(program)': 'native code and start',
  '(native)': 'native code and start',
  'core/batch': 'batch',
}

/** @param {Node} node */
function placeOf({ callFrame: { functionName, url } }) {
  if (url === '') return functionName.startsWith('(') ? functionName : '(native)'
  if (url.startsWith('node:')) return 'node:internal'
  const [, name] = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/.exec(url) ?? []
  if (name) return name
  const [, inner] = /\/src\/(.+)$/.exec(url) ?? []
  return inner
    ? inner
        .split('/')
        .slice(0, 2)
        .filter((part) => !part.endsWith('.ts'))
        .join('/') || inner
    : 'node:internal'
}

/** @param {Node} node */
const where = ({ callFrame: { url } }) => /\/(?:src|node_modules)\/(?!.*\/(?:node_modules)\/)(.+)$/.exec(url)?.[1] ?? url

/** @param {Profile} profile @returns {string} */
export function profileTables({ total, stages, places, functions }) {
  const table = (/** @type {string} */ title, /** @type {[string, number][]} */ lines) =>
    [
      `| ${title} | ms | % |`,
      '|---|--:|--:|',
      ...lines.map(([name, spent]) => `| ${name} | ${spent.toFixed(0)} | ${((spent / total) * 100).toFixed(1)} |`),
    ].join('\n')
  return [
    table('Stage (everything it calls)', stages),
    table('Self time by folder and package', places),
    table('Self time by function', functions),
  ].join('\n\n')
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const context = createContext(600_000)
  try {
    const [, , input = context.spec(GITHUB), ...args] = process.argv
    if (input) console.log(profileTables(await profile(context, input, args)))
    else console.error('The description of GitHub is not here; name another one.')
  } finally {
    context.close()
  }
}
