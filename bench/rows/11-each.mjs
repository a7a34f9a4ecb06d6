import { join } from 'node:path'
import { measure } from '../measure.mjs'
import { atMost, bestOf, BOX, GITHUB, missing, printed, time, tried } from './common.mjs'

/** @type {import('./common.mjs').Row} */
export default {
  number: 11,
  title: '`validate: each`: all checks of a small slice, against the stock `lintDocument` alone (CPU, inside one process)',
  async *lines(context) {
    for (const [name, file] of /** @type {const} */ ([
      ['GitHub', GITHUB],
      ['Box', BOX],
    ])) {
      const spec = context.spec(file)
      if (!spec) {
        yield missing(name, '≤ 0.45')
        continue
      }
      yield* tried(name, 'check ÷ `lintDocument`', '≤ 0.45', async () => {
        const args = ['--expose-gc', join(context.cases, 'validate-each.mjs'), context.modules, spec, '150', '12']
        const [{ slices, ours, stock }] = printed((await measure([{ name: 'validate each', args }], { rounds: 1 }))[0])
        const [mine, theirs] = [bestOf(ours).cpu / slices, bestOf(stock).cpu / slices]
        return atMost(
          name,
          'check ÷ `lintDocument`',
          mine / theirs,
          0.45,
          `${time(mine)} ÷ ${time(theirs)} for each of ${slices} slices below 50 KB`,
        )
      })
    }
  },
}
