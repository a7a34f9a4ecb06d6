import { join } from 'node:path'
import { measure } from '../measure.mjs'
import { atMost, bestOf, BOX, GITHUB, missing, printed, size, STRIPE, targetOf, time, tried } from './common.mjs'

/** @type {import('./common.mjs').Row} */
export default {
  number: 4,
  title: 'Serialise and write all slices, against a plain write of the same bytes (wall time, inside one process)',
  async *lines(context) {
    // The prototype of this design took 1.2, 2.5 and 3.5 times as long for the first three, which is where their limits come from.
    const inputs = /** @type {const} */ ([
      ['Stripe', context.spec(STRIPE), 'yaml', 1.5],
      ['Kubernetes', context.kubernetes, 'yaml', 3],
      ['GitHub', context.spec(GITHUB), 'yaml', 4],
      ['GitHub', context.spec(GITHUB), 'json', 4],
      ['Box', context.spec(BOX), 'yaml', undefined],
    ])
    for (const [name, spec, format, limit] of inputs) {
      const input = `${name} to ${format.toUpperCase()}`
      const target = targetOf(limit)
      if (!spec) yield missing(input, target)
      else {
        yield* tried(input, 'emission ÷ plain write', target, async () => {
          const script = join(context.cases, 'emission.mjs')
          const args = ['--expose-gc', script, context.modules, spec, format, context.fresh('emission'), '24']
          const [{ files, bytes, emission, plain, rendering, checking }] = printed(
            (await measure([{ name: 'emission', args }], { rounds: 1 }))[0],
          )
          const [ours, theirs] = [bestOf(emission), bestOf(plain)]
          const detail = `${time(ours.wall)} ÷ ${time(theirs.wall)} (CPU ${time(ours.cpu)} ÷ ${time(theirs.cpu)}), ${files} files, ${size(bytes)}; rendering alone ${time(bestOf(rendering).wall)}, with reading back ${time(bestOf(checking).wall)}`
          return atMost(input, 'emission ÷ plain write', ours.wall / theirs.wall, limit, detail)
        })
      }
    }
  },
}
