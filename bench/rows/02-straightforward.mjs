import { join } from 'node:path'
import { measure } from '../measure.mjs'
import { atLeast, GITHUB, missing, number, printed, slicing, STRIPE, time, tried } from './common.mjs'

/** @type {import('./common.mjs').Row} */
export default {
  number: 2,
  title: 'Against the straightforward loop: object, `lintFromString`, `yaml.stringify`, write (CPU)',
  async *lines(context) {
    const inputs = /** @type {const} */ ([
      ['GitHub', GITHUB, 153, 6],
      ['Stripe', STRIPE, 12, 50],
    ])
    for (const [name, file, sample, target] of inputs) {
      const spec = context.spec(file)
      if (!spec) {
        yield missing(name, `≥ ${target}`)
        continue
      }
      const compared = 'loop ÷ slice-oas'
      yield* tried(name, compared, `≥ ${target}`, async () => {
        const script = join(context.cases, 'straightforward.mjs')
        const loop = { name: 'straightforward loop', args: [script, spec, context.fresh('loop'), String(sample)] }
        const [ours, theirs] = await measure([slicing(context, spec), loop])
        const cpus = printed(theirs).map(({ done, total, loopCpu }, run) => (theirs?.runs[run]?.cpu ?? NaN) + loopCpu * (total / done - 1))
        const best = Math.min(...cpus)
        const { done, total } = printed(theirs)[0]
        const cpu = ours?.cpu.best ?? NaN
        const detail = `${time(best)} ÷ ${time(cpu)}; the loop was run on ${done} of ${total} endpoints, evenly chosen, and extrapolated by ${number(total / done)}`
        return atLeast(`${name} to YAML`, compared, best / cpu, target, detail)
      })
    }
  },
}
