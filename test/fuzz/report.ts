import type { Figures } from './supervisor.ts'

/** The figures of a run as tables. */
export function report(figures: Figures, seed: number): string {
  const { documents, bases, slices, seconds, slowest, peak, findings, outcomes, checks, kinds } = figures
  const slow = `${(slowest[0] / 1000).toFixed(1)} s (${slowest[1]})`
  const row = [
    seed,
    documents,
    `${bases.count} (${bases.digest})`,
    ...shares(outcomes),
    slices,
    seconds.toFixed(0),
    slow,
    `${peak.toFixed(0)} MB`,
    findings.length,
  ]
  return [
    '| seed | documents | made of | sliced whole | in part | not at all | refused | slices | seconds | slowest | peak memory | findings |',
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
    `| ${row.join(' | ')} |`,
    '',
    '| done to them | documents | sliced whole | in part | not at all | refused |',
    '|---|---:|---:|---:|---:|---:|',
    ...sorted(kinds).map(([kind, of]) => `| ${[kind, total(of), ...shares(of)].join(' | ')} |`),
    '',
    '| refused with | documents |',
    '|---|---:|',
    ...sorted(outcomes)
      .filter(([outcome]) => !WHOLE.includes(outcome))
      .map(([outcome, times]) => `| ${outcome} | ${times} |`),
    '',
    '| checked beside | times |',
    '|---|---:|',
    ...sorted(checks).map(([check, times]) => `| ${check} | ${times} |`),
    '',
    ...findings.map(({ number, finding }) => `- npx jiti test/fuzz/repeat.ts ${seed} ${number}: ${finding}`),
  ].join('\n')
}

const WHOLE = ['sliced', 'partly', 'failed']

/** Sliced, partly, not at all, refused. */
function shares(outcomes: ReadonlyMap<string, number>): number[] {
  const known = WHOLE.map((outcome) => outcomes.get(outcome) ?? 0)
  return [...known, total(outcomes) - known.reduce((sum, times) => sum + times, 0)]
}

const total = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((sum, times) => sum + times, 0)

const sorted = <Value>(map: ReadonlyMap<string, Value>): [string, Value][] => [...map].toSorted(([a], [b]) => (a < b ? -1 : 1))
