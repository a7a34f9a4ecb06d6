import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, posix } from 'node:path'
import type { Plugin } from 'rolldown'

/**
 * Has the compiler write the declarations and adds those that the entries need: it writes one for each source, and those
 * of the inside speak of packages that are built in. A mistake in types ends the build.
 */
export function declarations(): Plugin {
  return {
    name: 'declarations',
    generateBundle(_options, bundle) {
      const folder = mkdtempSync(join(tmpdir(), 'declarations-'))
      try {
        compile(folder)
        const entries = Object.values(bundle).flatMap((output) => (output.type === 'chunk' && output.isEntry ? [output] : []))
        const isPublic = ({ fileName }: { fileName: string }): boolean => basename(fileName) !== 'cli.js'
        const files = reachable(
          entries.filter(isPublic).map(({ fileName }) => declarationOf(fileName)),
          folder,
        )
        for (const [fileName, source] of files) this.emitFile({ type: 'asset', fileName, source })
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
  }
}

function compile(folder: string): void {
  const compiler = 'node_modules/typescript/bin/tsc'
  execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', folder], { stdio: 'inherit' })
}

/** Declarations by file, with all that they import from their neighbours. */
function reachable(entries: readonly string[], folder: string): Map<string, string> {
  const pending = [...entries]
  const found = new Map<string, string>()
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (found.has(file)) continue
    // They name the sources; next to them there will be no such files.
    const text = readFileSync(join(folder, file), 'utf8').replace(/((?:from |import\()["']\.[^"']+)\.ts(?=["'])/g, '$1.js')
    found.set(file, text)
    for (const [, target] of text.matchAll(/(?:from |import\()["'](\.[^"']+)["']/g)) {
      pending.push(posix.join(dirname(file), declarationOf(target!)))
    }
  }
  return found
}

const declarationOf = (file: string): string => file.replace(/\.[jt]s$/, '.d.ts')
