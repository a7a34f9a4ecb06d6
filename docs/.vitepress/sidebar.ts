import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DefaultTheme } from 'vitepress'

type Item = DefaultTheme.SidebarItem

const DOCS = join(import.meta.dirname, '..')

const page = (text: string, link: string): Item => ({ text, link: `/${link}` })

/** A group with every page of a folder, which is named as its file is. */
const folder = (text: string, path: string): Item => ({
  text,
  collapsed: true,
  items: readdirSync(join(DOCS, path))
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .map((file) => file.slice(0, -'.md'.length))
    .map((name) => page(name, `${path}/${name}`)),
})

export const sidebar: Item[] = [
  {
    text: 'Use',
    items: [
      page('Guide', 'guide'),
      page('The command', 'cli'),
      page('Bundlers', 'bundlers'),
      page('Monorepos', 'monorepo'),
      page('Parts of a run', 'shards'),
      page('Scale', 'scale'),
      page('API', 'api'),
      page('The page', 'report'),
      page('References outside', 'allow'),
    ],
  },
  {
    text: 'Recipes',
    items: [
      page('All recipes', 'recipes/'),
      page('Types', 'recipes/types'),
      page('Client', 'recipes/client'),
      page('Mock server', 'recipes/mock-server'),
      page('Pages for readers', 'recipes/viewer'),
      page('Another linter', 'recipes/linter'),
      page('Language models', 'recipes/language-models'),
    ],
  },
  {
    text: 'Problems',
    items: [
      page('All problems', 'problems/'),
      folder('Endpoints and requests', 'problems'),
      folder('Conversion', 'problems/conversion'),
      folder('Linter', 'problems/redocly'),
    ],
  },
  {
    text: 'How it decides',
    items: [
      page('Validation', 'validation'),
      page('OpenAPI versions', 'versions'),
      page('Decisions', 'decisions'),
      page('Reliability', 'reliability'),
      page('Dependencies', 'dependencies'),
      page('Changelog', 'changelog'),
    ],
  },
]
