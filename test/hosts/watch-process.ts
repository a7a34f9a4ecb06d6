import { spawn } from 'node:child_process'
import type { Outcome, Project, Watcher } from './host.ts'

/** A watcher that is a process of its own. A build has ended when it says so; when the process ends, nothing is watched any more. */
export async function watchProcess(
  command: string,
  args: readonly string[],
  project: Project,
  onBuilt: (outcome: Outcome) => void,
): Promise<Watcher> {
  const child = spawn(command, [...args, JSON.stringify(project), 'watch'], { cwd: project.root, stdio: ['ignore', 'pipe', 'pipe'] })
  const take = (chunk: Buffer): void => {
    if (chunk.includes('Build completed')) onBuilt({ failed: false, reports: [] })
  }
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  return {
    ended,
    async close() {
      child.kill()
      await ended
    },
  }
}
