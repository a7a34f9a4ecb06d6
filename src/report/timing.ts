import type { SliceResult, Stage } from '../core/options/request.ts'
import { sizeText } from '../core/size-text.ts'

const STAGES: Readonly<Record<Stage, string>> = {
  load: 'load',
  link: 'link',
  select: 'select',
  convert: 'convert',
  reuse: 'look for what can be reused',
  slice: 'slice',
  render: 'render',
  check: 'read back',
  validate: 'validate',
  write: 'write',
  index: 'index',
  report: 'report',
  other: 'other',
}

/** Of the process: milliseconds before the run, and bytes at most. */
export interface ProcessFacts {
  start: number
  memory: number
}

/** Where the time of a run went: a line for each stage, its milliseconds and its share, and the peak of memory. */
export function timingLines({ timings, elapsed }: Pick<SliceResult, 'timings' | 'elapsed'>, { start, memory }: ProcessFacts): string[] {
  const spent = (Object.keys(STAGES) as Stage[]).flatMap((stage): [string, number][] => {
    const time = timings[stage]
    return time === undefined || time < 0.5 ? [] : [[STAGES[stage], time]]
  })
  const total = start + elapsed
  const rows: [string, number][] = [
    ['start', start],
    ...(spent.length > 0 ? spent : [['look', elapsed] as [string, number]]),
    ['total', total],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const line = ([name, time]: [string, number]): string =>
    `  ${name.padEnd(width)}  ${time.toFixed(0).padStart(6)} ms  ${((100 * time) / total).toFixed(0).padStart(3)}%`
  return ['Where the time went:', ...rows.map(line), `  Peak of memory: ${sizeText(memory)}`]
}
