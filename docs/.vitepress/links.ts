import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { MarkdownRenderer } from 'vitepress'

const DOCS = join(import.meta.dirname, '..')

/** Documents at the top of the repository, by the pages that include them. */
const INCLUDED: Readonly<Record<string, string>> = { 'guide.md': '../README.md', 'changelog.md': '../CHANGELOG.md' }

/**
 * Links are written as they lead from file to file in the repository. On the site they lead from page to page, and what
 * is no page, such as an example, is named without a link.
 */
export function linksBetweenPages(md: MarkdownRenderer): void {
  md.core.ruler.push('links-between-pages', ({ tokens, env }) => {
    const file = relative(DOCS, (env as { path: string }).path)
    const folder = resolve(DOCS, dirname(INCLUDED[file] ?? file))
    for (const { children } of tokens) {
      for (const [at, token] of (children ?? []).entries()) {
        const name = token.type === 'link_open' ? 'href' : token.type === 'image' ? 'src' : undefined
        const target = name && token.attrGet(name)
        if (!target || /^(?:[a-z]+:|#)/.test(target)) continue
        const onSite = pageOf(target, folder)
        if (onSite !== undefined) token.attrSet(name, onSite)
        else unlink(children!, at)
      }
    }
  })
}

function pageOf(target: string, folder: string): string | undefined {
  const [path, anchor] = target.split('#') as [string, string?]
  const file = relative(DOCS, resolve(folder, path)).split(sep).join('/')
  const page = Object.keys(INCLUDED).find((key) => INCLUDED[key] === file) ?? file
  // Dead links go through: they fail the build.
  if (page.startsWith('../') && existsSync(resolve(folder, path))) return undefined
  return `/${page.replace(/(^|\/)README\.md$/, '$1index.md')}${anchor === undefined ? '' : `#${anchor}`}`
}

function unlink(tokens: { type: string; tag: string; hidden: boolean }[], at: number): void {
  const end = tokens.findIndex(({ type }, index) => index > at && type === 'link_close')
  for (const index of [at, end]) Object.assign(tokens[index]!, { type: 'text', tag: '', content: '' })
}
