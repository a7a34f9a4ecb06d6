// From saving a description to the updated slice in the browser: node vite-serve.mjs <root> <dist> <modules> <folder> <description.json> <rounds>
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { moduleOf } from './subject.mjs'

const [, , root = '', dist = '', modules = '', folder = '', input = '', rounds = '4'] = process.argv
const { createLogger, createServer } = await import(pathToFileURL(createRequire(join(root, 'package.json')).resolve('vite')).href)
const { parseJson } = await moduleOf(modules, 'core/load/parse-json.js')
const { Notes } = await moduleOf(modules, 'core/load/notes.js')
const plugin = (await moduleOf(dist, 'vite.js')).default({ specs: input, failOn: 'never' })

let isTold = () => {}
const logger = createLogger('silent')
logger.info = (/** @type {string} */ text) => void (text.includes('changed') && isTold())
const server = await createServer({
  root: folder,
  configFile: false,
  customLogger: logger,
  plugins: [plugin],
  server: { port: 0, host: '127.0.0.1' },
})
await server.listen()
const address = `http://127.0.0.1:${server.httpServer.address().port}/slices/`
const get = async (/** @type {string} */ file) => (await fetch(address + file)).text()

/** Resolves when the server has a slice with this text. @param {string} text */
async function served(text) {
  await new Promise((resolve) => (isTold = () => resolve(undefined)))
  const row = (await get('index.csv')).split('\n').find((line) => line.includes(text))
  const [file = ''] = /[^,"]+\.yaml/.exec(row ?? '') ?? []
  if (!(await get(file)).includes(text)) throw new Error(`${file} has no ${text}`)
}

await get('index.csv')
const description = JSON.parse(readFileSync(input, 'utf8'))
const times = []
const parses = []
for (let round = 0; round < Number(rounds); round++) {
  // The watcher may still be settling.
  await setTimeout(600)
  const item = description.paths[Object.keys(description.paths)[0] ?? '']
  item[Object.keys(item).find((key) => item[key].responses) ?? ''].summary = `Saved ${round}`
  const text = JSON.stringify(description, null, 2)
  const next = served(`Saved ${round}`)
  const begun = performance.now()
  writeFileSync(input, text)
  await next
  times.push(performance.now() - begun)
  const before = performance.now()
  parseJson(text, new Notes())
  parses.push(performance.now() - before)
}
console.log(JSON.stringify({ times, parses }))
await server.close()
process.exit(0)
