import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chapters, entriesOf, type Entry } from '../../src/core/problems/catalogue.ts'
import { OF_ENDPOINTS } from '../../src/core/problems/of-endpoints.ts'
import { REFUSALS } from '../../src/core/problems/refusals.ts'
import { ROOT } from './sources.ts'

/** The pages are made of the catalogue; `npx vitest run test/docs -u` writes them. */
const FOLDER = join(ROOT, 'docs/problems')

/** Exit codes have a page together. */
const codes = [...new Set(chapters().flatMap(({ entries }) => entries.map(({ code }) => code)))].filter((code) => !/^\d+$/.test(code))

const sectionOf = ({ kind, what, why, remedy }: Entry): string =>
  [`*${kind}*`, `**What happened.** ${what}`, `**Why it matters.** ${why}`, `**What to do.** ${remedy}`].join('\n\n')

const pageOf = (code: string): string => `# ${code}\n\n${entriesOf(code).map(sectionOf).join('\n\n---\n\n')}\n`

function indexPage(): string {
  const lists = chapters().map(({ title, entries }) => {
    const lines = entries.map(({ code, what }) => (/^\d+$/.test(code) ? `- \`${code}\`: ${what}` : `- [${code}](${code}.md): ${what}`))
    return `## ${title}\n\n${lines.join('\n')}`
  })
  const intro =
    'Everything that can be said of a description, a request or an endpoint. `slice-oas explain <code>` says the same on the command line.'
  return `# Problems\n\n${intro}\n\n${lists.join('\n\n')}\n`
}

describe('docs/problems', () => {
  it('has a list of all codes', async () => {
    await expect(indexPage()).toMatchFileSnapshot(join(FOLDER, 'README.md'))
  })

  it.for(codes)('has a page for %s', async (code) => {
    await expect(pageOf(code)).toMatchFileSnapshot(join(FOLDER, `${code}.md`))
  })

  it('has no page for anything else', () => {
    const pages = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'))

    expect(pages.map((file) => file.replaceAll('\\', '/')).toSorted()).toEqual(
      ['README.md', ...codes.map((code) => `${code}.md`)].toSorted(),
    )
  })
})

describe('every code', () => {
  const tests = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:ts|snap|md|json)$/.test(file) && !/^(?:docs|cli.explain)/.test(file))
    .map((file) => readFileSync(join(ROOT, 'test', file), 'utf8'))
    .join('\n')

  it.for([...Object.keys(OF_ENDPOINTS), ...Object.keys(REFUSALS)])('%s is what some test brings about', (code) => {
    expect(new RegExp(`['"\`]${code}['"\`]| ${code} \\d+\\b`).test(tests)).toBe(true)
  })
})
