import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createConfig } from '@redocly/openapi-core'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { LIMITS } from '../../src/core/load/network/limits.ts'
import type { SliceRequest } from '../../src/core/options/request.ts'
import { EXIT, PHASES, refusalExitCode } from '../../src/core/problems.ts'
import { OF_ENDPOINTS } from '../../src/core/problems/of-endpoints.ts'
import { REFUSALS } from '../../src/core/problems/refusals.ts'
import { severityOf } from '../../src/core/validate/rules.ts'
import { COLUMNS } from '../../src/core/write/index-csv.ts'
import { supportTable } from '../hosts/support.ts'
import { type Sliced, sliceInMemory } from '../support/slice.ts'
import { adjustments, codesIn, optionsText, read, ROOT, rowsOf, withBlock, withRows } from './sources.ts'

// What is a copy of the sources is compared as a whole file; `npx vitest run test/docs -u` writes it.

const readme = read('README.md')

interface Components {
  components?: Record<string, Record<string, unknown>>
}

async function sliced(source: string, options: Partial<SliceRequest> = {}): Promise<Sliced> {
  const folder = mkdtempSync(join(tmpdir(), 'readme-'))
  try {
    writeFileSync(join(folder, 'openapi.yaml'), source)
    return await sliceInMemory(join(folder, 'openapi.yaml'), options)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The files of the picture, each with the names in it that are of components. */
function drawing(components: readonly string[]): Map<string, string[]> {
  const files = new Map<string, string[]>()
  for (const [, kind, text] of read('docs/images/slice.svg').matchAll(/<text class="(\w+)"[^>]*>([^<]+)</g)) {
    if (kind === 'file') files.set(text!, [])
    else if (components.includes(text!)) files.set([...files.keys()].at(-1)!, [...[...files.values()].at(-1)!, text!].toSorted())
  }
  return files
}

describe('README.md', () => {
  it('has the options of the sources, and what the tests hold each bundler to', async () => {
    const options = `\`\`\`ts\n${optionsText()}\n\`\`\``

    await expect(withBlock(withBlock(readme, 'options', options), 'bundlers', supportTable())).toMatchFileSnapshot('../../README.md')
  })

  it('shows what really comes out of its example', async () => {
    const [source, slice, header] = [...readme.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text!)
    const { files, problems } = await sliced(source!)

    expect(problems).toEqual([])
    expect(files.get('status_GET.yaml')).toBe(slice)
    const withHeader = await sliced(source!, { header: true })
    expect(withHeader.files.get('status_GET.yaml')!.startsWith(header!)).toBe(true)
    for (const file of files.keys()) expect(readme).toContain(` ${file}\n`)
    expect(files.get('orders-id_GET.yaml')).toMatch(/Id:.*Order:.*Line:.*key:/s)
    expect(files.get('orders-id_GET.yaml')).not.toContain('Customer')
  })

  it('draws what really comes out of it', async () => {
    const [, source] = /```yaml\n(.*?)```/s.exec(readme)!
    const namesIn = (text: string): string[] =>
      Object.values((parse(text) as Components).components ?? {}).flatMap((group) => Object.keys(group))
    const { files } = await sliced(source!)
    const slices = [...files].filter(([file]) => file.endsWith('.yaml'))
    const expected = new Map([['openapi.yaml', source!], ...slices].map(([file, text]) => [file!, namesIn(text!).toSorted()]))

    expect(drawing(namesIn(source!))).toEqual(expected.set('index.csv', []))
  })

  it('has the columns of the index', () => {
    expect(rowsOf(readme, '| Column | Content |').map(([column]) => column)).toEqual([...COLUMNS])
  })

  it('has the phases of validation', () => {
    const rows = rowsOf(readme, '| Phase | Checks |')

    expect(rows.map(([phase]) => phase)).toEqual(Object.keys(PHASES))
    for (const [phase, checks] of rows) expect(checks).toMatch(new RegExp(`^${Object.entries(PHASES).find(([key]) => key === phase)![1]}`))
  })

  it('has the exit codes', () => {
    const codes = rowsOf(readme, '| Code | Meaning |').map(([code]) => code)

    expect(codes).toEqual([...Object.values(EXIT).map(String), '130, 143'])
  })

  it('has a configuration for each host', () => {
    const { exports } = JSON.parse(read('package.json')) as { exports: Record<string, string> }
    const hosts = Object.keys(exports).filter((name) => /^\.\/(?!nx$)\w+$/.test(name))
    const shown = [...readme.matchAll(/^<summary>.*?from '(unplugin-openapi-slice\/\w+)'/gms)].map(([, module]) =>
      module!.replace('unplugin-openapi-slice', '.'),
    )

    expect(shown).toEqual(expect.arrayContaining(hosts))
    expect(shown).toHaveLength(hosts.length)
  })

  it('names the scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }

    for (const [, name] of `${readme}${read('CONTRIBUTING.md')}`.matchAll(/npm run (\w+)/g)) expect(Object.keys(scripts)).toContain(name)
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['start', 'test']))
  })
})

describe('docs/validation.md', () => {
  const validation = read('docs/validation.md')

  it('has every rule of the linter, with its versions and its severity', async () => {
    const { rules } = await createConfig({ extends: ['spec'] })
    const versions = { '2.0': 'oas2', '3.0': 'oas3_0', '3.1': 'oas3_1', '3.2': 'oas3_2' } as const
    const found = new Map<string, string[]>()
    for (const [version, key] of Object.entries(versions)) {
      for (const [rule, setting] of Object.entries(rules[key])) {
        const severity = typeof setting === 'string' ? setting : (setting as { severity?: string }).severity
        if (severity !== 'off') found.set(rule, [...(found.get(rule) ?? []), version])
      }
    }
    const expected = [...found].map(([rule, list]) => [rule, list.length === 4 ? 'all' : list.join(', '), severityOf(rule)])
    const rows = rowsOf(validation, '| Rule | Versions | Severity | What it says | Section |')

    expect(rows.map(([rule, list, severity]) => [rule, list, severity]).toSorted()).toEqual(expected.toSorted())
    for (const [, , , meaning, section] of rows) {
      expect([meaning, section]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/§4\.\d/)])
    }
  })

  it('gives a warning the section that the source gives', () => {
    const source = read('src/core/validate/rules.ts')
    const rows = new Map(rowsOf(validation, '| Rule | Versions | Severity | What it says | Section |').map((row) => [row[0]!, row[4]!]))

    for (const [, section, rule] of source.matchAll(/\/\/ OAS 3\.\d\.\d (§[\d.]+\d)(?:[^\n]*\n +\/\/)?[^\n]*\n +'([\w-]+)'/g)) {
      if (rows.has(rule!)) expect(rows.get(rule!)).toContain(section)
    }
  })

  it('has the adjustments and refusals of the sources', async () => {
    const reasons = adjustments().map(([rule, because]) => `| \`${rule}\` | ${because} |`)
    const refusals = Object.entries(REFUSALS).map(
      ([code, { what }]) => `| \`${code}\` | ${refusalExitCode(code as keyof typeof REFUSALS)} | ${what} |`,
    )
    const problems = Object.entries(OF_ENDPOINTS).map(([code, { severity, what }]) => `| \`${code}\` | ${severity} | ${what} |`)
    const families = validation.split('\n').filter((line) => /^\| `\w+\/…` \|/.test(line))
    expect(reasons.length).toBeGreaterThan(10)
    expect(families).toHaveLength(2)

    const text = withRows(withRows(validation, '| Rule | Reason |', reasons), '| Code | Exit code | What it says |', refusals)
    await expect(withRows(text, '| Code | Severity | What it says |', [...problems, ...families])).toMatchFileSnapshot(
      '../../docs/validation.md',
    )
  })

  it('has every code of a problem', () => {
    const codes = codesIn(/^export type ProblemCode =\n(.*?)\n\n/ms)

    expect(rowsOf(validation, '| Code | Severity | What it says |').map(([code]) => code)).toEqual(codes)
  })
})

describe('docs/allow.md', () => {
  it('has the limits of what is fetched', () => {
    const numbers = rowsOf(read('docs/allow.md'), '| Limit | Value |').map(([name, value]) => {
      const [, number, unit] = /^([\d,]+)(?: (MB|s))?/.exec(value!)!
      return [name, Number(number!.replaceAll(',', '')) * ({ MB: 1e6, s: 1e3 }[unit!] ?? 1)]
    })

    expect(Object.fromEntries(numbers)).toEqual(LIMITS)
  })
})

it('docs/decisions.md names cases that exist', () => {
  const cases = [...read('docs/decisions.md').matchAll(/\b[A-Z]+\d*-\d\d\b/g)].map(([id]) => id)

  expect(cases.length).toBeGreaterThan(30)
  expect(cases.filter((id) => !existsSync(join(ROOT, 'test/catalogue/cases', id)))).toEqual([])
})

describe('all documents', () => {
  const documents = [
    'README.md',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'playground/README.md',
    'examples/README.md',
    ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).map((file) => `docs/${file.replaceAll('\\', '/')}`),
  ].filter((file) => file.endsWith('.md'))

  it.for(documents)('%s links to what exists', (file) => {
    const links = [...withoutCode(read(file)).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) => target!)

    expect(links.filter((target) => !existsSync(join(ROOT, dirname(file), target)))).toEqual([])
  })

  it.for(documents)('%s names test folders and sources that exist', (file) => {
    const paths = [...read(file).matchAll(/`((?:src|test|docs|bench|playground)\/[\w./-]+)`/g)].map(([, path]) => path!)

    // What a build makes is not there in a fresh clone.
    expect(paths.filter((path) => !path.includes('/dist') && !existsSync(join(ROOT, path)))).toEqual([])
  })
})

const withoutCode = (text: string): string => text.replace(/^```.*?^```$/gms, '')
