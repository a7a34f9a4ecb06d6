import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { catalogue, megabytes } from '../generate.mjs'
import { measure } from '../measure.mjs'
import { atMost, size, slicing, times, tried } from './common.mjs'

/** @type {import('./common.mjs').Row} */
export default {
  number: 8,
  title: 'Very large descriptions with the default heap (peak memory over the size of the input)',
  async *lines(context) {
    const inputs = /** @type {const} */ ([
      ['json', 23_100, 3],
      ['yaml', 21_500, 5],
    ])
    for (const [index, [format, endpoints, target]] of inputs.entries()) {
      const file = join(context.temporary, `large.${format}`)
      catalogue(file, { endpoints })
      const input = `${endpoints} endpoints, ${megabytes(file).toFixed(0)} MB ${format.toUpperCase()}`
      // What is left of the time for the whole run is shared by those that are left, and by the rows after this one.
      const limit = Math.min(240_000, (context.remaining() - 60_000) / (inputs.length - index))
      yield* tried(input, 'peak memory ÷ input', `completes, ≤ ${target}`, async () => {
        const [run] = await measure([slicing(context, file)], { rounds: 1, limit: Math.max(limit, 45_000) })
        const ratio = (run?.rss.best ?? NaN) / 1e6 / megabytes(file)
        const detail = run && `${size(run.rss.best)}; completes in ${times(run)}`
        return { ...atMost(input, 'peak memory ÷ input', ratio, target, detail), target: `completes, ≤ ${target}` }
      })
      rmSync(file)
    }
  },
}
