import { createHash } from 'node:crypto'
import { defineConfig, type Plugin } from 'vite'
import { thirdPartyLicences } from '../../../build/licences.ts'

const LICENCES = 'THIRD-PARTY-LICENSES-PAGE.txt'

/** The app as one file that loads nothing: its script and style stand in it, and only those may run (by hash). */
function singleFile(): Plugin {
  return {
    name: 'single-file',
    enforce: 'post',
    generateBundle(_, bundle) {
      const files = Object.values(bundle)
      const script = files
        .find((file) => file.type === 'chunk')!
        .code.trim()
        .replaceAll('</script', '<\\/script')
      const style = String(files.find((file) => file.type === 'asset' && file.fileName.endsWith('.css'))!.source).trim()
      const html = files.find((file) => file.type === 'asset' && file.fileName.endsWith('.html'))!
      const page = String(html.source)
        .replace(/\s*<script type="module".*?<\/script>/s, '')
        .replace(/\s*<link rel="stylesheet".*?>/s, '')
        .replace('{{script-hash}}', hashOf(script))
        .replace('{{style-hash}}', hashOf(style))
        .replace('</head>', () => `  <style>${style}</style>\n  </head>`)
        .replace('</body>', () => `  <script type="module">${script}</script>\n  </body>`)
      for (const { fileName } of files) if (fileName !== LICENCES) delete bundle[fileName]
      this.emitFile({ type: 'asset', fileName: 'page.html', source: page })
    },
  }
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

export default defineConfig({
  root: import.meta.dirname,
  plugins: [thirdPartyLicences(LICENCES) as Plugin, singleFile()],
  logLevel: 'warn',
  build: {
    outDir: '../../../dist',
    // What else is built goes there too.
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    cssCodeSplit: false,
  },
})
