import { join } from 'node:path'
import { root } from '../context.mjs'
import { catalogue, megabytes } from '../generate.mjs'
import { measure } from '../measure.mjs'
import { atMost, slicing, time, times, tried } from './common.mjs'
import { viteProject } from './06-serve.mjs'

/** @type {import('./common.mjs').Row} */
export default {
  number: 10,
  title: 'A small description (wall time of whole processes)',
  async *lines(context) {
    const file = join(context.temporary, 'small.json')
    catalogue(file, { endpoints: 100, words: 10, properties: 5, examples: false })
    const input = `100 endpoints, ${(megabytes(file) * 1000).toFixed(0)} KB`
    yield* tried(input, 'slice-oas ÷ `node -e 0`', '≤ 8', async () => {
      const [ours, nothing] = await measure([slicing(context, file), { name: 'node -e 0', args: ['-e', '0'] }], { rounds: 7 })
      if (!ours || !nothing) throw new Error('nothing was measured')
      return atMost(input, 'slice-oas ÷ `node -e 0`', ours.wall.best / nothing.wall.best, 8, `${times(ours)} ÷ ${times(nothing)}`)
    })
    yield* tried(input, 'vite build with the plugin − without', '< 0.5 s', async () => {
      const folder = viteProject(context)
      const args = [join(context.cases, 'vite-build.mjs'), root, context.dist, folder]
      const [bare, sliced] = await measure(
        [
          { name: 'vite build', args },
          { name: 'vite build with the plugin', args: [...args, file] },
        ],
        { rounds: 5 },
      )
      if (!bare || !sliced) throw new Error('nothing was measured')
      const more = sliced.wall.best - bare.wall.best
      const detail = `${times(sliced)} − ${times(bare)}`
      return { input, compared: 'vite build with the plugin − without', measured: time(more), target: '< 0.5 s', holds: more < 500, detail }
    })
  },
}
