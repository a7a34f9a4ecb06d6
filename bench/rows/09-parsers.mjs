import { join } from 'node:path'
import { measure } from '../measure.mjs'
import { atMost, bestOf, BOX, GITHUB, number, printed, size, STRIPE, time, tried } from './common.mjs'

/** @type {import('./common.mjs').Row} */
export default {
  number: 9,
  title: 'Parsing YAML, against `JSON.parse` of the same data (CPU, inside one process)',
  async *lines(context) {
    const inputs = [
      ['GitHub', GITHUB],
      ['Stripe', STRIPE],
      ['Box', BOX],
      ['Rebilly', 'rebilly/rebilly-description.yaml'],
      ['OpenAI', 'openai/openapi.yaml'],
    ]
    for (const [name = '', file = ''] of inputs) {
      const spec = context.spec(file)
      const compared = 'our YAML parser ÷ `JSON.parse`'
      if (!spec) {
        yield { input: name, compared, measured: 'description not here', target: '≤ 2.5', holds: undefined }
        continue
      }
      yield* tried(name, compared, '≤ 2.5', async () => {
        const args = ['--expose-gc', join(context.cases, 'parsers.mjs'), context.modules, spec, '20']
        const [{ yaml, times, different }] = printed((await measure([{ name: 'parsers', args }], { rounds: 1 }))[0])
        const cpu = (/** @type {string} */ parser) => bestOf(times[parser]).cpu
        const base = cpu('JSON.parse')
        const others = ['our JSON parser', 'js-yaml', 'yaml'].map((parser) => `${parser} ${number(cpu(parser) / base)}`)
        const printedBy = spec.endsWith('.json') ? 'as `yaml` prints it' : 'as it is'
        const detail = `${time(cpu('our YAML parser'))} ÷ ${time(base)} for ${size(yaml)} of YAML ${printedBy}; ${others.join(', ')}`
        const doubt = different.length > 0 ? `; not what \`yaml\` reads: ${different.join(', ')}` : ''
        return atMost(name, compared, cpu('our YAML parser') / base, 2.5, detail + doubt)
      })
    }
  },
}
