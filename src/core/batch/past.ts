import { fingerprints } from '../cache/fingerprint.ts'
import type { Kept, Reuse } from '../cache/reuse.ts'
import type { Converted } from '../convert/convert-linked.ts'
import type { Problem } from '../problems.ts'
import type { Group } from '../slice/groups.ts'
import { slice } from '../slice/slice.ts'
import { type Done, targetsOf } from './group-slicer.ts'

/** What a run may take over from earlier ones, group by group. */
export interface Past {
  /** The file of a group, if it is there already, made of the very same parts. */
  find(group: Group): Kept | undefined
  /** Keeps what became of a group, if all of it was written. */
  keep(group: Group, done: Done): void
}

/** @param ours the files in the output folder that an earlier run has written */
export function pastOf(converted: Converted, reuse: Reuse, ours: ReadonlySet<string>): Past {
  const fingerprintOf = fingerprints(converted.linked)
  const known = new Map<Group, string | undefined>()
  return {
    find(group) {
      const fingerprint = fingerprintOfGroup(group)
      known.set(group, fingerprint)
      return fingerprint !== undefined && ours.has(group.file) ? reuse.find(group.file, fingerprint) : undefined
    },
    keep(group, { outcomes, output, left, rows }) {
      const fingerprint = known.get(group)
      if (fingerprint === undefined || !output || outcomes.some(({ error, problems }) => error || problems.some(isOfAudit))) return
      reuse.keep(group.file, fingerprint, { output, left, rows, isWarned: outcomes.some(({ problems }) => problems.length > 0) })
    },
  }

  function fingerprintOfGroup(group: Group): string | undefined {
    const targets = targetsOf(group, converted)
    const isPlain = targets.length === group.endpoints.length && group.endpoints.every((one) => converted.problemsOf(one).length === 0)
    return isPlain ? fingerprintOf(slice(converted.linked, targets)) : undefined
  }
}

/** Not every run looks at the same finished files. */
const isOfAudit = ({ code }: Problem): boolean => code === 'linter-failed'

/** What became of a group whose file is kept. @param problems of each endpoint */
export const doneAlready = ({ endpoints }: Group, { output, left, rows }: Kept, problems: readonly (readonly Problem[])[]): Done => ({
  outcomes: endpoints.map((endpoint, index) => ({ endpoint, problems: problems[index] ?? [], error: undefined })),
  failures: [],
  output,
  left,
  rows,
})
