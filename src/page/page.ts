import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { dataElements, type Texts } from './embed.ts'
import type { Report } from './protocol.ts'

/** A report that needs nothing but itself. @param texts undefined where there are none to show */
export const reportPage = (report: Report, texts: Texts | undefined): string =>
  template().replace('<!--data-->', () => dataElements(report, texts))

/** The same page for a development server, which it asks for everything. */
export const livePage = (): string => template().replace("connect-src 'none'", "connect-src 'self'")

/** Built from `app`. The package finds itself by its name, from the sources and from the build alike. */
function template(): string {
  const manifest = createRequire(import.meta.url).resolve('unplugin-openapi-slice/package.json')
  return readFileSync(join(dirname(manifest), 'dist/page.html'), 'utf8')
}
