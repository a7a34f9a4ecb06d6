import type { SliceResult } from '../options/request.ts'
import type { Problem } from '../problems.ts'

/** A result as a run leaves it: inputs are noted beside it, warnings are among the problems, and lists of endpoints are written once. */
export interface Remembered extends Omit<SliceResult, 'inputs' | 'warnings' | 'problems'> {
  /** Their endpoints by the position in `lists`. */
  problems: (Omit<Problem, 'endpoints'> & { endpoints?: number })[]
  lists: (readonly string[])[]
}

export function remembered(result: SliceResult): Remembered {
  const { inputs: _, warnings: __, problems, ...rest } = result
  const lists = [...new Set(problems.flatMap(({ endpoints }) => (endpoints ? [endpoints] : [])))]
  const positions = new Map(lists.map((list, position) => [list, position]))
  return {
    ...rest,
    lists,
    problems: problems.map(({ endpoints, ...problem }) => (endpoints ? { ...problem, endpoints: positions.get(endpoints)! } : problem)),
  }
}

export function recalled({ lists, problems, ...rest }: Remembered, inputs: readonly string[]): SliceResult {
  const all = problems.map(({ endpoints, ...problem }) =>
    endpoints === undefined ? problem : { ...problem, endpoints: lists[endpoints]! },
  )
  return { ...rest, inputs, problems: all, warnings: all.filter(({ severity }) => severity === 'warning') }
}
