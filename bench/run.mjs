// npm run bench [-- --rows 1,5]
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bench, createContext, installPeers, load, surroundings } from './context.mjs'
import { profile, profileTables } from './profile.mjs'
import { GITHUB } from './rows/common.mjs'

/** Milliseconds for everything; what may take long gets a share of what is left. */
const LIMIT = 14.5 * 60_000

const wanted = /--rows[= ]([\d,]+)/.exec(process.argv.slice(2).join(' '))?.[1]?.split(',').map(Number)
installPeers()
const context = createContext(LIMIT)
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    context.close()
    process.exit(130)
  })
}

const begun = performance.now()
const date = new Date().toISOString().slice(0, 10)
const before = load()
/** @type {Map<number, string>} */
const sections = new Map()
const tally = { holds: 0, missed: 0, unknown: 0 }

try {
  /** @type {import('./rows/common.mjs').Row[]} */
  const rows = []
  for (const file of readdirSync(join(bench, 'rows')).toSorted()) if (/^\d/.test(file)) rows.push((await import(`./rows/${file}`)).default)
  // What may take minutes comes last, with the time that is left.
  const order = rows.filter(({ number }) => !wanted || wanted.includes(number)).toSorted((a, b) => last(a.number) - last(b.number))
  for (const { number, title, lines } of order) {
    const busy = load()
    const table = [`### ${number}. ${title}`, '', '| Input | Compared | Measured | Target | | Best times |', '|---|---|--:|--:|---|---|']
    console.log(`\n${number}. ${title} (load ${busy})`)
    for await (const { input, compared, measured, target, holds, detail = '' } of lines(context)) {
      const verdict = holds === undefined ? '–' : holds ? 'holds' : '**missed**'
      tally[holds === undefined ? 'unknown' : holds ? 'holds' : 'missed']++
      table.push(`| ${[input, compared, measured, target, verdict, detail].join(' | ')} |`)
      console.log(`  ${[input, compared, measured, `target ${target}`, verdict.replaceAll('*', ''), detail].filter(Boolean).join(' · ')}`)
    }
    sections.set(number, [...table, '', `Load of the machine at the beginning: ${busy}.`].join('\n'))
  }
  if (!wanted) {
    const spec = context.spec(GITHUB)
    const tables = spec ? profileTables(await profile(context, spec)) : 'The description of GitHub was not here.'
    writeFileSync(join(bench, 'RESULTS.md'), report(tables))
    console.log(`\nWritten to ${join('bench', 'RESULTS.md')}.`)
  }
  console.log(`\n${tally.holds} hold, ${tally.missed} missed, ${tally.unknown} not decided; ${minutes()} minutes.`)
} finally {
  context.close()
}

/** @param {number} number */
function last(number) {
  return [7, 8].includes(number) ? number + 100 : number
}

function minutes() {
  return ((performance.now() - begun) / 60_000).toFixed(1)
}

/** @param {string} tables */
function report(tables) {
  const text = [
    '# Results',
    '',
    'Written by `npm run bench`; see `bench/run.mjs`. What counts are the ratios: both sides of each ran in turn (A B A B), the best of',
    'each is taken, and other work on the machine meets both. Times by themselves say little. Outputs go to memory where the machine',
    'has enough of it. “Wall” and “CPU” are of whole processes, Node’s start included, unless the title says otherwise.',
    '',
    `- ${date}, ${minutes()} minutes, load of the machine ${before} at the beginning and ${load()} at the end`,
    ...surroundings().map((line) => `- ${line}`),
    `- **${tally.holds} hold, ${tally.missed} missed**, ${tally.unknown} without a target or not measured`,
    '',
    ...[...sections].toSorted(([a], [b]) => a - b).flatMap(([, section]) => [section, '']),
    '## Where the time goes',
    '',
    'The cold run on GitHub to YAML, sampled by `node --cpu-prof` (which itself slows it down); `node bench/profile.mjs [description]`',
    'makes the same tables for any description. What a function does after an `await` has lost the stage that called it.',
    '',
    tables,
    '',
  ]
  return text.join('\n')
}
