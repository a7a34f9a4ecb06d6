import { join } from 'node:path'
import { measure } from '../measure.mjs'
import { atMost, bestOf, BOX, GITHUB, missing, printed, time, tried } from './common.mjs'

/** @type {import('./common.mjs').Row} */
export default {
  number: 11,
  title: '`validate: each`: all checks of a small slice, against the stock `lintDocument` alone (CPU, each inside a process of its own)',
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
        // Each in a process of its own, as a user has it: in one, V8 would prepare the walker that they share for both. Nor is
        // garbage collected by force, between documents, when V8 throws away what it has compiled to walk them.
        const sides = ['ours', 'stock'].map((side) => ({
          name: side,
          args: [join(context.cases, 'validate-each.mjs'), context.modules, spec, '150', '6', side],
        }))
        const [ours, stock] = (await measure(sides, { rounds: 4 })).map(printed)
        const [{ slices }] = ours
        const [mine, theirs] = [ours, stock].map((runs) => bestOf(runs.flatMap(({ times }) => times)).cpu / slices)
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
