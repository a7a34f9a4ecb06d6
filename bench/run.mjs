// npm run bench: everything, into RESULTS.md. npm run bench -- --rows 1,5,profile: only these, in place of what RESULTS.md has of them.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bench, createContext, installPeers, load, surroundings } from './context.mjs'
import { profile, profileTables } from './profile.mjs'
import { GITHUB } from './rows/common.mjs'

/** Milliseconds for everything; what may take long gets a share of what is left. */
const LIMIT = 14 * 60_000

const RESULTS = join(bench, 'RESULTS.md')
const VERDICTS = { holds: 'holds', missed: '**missed**', open: '–' }

const wanted = /--rows[= ]([\w,]+)/.exec(process.argv.slice(2).join(' '))?.[1]?.split(',')
const isWanted = (/** @type {string} */ key) => !wanted || wanted.includes(key)

installPeers()
const context = createContext(LIMIT)
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    context.close()
    process.exit(130)
  })
}

const begun = performance.now()
const sections = wanted ? earlierSections() : new Map()
try {
  for (const row of (await rows()).filter(({ number }) => isWanted(String(number)))) sections.set(String(row.number), await measured(row))
  const spec = context.spec(GITHUB)
  if (isWanted('profile') && spec) sections.set('profile', await profiled(spec))
} finally {
  context.close()
}
const text = report()
writeFileSync(RESULTS, text)
console.log(`\n${tally(text)}; ${((performance.now() - begun) / 60_000).toFixed(1)} minutes. Written to bench/RESULTS.md.`)

/** What may take minutes comes last, with the time that is left. @returns {Promise<import('./rows/common.mjs').Row[]>} */
async function rows() {
  const files = readdirSync(join(bench, 'rows')).filter((file) => /^\d/.test(file))
  const found = await Promise.all(files.map(async (file) => (await import(`./rows/${file}`)).default))
  const place = (/** @type {number} */ number) => ([7, 8].includes(number) ? number + 100 : number)
  return found.toSorted((a, b) => place(a.number) - place(b.number))
}

/** @param {import('./rows/common.mjs').Row} row */
async function measured({ number, title, lines }) {
  const busy = load()
  const table = ['| Input | Compared | Measured | Target | | Best times |', '|---|---|--:|--:|---|---|']
  console.log(`\n${number}. ${title} (load ${busy})`)
  for await (const { input, compared, measured: value, target, holds, detail = '' } of lines(context)) {
    const verdict = VERDICTS[holds === undefined ? 'open' : holds ? 'holds' : 'missed']
    table.push(`| ${[input, compared, value, target, verdict, detail].join(' | ')} |`)
    console.log(`  ${[input, compared, value, `target ${target}`, verdict.replaceAll('*', ''), detail].filter(Boolean).join(' · ')}`)
  }
  return [`### ${number}. ${title}`, '', ...table, '', when(busy)].join('\n')
}

/** @param {string} spec */
async function profiled(spec) {
  const busy = load()
  return [
    '### Where the time goes',
    '',
    'The cold run on GitHub to YAML, sampled by `node --cpu-prof` (which itself slows it down); `node bench/profile.mjs [description]`',
    'makes the same tables for any description. What a function does after an `await` has lost the stage that called it.',
    '',
    profileTables(await profile(context, spec)),
    '',
    when(busy),
  ].join('\n')
}

/** @param {string} busy */
function when(busy) {
  return `Measured on ${new Date().toISOString().slice(0, 10)}; load of the machine at the beginning: ${busy}.`
}

/** @returns {Map<string, string>} what RESULTS.md has, by number */
function earlierSections() {
  if (!existsSync(RESULTS)) return new Map()
  const [, ...parts] = readFileSync(RESULTS, 'utf8').split(/^(?=### )/m)
  return new Map(parts.map((part) => [/^### (\d+)\./.exec(part)?.[1] ?? 'profile', part.trimEnd()]))
}

function report() {
  const place = (/** @type {string} */ key) => (key === 'profile' ? Infinity : Number(key))
  const body = [...sections].toSorted(([a], [b]) => place(a) - place(b)).map(([, section]) => section)
  return [
    '# Results',
    '',
    'Written by `npm run bench`; see `bench/run.mjs`. What counts are the ratios: both sides of each ran in turn (A B A B), the best of',
    'each is taken, and other work on the machine meets both. Times by themselves say little. Outputs go to memory where the machine',
    'has enough of it. “Wall” and “CPU” are of whole processes, Node’s start included, unless the title says otherwise.',
    '',
    ...surroundings().map((line) => `- ${line}`),
    `- **${tally(body.join('\n'))}** (open: without a target, or not measured)`,
    '',
    body.join('\n\n'),
    '',
  ].join('\n')
}

/** @param {string} tables */
function tally(tables) {
  const count = (/** @type {string} */ verdict) => tables.split(`| ${verdict} |`).length - 1
  return `${count(VERDICTS.holds)} hold, ${count(VERDICTS.missed)} missed, ${count(VERDICTS.open)} open`
}
