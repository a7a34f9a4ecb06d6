// Checking small slices one by one, by us or by the stock linter: node validate-each.mjs <modules> <description> <count> <rounds> <ours|stock>
import { BaseResolver, createConfig, lintDocument, Source } from '@redocly/openapi-core'
import { linkedWith, moduleOf, timed } from './subject.mjs'

const [, , modules = '', input = '', count = '200', rounds = '3', side = 'ours'] = process.argv
const { request, linked, slices, whole } = await linkedWith(modules, input, 'json')

const small = slices
  .map((/** @type {any} */ { slice }) => ({ slice, text: JSON.stringify(slice.document) }))
  .filter((/** @type {any} */ { text }) => text.length < 50_000)
const step = Math.max(1, Math.floor(small.length / Number(count)))
const chosen = small.filter((/** @type {unknown} */ _, /** @type {number} */ index) => index % step === 0).slice(0, Number(count))

const check = side === 'ours' ? await ours() : await stock()
const times = []
for (let round = 0; round < Number(rounds); round++) {
  times.push(
    await timed(async () => {
      for (const { slice } of chosen) await check(slice)
    }),
  )
}
console.log(JSON.stringify({ slices: chosen.length, times }))

async function ours() {
  const { Validator } = await moduleOf(modules, 'core/validate/validate.js')
  const validator = await Validator.create(linked, whole, { ...request, validate: 'each', cwd: process.cwd() })
  return (/** @type {any} */ slice) => validator.check(slice)
}

async function stock() {
  const config = await createConfig({ extends: ['spec'] })
  const externalRefResolver = new BaseResolver()
  return (/** @type {any} */ slice) => {
    const document = { source: new Source('slice.json', ''), parsed: slice.document }
    return lintDocument({ document, config, externalRefResolver })
  }
}
