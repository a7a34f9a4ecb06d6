import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome, TestHost } from './host.ts'
import { watchProcess } from './watch-process.ts'

const MODULES = join(import.meta.dirname, '../../node_modules')

const BUILD = join(import.meta.dirname, 'bun-build.ts')

/** The program is put in place by an install script, or stays in the package of the platform where scripts are blocked. */
const CANDIDATES = [
  join(MODULES, 'bun/bin/bun.exe'),
  join(MODULES, `@oven/bun-${process.platform}-${process.arch === 'arm64' ? 'aarch64' : process.arch}/bin/bun`),
]

/** Undefined where it is not installed. */
export const bunProgram: string | undefined = CANDIDATES.find((file) => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 1e6)

/** Bun only builds inside of Bun. */
export const bunHost: TestHost | undefined =
  bunProgram === undefined
    ? undefined
    : {
        name: 'bun',
        build: (project) =>
          new Promise<Outcome>((resolve) => {
            execFile(bunProgram, [BUILD, JSON.stringify(project)], { cwd: project.root }, (error, stdout, stderr) => {
              // All there is: what it prints, and its exit code.
              const report = { severity: error ? 'error' : 'warning', text: stdout + stderr, place: undefined } as const
              resolve({ failed: error !== null, reports: [report] })
            })
          }),
        watch: (project, onBuilt) => watchProcess(bunProgram, [BUILD], project, onBuilt),
      }
