import { expect, it } from 'vitest'
import { report } from './report.ts'
import { fuzz } from './supervisor.ts'

const [SEED, COUNT] = [20_261_123, 2_000]

it(`${COUNT} spoiled descriptions end in slices or in plain words`, { timeout: 600_000 }, async ({ task }) => {
  const figures = await fuzz({ seed: SEED, count: COUNT })
  const { documents, findings, peak, slices, bases } = figures
  task.meta.figures = {
    runs: documents,
    faults: documents,
    note: `made of ${bases.count}, ${slices} slices, at most ${peak.toFixed(0)} MB, ${findings.length} findings`,
  }
  expect(findings, report(figures, SEED)).toEqual([])
  expect(documents).toBe(COUNT)
})
