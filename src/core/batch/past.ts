import { type Fingerprints, fingerprints } from '../cache/fingerprint.ts'
import type { Kept, Reuse } from '../cache/reuse.ts'
import type { Converted } from '../convert/convert-linked.ts'
import { askedOnce } from '../model/lists.ts'
import type { Problem } from '../problems.ts'
import type { Group } from '../slice/groups.ts'
import type { Slice } from '../slice/slice.ts'
import type { Done } from './group-slicer.ts'

/** What a run may take over from earlier ones, group by group. */
export interface Past {
  /** The file of a group, if it is there already, made of the very same parts. @param plan the slice of its endpoints */
  find(group: Group, plan: Slice): Kept | undefined
  /** Keeps what became of a group, if all of it was written. */
  keep(group: Group, done: Done): void
  /** What tells the slice of a group from others, once it was looked for. */
  fingerprintOf(group: Group): string | undefined
  readonly fingerprints: Fingerprints
}

/** @param ours the files in the output folder that an earlier run has written */
export function pastOf(converted: Converted, reuse: Reuse, ours: ReadonlySet<string>): Past {
  const all = fingerprints(converted.linked)
  const known = new Map<Group, string | undefined>()
  return {
    find(group, plan) {
      const fingerprint = isPlain(group, plan) ? all.of(plan) : undefined
      known.set(group, fingerprint)
      return fingerprint !== undefined && ours.has(group.file) ? reuse.find(group.file, fingerprint) : undefined
    },
    keep(group, { outcomes, output, left, rows }) {
      const fingerprint = known.get(group)
      if (fingerprint === undefined || !output || outcomes.some(({ error, problems }) => error || hasFailedAudit(problems))) return
      reuse.keep(group.file, fingerprint, { output, left, rows, isWarned: outcomes.some(({ problems }) => problems.length > 0) })
    },
    fingerprintOf: (group) => known.get(group),
    fingerprints: all,
  }

  /** Whether it has all its endpoints, and nothing was changed in them that there is something to say of. */
  function isPlain({ endpoints }: Group, plan: Slice): boolean {
    return plan.endpoints.length === endpoints.length && endpoints.every((one) => converted.problemsOf(one).length === 0)
  }
}

/** Not every run looks at the same finished files. */
const hasFailedAudit = askedOnce((problems: readonly Problem[]) => problems.some(({ code }) => code === 'linter-failed'))

/** What became of a group whose file is kept. @param problems of each endpoint */
export const doneAlready = ({ endpoints }: Group, { output, left, rows }: Kept, problems: readonly (readonly Problem[])[]): Done => ({
  outcomes: endpoints.map((endpoint, index) => ({ endpoint, problems: problems[index] ?? [], error: undefined })),
  failures: [],
  output,
  left,
  rows,
})
