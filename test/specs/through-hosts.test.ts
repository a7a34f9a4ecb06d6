import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build } from 'vite'
import Slices from '../../src/vite.ts'
import { hasSpecs, SPECS } from '../support/specs.ts'

const CLI = resolve(import.meta.dirname, '../../dist/cli.js')

/** The slices in a folder, by name; reports have times in them. */
const slicesIn = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .toSorted()
      .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  )

describe.runIf(hasSpecs)('a large description through the command and through a build', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hosts-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each([
    ['github-rest/api.github.com.json', 1223],
    ['digitalocean/specification/DigitalOcean-public.v2.yaml', 659],
  ])('%s becomes %i files, the same in both', { timeout: 180_000 }, async (file, count) => {
    const specs = resolve(SPECS, file)
    const root = join(folder, String(count))
    mkdirSync(root)
    writeFileSync(join(root, 'index.html'), '<p>Slices</p>')
    // Exits with 0 only if every endpoint was written.
    execFileSync(process.execPath, [CLI, '--input', specs, '--output-dir', join(root, 'slices')], { cwd: root, stdio: 'pipe' })
    // Under Vitest the plugin stands aside, as it should in the projects of its users.
    const vitest = process.env['VITEST']
    delete process.env['VITEST']
    try {
      await build({ root, configFile: false, logLevel: 'silent', plugins: [Slices({ specs })] })
    } finally {
      process.env['VITEST'] = vitest
    }
    const written = slicesIn(join(root, 'slices'))
    expect(written.size).toBe(count)
    expect(slicesIn(join(root, 'dist/slices'))).toEqual(written)
    expect(readdirSync(join(root, 'dist/slices'))).toEqual(expect.arrayContaining(['index.csv', 'problems.json']))
  })
})
