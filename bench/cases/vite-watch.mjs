// From saving a description to the rebuilt slices: node vite-watch.mjs <root> <dist> <modules> <folder> <description.json> <rounds>
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { moduleOf } from './subject.mjs'

const [, , root = '', dist = '', modules = '', folder = '', input = '', rounds = '4'] = process.argv
const { build } = await import(pathToFileURL(createRequire(join(root, 'package.json')).resolve('vite')).href)
const { parseJson } = await moduleOf(modules, 'core/load/parse-json.js')
const { Notes } = await moduleOf(modules, 'core/load/notes.js')
const plugin = (await moduleOf(dist, 'vite.js')).default({ specs: input, failOn: 'never' })
const watcher = await build({ root: folder, configFile: false, logLevel: 'silent', plugins: [plugin], build: { watch: {} } })

/** @type {(time: number) => void} */
let isBuilt = () => {}
watcher.on('event', (/** @type {any} */ { code, result }) => {
  result?.close?.()
  if (code === 'END') isBuilt(performance.now())
})

const slices = join(folder, 'dist/slices')
const holds = (/** @type {string} */ text) =>
  readdirSync(slices).some((file) => file.endsWith('.yaml') && readFileSync(join(slices, file), 'utf8').includes(text))

/** When a build ended that has put this text into a slice; one more build may end before. @param {string} text */
const built = (text) => new Promise((resolve) => (isBuilt = (time) => holds(text) && resolve(time)))
await Promise.race([built(''), setTimeout(30_000)])

const description = JSON.parse(readFileSync(input, 'utf8'))
const times = []
const parses = []
for (let round = 0; round < Number(rounds); round++) {
  // The watcher compares modification times, and may still be settling.
  await setTimeout(600)
  const item = description.paths[Object.keys(description.paths)[0] ?? '']
  item[Object.keys(item).find((key) => item[key].responses) ?? ''].summary = `Saved ${round}`
  const text = JSON.stringify(description, null, 2)
  const next = built(`Saved ${round}`)
  const begun = performance.now()
  writeFileSync(input, text)
  times.push((await Promise.race([next, setTimeout(40_000, Infinity)])) - begun)
  const before = performance.now()
  parseJson(text, new Notes())
  parses.push(performance.now() - before)
}
console.log(JSON.stringify({ times, parses }))
await watcher.close()
process.exit(0)
