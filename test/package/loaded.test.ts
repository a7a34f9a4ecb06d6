import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sliceOas } from '../cli/slice-oas.ts'

/** What is loaded for what: everybody waits for it, every time. Of a build with source maps, which tell what is in its files. */

const ROOT = join(import.meta.dirname, '../..')
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { exports: Record<string, string> }
const folder = mkdtempSync(join(tmpdir(), 'openapi-slice-loaded-'))
const dist = join(folder, 'dist')

beforeAll(() => {
  const bundler = join(ROOT, 'node_modules/rolldown/bin/cli.mjs')
  execFileSync(process.execPath, [bundler, '-c', 'rolldown.config.ts', '--sourcemap', '--dir', dist], { cwd: ROOT, stdio: 'pipe' })
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(DESCRIPTION))
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const DESCRIPTION = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1.0.0' },
  paths: { '/items': { get: { responses: { '200': { description: 'Fine' } } } } },
}

let runs = 0

/** The sources that a run of the command has loaded: ours by their path below `src`, others by package. */
async function loadedBy(args: readonly string[], command = join(dist, 'cli.js')): Promise<string[]> {
  const coverage = join(folder, `coverage-${++runs}`)
  mkdirSync(coverage)
  const { code, stderr } = await sliceOas(args, { cwd: folder, command, env: { NODE_V8_COVERAGE: coverage } })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const urls = readdirSync(coverage).flatMap((file) => {
    const { result } = JSON.parse(readFileSync(join(coverage, file), 'utf8')) as { result: { url: string }[] }
    return result.map(({ url }) => url).filter((url) => url.startsWith('file:'))
  })
  return [...new Set(urls.flatMap((url) => sourcesOf(fileURLToPath(url))))].toSorted()
}

function sourcesOf(file: string): string[] {
  if (file.endsWith('rolldown-runtime.js')) return []
  if (!existsSync(`${file}.map`)) return [shown(file)]
  const { sources } = JSON.parse(readFileSync(`${file}.map`, 'utf8')) as { sources: string[] }
  return sources.map((source) => shown(resolve(dirname(file), source)))
}

const shown = (file: string): string => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? /\/(src\/.*)/.exec(file)?.[1] ?? file

describe('the command', () => {
  it.for(['--help', '--version'])('%s loads nothing but the command itself', async (flag) => {
    const loaded = await loadedBy([flag])

    expect(loaded).toContain('src/cli/main.ts')
    expect(loaded.filter((source) => source.startsWith('src/') && !/^src\/cli(?:\/|\.ts$)/.test(source))).toEqual([])
    expect(loaded).not.toContain('@redocly/openapi-core')
  })

  it.for(['list', 'check', 'init', 'info'])('%s --help loads nothing but the command itself', async (command) => {
    const loaded = await loadedBy([command, '--help'])

    expect(loaded.filter((source) => source.startsWith('src/') && !/^src\/cli(?:\/|\.ts$)/.test(source))).toEqual([])
    expect(loaded.filter((source) => /^src\/cli\/(?:check|completion|init|talk)\//.test(source))).toEqual(['src/cli/talk/occasion.ts'])
  })

  it('loads nothing that asks, explains or edits unless it is asked to', async () => {
    const loaded = await loadedBy(['openapi.json', '--quiet', '--no-cache', '--output-dir', 'other'])

    for (const unneeded of ['@clack/prompts', '@clack/core', 'fast-wrap-ansi', 'fast-string-width', 'js-tokens']) {
      expect(loaded).not.toContain(unneeded)
    }
    expect(loaded.filter((source) => /^src\/(?:cli\/(?:check|completion|init|talk)|core\/problems)\//.test(source))).toEqual([
      'src/cli/talk/occasion.ts',
    ])
  })

  it.for([
    ['list', ['list', 'openapi.json'], 'src/core/list.ts'],
    ['explain', ['explain', '4'], 'src/core/problems/catalogue.ts'],
    ['completion', ['completion', 'bash'], 'src/core/problems/catalogue.ts'],
    ['init', ['init', 'openapi.json'], 'js-tokens'],
  ] as const)('%s loads neither the linter nor what asks', async ([, args, needed]) => {
    const loaded = await loadedBy(args)
    rmSync(join(folder, 'unplugin.config.ts'), { force: true })

    expect(loaded).toContain(needed)
    for (const unneeded of ['src/core/validate/linter.ts', '@clack/prompts']) expect(loaded).not.toContain(unneeded)
  })

  it.for([
    ['explain', '4'],
    ['completion', 'bash'],
  ])('%s %s loads nothing that reads a description or checks slices', async (args) => {
    const loaded = await loadedBy(args)

    expect(loaded).toContain('src/core/convert/rules/rules.ts')
    expect(loaded.filter((source) => /^src\/core\/(?:load|validate|render|batch)\//.test(source))).toEqual([])
  })

  it('loads no way of linting, bundling or configuring that it does not need', async () => {
    const loaded = await loadedBy(['openapi.json', '--quiet', '--no-cache'])

    expect(loaded).toContain('src/core/batch/batch.ts')
    for (const unneeded of [
      'src/core/load/bundle.ts',
      'src/core/load/network/fetch.ts',
      'src/core/convert/convert.ts',
      'src/core/info.ts',
      '@redocly/ajv',
      '@redocly/config',
      'graphql',
      'jiti',
      'js-yaml',
      'unplugin',
      'yaml',
    ]) {
      expect(loaded).not.toContain(unneeded)
    }
  })
})

describe('a run after which nothing has changed', () => {
  it('loads nothing that slices', async () => {
    const again = ['openapi.json', '--quiet', '--cache-dir', 'cache', '-o', 'again']
    await loadedBy(again)
    const loaded = await loadedBy(again)

    expect(loaded).toContain('src/core/cache/run-cache.ts')
    expect(loaded.filter((source) => /^src\/core\/(?:load|link|slice\/slice|validate|render|batch)/.test(source))).toEqual([])
    for (const unneeded of ['@redocly/openapi-core', 'p-queue', 'yaml']) expect(loaded).not.toContain(unneeded)
  })
})

describe('a configuration', () => {
  it.for([
    ['in JavaScript', 'own.config.mjs', "export default { specs: ['openapi.json'] }\n"],
    ['in JSON', 'own.config.json', '{ "specs": ["openapi.json"] }\n'],
  ] as const)('%s loads no compiler and no library for YAML', async ([, name, text]) => {
    writeFileSync(join(folder, name), text)
    const loaded = await loadedBy(['--config', name, '--quiet', '--no-cache'])

    expect(loaded).not.toContain('jiti')
    expect(loaded).not.toContain('yaml')
  })
})

describe('an entry', () => {
  const HOSTS = Object.keys(manifest.exports).flatMap((name) => /^\.\/(\w+)$/.exec(name)?.[1] ?? [])

  it.for(HOSTS.filter((host) => !['gulp', 'nx'].includes(host)))(
    '%s loads no more than what the bundler asks for before it builds',
    async (host) => {
      const loaded = await loadedBy([], join(dist, `${host}.js`))

      expect(loaded).toContain('src/unplugin.ts')
      expect(
        loaded.filter(
          (source) =>
            !/^src\/(?:\w+|host\/[\w-]+|report\/(?:plain|frame)|core\/printable)\.ts$|^(?:unplugin|picomatch|@jridgewell\/.*)$/.test(
              source,
            ),
        ),
      ).toEqual([])
      expect(loaded).not.toContain('src/host/outcomes.ts')
    },
  )

  it.for(['index', 'nx'])('%s, for configurations, programs and Nx, loads nothing that slices', async (entry) => {
    const loaded = await loadedBy([], join(dist, `${entry}.js`))

    expect(loaded.filter((source) => /^src\/core\/(?:load|link|slice\/slice|validate|render|batch)/.test(source))).toEqual([])
    expect(loaded).not.toContain('yaml')
  })
})
