import { expect, it } from 'vitest'
import { report } from './report.ts'
import { isLong, PATIENCE, times } from '../support/scale.ts'
import { fuzz } from './supervisor.ts'

const [SEED, COUNT] = [times(20_261_123, 1), times(2_000, 100_000)]

it(`${COUNT} spoiled descriptions end in slices or in plain words`, { timeout: 2 * PATIENCE }, async ({ task }) => {
  const figures = await fuzz({ seed: SEED, count: COUNT })
  const { documents, findings, peak, slices, bases } = figures
  task.meta.figures = {
    runs: documents,
    faults: documents,
    note: `made of ${bases.count}, ${slices} slices, at most ${peak.toFixed(0)} MB, ${findings.length} findings`,
  }
  if (isLong) console.log(report(figures, SEED))
  expect(findings, report(figures, SEED)).toEqual([])
  expect(documents).toBe(COUNT)
})
