// Checking small slices one by one against the stock linter: node --expose-gc validate-each.mjs <modules> <description> <count> <rounds>
import { BaseResolver, createConfig, lintDocument, Source } from '@redocly/openapi-core'
import { linkedWith, moduleOf, timed } from './subject.mjs'

const [, , modules = '', input = '', count = '200', rounds = '3'] = process.argv
const { request, linked, slices, whole } = await linkedWith(modules, input, 'json')
const { Validator } = await moduleOf(modules, 'core/validate/validate.js')
const validator = await Validator.create(linked, whole, { ...request, validate: 'each', cwd: process.cwd() })
const config = await createConfig({ extends: ['spec'] })
const externalRefResolver = new BaseResolver()

const small = slices
  .map((/** @type {any} */ { slice }) => ({ slice, text: JSON.stringify(slice.document) }))
  .filter((/** @type {any} */ { text }) => text.length < 50_000)
const step = Math.max(1, Math.floor(small.length / Number(count)))
const chosen = small.filter((/** @type {unknown} */ _, /** @type {number} */ index) => index % step === 0).slice(0, Number(count))

const ours = []
const stock = []
for (let round = 0; round < Number(rounds); round++) {
  ours.push(
    await timed(async () => {
      for (const { slice } of chosen) await validator.check(slice)
    }),
  )
  stock.push(
    await timed(async () => {
      for (const { slice } of chosen) {
        const document = { source: new Source('slice.json', ''), parsed: slice.document }
        await lintDocument({ document, config, externalRefResolver })
      }
    }),
  )
}
console.log(JSON.stringify({ slices: chosen.length, ours, stock }))
