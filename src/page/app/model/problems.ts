import { membersOf, type ProblemEntry } from '../../protocol.ts'

/** What is wrong in the same way, in one place or many. */
export interface ProblemGroup extends Pick<ProblemEntry, 'severity' | 'code' | 'phaseName' | 'message' | 'help'> {
  readonly places: readonly string[]
  /** Of each problem, as runs. */
  readonly endpoints: readonly (readonly number[])[]
}

/** In the order in which they were found. */
export function groupedProblems(problems: readonly ProblemEntry[]): ProblemGroup[] {
  const groups = new Map<string, ProblemGroup & { places: string[]; endpoints: number[][] }>()
  for (const { severity, code, phaseName, message, help, place, endpoints } of problems) {
    const key = [severity, code, message, help].join('\n')
    const group = groups.get(key) ?? { severity, code, phaseName, message, help, places: [], endpoints: [] }
    groups.set(key, group)
    if (place !== '') group.places.push(place)
    group.endpoints.push(endpoints)
  }
  return [...groups.values()]
}

/** The endpoints that are in any of these. */
export function membersOfAll(lists: readonly (readonly number[])[], count: number): number[] {
  const marks = new Uint8Array(count)
  for (const runs of lists) for (const member of membersOf(runs)) marks[member] = 1
  const members: number[] = []
  for (const [index, mark] of marks.entries()) if (mark) members.push(index)
  return members
}
