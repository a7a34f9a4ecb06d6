import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

/** Puts the package into a folder as it is after it was installed, without its dependencies. */
export function unpackInto(folder: string): void {
  mkdirSync(folder, { recursive: true })
  // Without scripts: `prepack` builds, under the feet of the tests that use the build.
  const told = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { cwd: ROOT, encoding: 'utf8' })
  const [{ filename }] = JSON.parse(told) as [{ filename: string }]
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder, '--strip-components', '1'])
  rmSync(join(folder, filename))
}
