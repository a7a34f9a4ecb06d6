import { defineConfig } from 'vitepress'
import { linksBetweenPages } from './links.ts'
import { sidebar } from './sidebar.ts'

/** The documents as a site: `npm run docs`. It loads nothing from elsewhere, and is searched without a server. */
export default defineConfig({
  title: 'unplugin-openapi-slice',
  titleTemplate: ':title · openapi-slice',
  description: 'One self-contained, validated OpenAPI file per endpoint, with an index, as part of your build',
  head: [['link', { rel: 'icon', href: '/icon.svg' }]],
  cleanUrls: true,
  cacheDir: '../node_modules/.cache/vitepress',
  rewrites: (file) => file.replace(/README\.md$/, 'index.md'),
  markdown: { config: linksBetweenPages },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Guide', link: '/guide' },
      { text: 'Command', link: '/cli' },
      { text: 'API', link: '/api' },
      { text: 'Recipes', link: '/recipes/' },
      { text: 'Problems', link: '/problems/' },
    ],
    sidebar,
  },
})
