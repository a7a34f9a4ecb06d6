import { onTestFinished } from 'vitest'
import type { Outcome, Project, TestHost } from './host.ts'
import { filesIn } from './project.ts'

/** What has been seen of a watcher: the outcome of its last build, and the files that are in the output, by name. */
export interface Seen {
  failed: boolean
  files: Record<string, string>
}

export interface Watching {
  /**
   * Changes something until a build was seen of which `isSeen` holds. A watcher may not be listening at once, so the
   * change is made again from time to time.
   */
  until(isSeen: (seen: Seen) => boolean, change?: () => Promise<void>): Promise<void>
  /** Settles when the watcher has ended by itself. */
  ended: Promise<void>
  /** The files that the host has seen to change, where it tells that. */
  changed: ReadonlySet<string>
}

/**
 * Watches a project until the test has ended. Nothing waits for a length of time: a build is awaited by its event, and
 * the test's limit is only for a watcher that hangs.
 */
export async function watching(host: TestHost, project: Project): Promise<Watching> {
  let last: Outcome | undefined
  let count = 0
  let isOver = false
  let wake = (): void => {}
  const happened = (): void => {
    count += 1
    wake()
  }
  const changed = new Set<string>()
  const onBuilt = (outcome: Outcome): void => {
    last = outcome
    happened()
  }
  const watcher = await host.watch(project, onBuilt, (file) => void changed.add(file))
  onTestFinished(() => watcher.close())
  const ended = (watcher.ended ?? new Promise<void>(() => {})).then(() => {
    isOver = true
    happened()
  })
  return { until, ended, changed }

  async function until(isSeen: (seen: Seen) => boolean, change?: () => Promise<void>): Promise<void> {
    if (change) last = undefined
    await change?.()
    const again = setInterval(() => void change?.().catch(() => {}), 1000)
    try {
      for (;;) {
        const before = count
        const outcome = last
        const files = outcome && (await filesIn(project.outDir).catch(noneOfNextBuild))
        if (files && isSeen({ failed: outcome.failed, files })) return
        if (isOver) throw new Error('The watcher has ended by itself.')
        if (count === before) await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      clearInterval(again)
    }
  }
}

/** A file that goes while it is looked at goes for the next build, whose end is waited for. */
function noneOfNextBuild(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
