// What it costs to divide a run: node bench/shards.mjs <description> [<number of shards> [<flags of slice-oas>…]]
// One run and all shards in turn, then the merge. A description that is too much for one run: --only <shard> measures that one.
import { readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createContext, load } from './context.mjs'
import { measure } from './measure.mjs'
import { number, size, slicing, time } from './rows/common.mjs'

const [description, count = '8', ...rest] = process.argv.slice(2)
if (description === undefined) throw new Error('Name a description.')
const [only, flags] = rest[0] === '--only' ? [rest[1], rest.slice(2)] : [undefined, rest]
const input = resolve(description)
const context = createContext(Infinity)
// No configuration lies there.
const place = { cwd: context.temporary, env: { SOURCE_DATE_EPOCH: '0' } }
try {
  const parts = only === undefined ? Array.from({ length: Number(count) }, (_, index) => index + 1) : [Number(only)]
  const folders = parts.map((part) => join(context.temporary, `part-${part}`))
  const commands = parts.map((part, index) => ({
    ...commandFor(`shard ${part}/${count}`, /** @type {string} */ (folders[index])),
    args: [...commandFor('', /** @type {string} */ (folders[index])).args, '--shard', `${part}/${count}`],
  }))
  const whole = only === undefined ? [commandFor('one run', join(context.temporary, 'whole'))] : []
  const merge = {
    name: 'merge',
    ...place,
    args: [join(context.dist, 'cli.js'), 'merge', ...folders, '-o', join(context.temporary, 'merged'), '--quiet', '--yes'],
  }
  console.log(`${description}, ${parts.length} of ${count} shards; load of the machine at the beginning: ${load()}\n`)
  console.log('| | Wall | CPU | Peak memory |\n|---|--:|--:|--:|')
  const measured = await measure([...whole, ...commands], { rounds: only === undefined ? 2 : 1, limit: 600_000 })
  const merged = only === undefined ? await measure([merge], { rounds: 2 }) : []
  for (const one of [...measured, ...merged]) {
    console.log(`| ${one.name} | ${time(one.wall.best)} | ${time(one.cpu.best)} | ${size(one.rss.best)} |`)
  }
  const bytes = folders.map(bytesIn)
  const mean = bytes.reduce((sum, some) => sum + some, 0) / bytes.length
  console.log(`\nSlices: ${size(mean * bytes.length)}; the largest part is ${number(Math.max(...bytes) / mean)} times the mean.`)
} finally {
  context.close()
}

/** @param {string} name @param {string} folder @returns {import('./measure.mjs').Command} */
function commandFor(name, folder) {
  const { args } = slicing(context, input, ['--yes', ...flags])
  const at = args.indexOf('--output-dir')
  return { name, ...place, args: args.with(at + 1, folder), before: () => rmSync(folder, { recursive: true, force: true }) }
}

/** @param {string} folder */
function bytesIn(folder) {
  const { groups } = JSON.parse(readFileSync(join(folder, 'shard.json'), 'utf8'))
  return groups.reduce((/** @type {number} */ sum, /** @type {{ left: null | { size: number } }} */ { left }) => sum + (left?.size ?? 0), 0)
}
