import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from './sources.ts'

// The documents as a site, as `npm run docs` builds it.

const DOCS = join(ROOT, 'docs')
const LIMIT = 120_000

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'openapi-slice-site-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const listed = (path: string): string[] =>
  readdirSync(path, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'))

function build(docs: string, site: string): { status: number | null; said: string } {
  const program = join(ROOT, 'node_modules/vitepress/bin/vitepress.js')
  const { VITEST: _vitest, NODE_ENV: _mode, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'build', docs, '--outDir', site], { env, encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

describe('the site', () => {
  let site: string
  let files: string[]
  let pages: Map<string, string>
  beforeAll(() => {
    site = join(folder, 'site')
    const { status, said } = build(DOCS, site)
    expect(said).not.toMatch(/warn/i)
    expect(status).toBe(0)
    files = listed(site)
    const html = files.filter((file) => file.endsWith('.html'))
    pages = new Map(html.map((file) => [file, readFileSync(join(site, file), 'utf8')]))
  }, LIMIT)

  it('has a page for every document', () => {
    const documents = listed(DOCS).filter((file) => file.endsWith('.md') && !file.startsWith('.'))
    const expected = documents.map((file) => file.replace(/README\.md$/, 'index.md').replace(/\.md$/, '.html'))

    expect([...pages.keys()].toSorted()).toEqual([...expected, '404.html'].toSorted())
    expect(pages.get('guide.html')).toContain('unplugin-openapi-slice/vite')
    expect(pages.get('changelog.html')).toContain('The first version')
  })

  it('leads to each of them from the list at the side', () => {
    const [list] = /<aside class="VPSidebar".*?<\/aside>/s.exec(pages.get('guide.html')!)!

    for (const page of pages.keys()) {
      if (page === 'index.html' || page === '404.html') continue
      expect(list).toContain(`href="/${page.replace(/(?:index)?\.html$/, '')}"`)
    }
  })

  it('has no link that leads nowhere, not even within a page', () => {
    const dead = [...pages].flatMap(([page, html]) =>
      linksOf(html)
        .filter((link) => !leads(link, page))
        .map((link) => `${page}: ${link}`),
    )

    expect(dead).toEqual([])
    expect(linksOf(pages.get('api.html')!)).toContain('/guide#options')
  })

  it('loads nothing from elsewhere', () => {
    for (const html of pages.values()) expect(html).not.toMatch(/<(?:script|link|img|iframe)[^>]* (?:src|href)="(?:https?:)?\/\//)
  })

  it('is searched in the browser', () => {
    const index = files.find((file) => /localSearchIndex.*\.js$/i.test(file))

    expect(readFileSync(join(site, index!), 'utf8')).toContain('/problems/unresolved-reference')
  })

  /** From the content of a page, and from its frame. */
  const linksOf = (html: string): string[] => [
    ...new Set([...html.matchAll(/(?:href|src)="(?!https?:|mailto:|data:)([^"]+)"/g)].map(([, link]) => decodeURIComponent(link!))),
  ]

  function leads(link: string, page: string): boolean {
    const [path, anchor] = link.split('#') as [string, string?]
    const file = path === '' ? page : path.slice(1)
    const target = [file, `${file}.html`, `${file}index.html`].find((name) => pages.has(name))
    if (target === undefined) return /\.\w+$/.test(file) && files.includes(file)
    return !anchor || pages.get(target)!.includes(` id="${anchor}"`)
  }
})

it('a dead link fails the build', { timeout: LIMIT }, () => {
  const docs = join(ROOT, 'node_modules/.cache/openapi-slice-dead-link')
  try {
    for (const part of ['.vitepress/config.ts', '.vitepress/links.ts', '.vitepress/sidebar.ts']) cpSync(join(DOCS, part), join(docs, part))
    for (const part of ['conversion', 'redocly']) mkdirSync(join(docs, 'problems', part), { recursive: true })
    writeFileSync(join(docs, 'index.md'), '[Nowhere](nowhere.md)\n')
    const { status, said } = build(docs, join(folder, 'dead'))

    expect(said).toContain('nowhere')
    expect(status).not.toBe(0)
  } finally {
    rmSync(docs, { recursive: true, force: true })
  }
})
