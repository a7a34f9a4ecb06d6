import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { operationsOf } from '../cases/operations.mjs'
import { measure } from '../measure.mjs'
import { atLeast, atMost, GITHUB, missing, number, printed, slicing, tried } from './common.mjs'

const SLOW = ['oas', '@scalar/openapi-parser', 'openapi-filter', 'openapi-format', '@redocly/openapi-core']

/** @type {import('./common.mjs').Row} */
export default {
  number: 3,
  title:
    'Against peers that make the same files without validating them (CPU per endpoint; ours is the whole process, theirs only the work)',
  async *lines(context) {
    const spec = context.spec(GITHUB)
    if (!spec) {
      yield missing('GitHub', '≥ 50, ≤ 2')
      return
    }
    const total = operationsOf(JSON.parse(readFileSync(spec, 'utf8'))).length
    const command = (/** @type {string} */ peer) => ({
      name: peer,
      args: [join(context.cases, 'peer.mjs'), peer, spec, context.fresh('peer'), '50', '4000'],
    })
    for (const peer of ['openapi-extract', ...SLOW]) {
      const isExtract = peer === 'openapi-extract'
      const target = isExtract ? '≤ 2' : '≥ 50'
      const name = peer === '@redocly/openapi-core' ? 'Redocly bundle with `filter-in`' : `\`${peer}\``
      const compared = isExtract ? `slice-oas ÷ ${name}` : `${name} ÷ slice-oas`
      const lack = isExtract || peer !== '@redocly/openapi-core' ? context.peer(peer) : undefined
      if (lack) {
        yield { input: 'GitHub to JSON', compared, measured: lack, target, holds: undefined }
        continue
      }
      yield* tried('GitHub to JSON', compared, target, async () => {
        const [ours, theirs] = await measure([slicing(context, spec, ['--format', 'json']), command(peer)], { rounds: isExtract ? 3 : 2 })
        const mine = (ours?.cpu.best ?? NaN) / total
        const all = printed(theirs)
        const per = Math.min(...all.map(({ perEndpoint }) => perEndpoint))
        const detail = `${number(per)} ms and ${number(mine)} ms for each endpoint; the peer made its first ${Math.max(...all.map(({ done }) => done))}`
        return isExtract
          ? atMost('GitHub to JSON', compared, mine / per, 2, detail)
          : atLeast('GitHub to JSON', compared, per / mine, 50, detail)
      })
    }
  },
}
