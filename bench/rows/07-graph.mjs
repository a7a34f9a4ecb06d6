import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { graph, megabytes } from '../generate.mjs'
import { measure } from '../measure.mjs'
import { number, size, slicing, time, times, tried } from './common.mjs'

const SIZES = [
  { endpoints: 11_000, cycle: 660, satellites: 1050, others: 3050 },
  { endpoints: 22_000, cycle: 660, satellites: 3300, others: 6200 },
]

/** @type {import('./common.mjs').Row} */
export default {
  number: 7,
  title: 'A graph of resources, most endpoints reaching one cycle of 660 schemas',
  async *lines(context) {
    for (const shape of SIZES) {
      const file = join(context.temporary, `graph-${shape.endpoints}.json`)
      graph(file, shape)
      const input = `${count(shape.endpoints)} endpoints, ${megabytes(file).toFixed(0)} MB`
      const refusal = 'all of them: refused before anything is written'
      yield* tried(input, refusal, 'refused', async () => {
        const [run] = await measure([{ ...slicing(context, file), codes: [6] }], { rounds: 1 })
        return { input, compared: refusal, measured: time(run?.wall.best ?? NaN), target: 'refused', holds: true, detail: memory(run) }
      })
      const filtered = `${count(shape.endpoints / 11)} endpoints by a filter`
      yield* tried(input, filtered, '< 10 s', async () => {
        const [run] = await measure([slicing(context, file, ['--filter', '/area3/**'])], { rounds: 2, limit: 60_000 })
        const wall = run?.wall.best ?? NaN
        const detail = `${run ? times(run) : ''}, ${memory(run)}`
        return { input, compared: filtered, measured: time(wall), target: '< 10 s', holds: wall < 10_000, detail }
      })
      const grouped = '`groupBy: tag`, everything'
      const limit = Math.max(45_000, Math.min(100_000, context.remaining() - 200_000))
      yield* tried(input, grouped, 'completes', async () => {
        const [run] = await measure([slicing(context, file, ['--group-by', 'tag'])], { rounds: 1, limit })
        const wall = time(run?.wall.best ?? NaN)
        return { input, compared: grouped, measured: `completes in ${wall}`, target: 'completes', holds: true, detail: memory(run) }
      })
      rmSync(file)
    }
  },
}

const count = (/** @type {number} */ value) => value.toLocaleString('en')

/** @param {import('../measure.mjs').Measured | undefined} run */
const memory = (run) => `peak memory ${size(run?.rss.best ?? NaN)}, CPU ${number((run?.cpu.best ?? NaN) / 1000)} s`
