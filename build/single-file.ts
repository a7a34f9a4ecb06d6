import { createHash } from 'node:crypto'
import type { Plugin } from 'rolldown'
import { licencesIn } from './licences.ts'

/**
 * Makes one page of a page, its script and its style, which loads nothing: its policy allows only these two, by their
 * hashes, which stand in it as `{{script-hash}}` and `{{style-hash}}`.
 */
export function singleFile(fileName: string): Plugin {
  return {
    name: 'single-file',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = Object.values(bundle)
        const asset = (ending: string): string =>
          String(files.flatMap((file) => (file.type === 'asset' && file.fileName.endsWith(ending) ? [file.source] : []))[0]).trim()
        const [script] = files.flatMap((file) => (file.type === 'chunk' ? [file.code.trim().replaceAll('</script', '<\\/script')] : []))
        const style = asset('.css')
        const source = asset('.html')
          .replace(/\s*<script type="module".*?<\/script>/s, '')
          .replace(/\s*<link rel="stylesheet".*?>/s, '')
          .replace('{{script-hash}}', hashOf(script!))
          .replace('{{style-hash}}', hashOf(style))
          .replace('</head>', () => `  <style>${style}</style>\n  </head>`)
          .replace('</body>', () => `  <script type="module">${script}</script>\n  </body>`)
        const licences = licencesIn(bundle, 'This page')
        for (const name of Object.keys(bundle)) delete bundle[name]
        this.emitFile({ type: 'asset', fileName, source: `${source.trim()}\n<!--\n${licences}-->\n` })
      },
    },
  }
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
