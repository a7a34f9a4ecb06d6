import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { FinishedRun } from '../core/batch/finished-run.ts'
import { dataElements, type Texts } from './embed.ts'
import type { Report } from './protocol.ts'
import { reportOf, textsOf } from './report.ts'

/** The page of a finished run. @param hasFiles whether the slices lie beside it */
export async function pageOf(run: FinishedRun, hasFiles: boolean): Promise<Uint8Array> {
  // First, so that what they are made of is still there when the report asks for sizes.
  const texts = await textsOf(run)
  return Buffer.from(reportPage(await reportOf(run, generator(), hasFiles), texts))
}

/** A report that needs nothing but itself. @param texts undefined where there are none to show */
export const reportPage = (report: Report, texts: Texts | undefined): string =>
  template().replace('<!--data-->', () => dataElements(report, texts))

/** The same page for a development server, which it asks for everything. */
export const livePage = (): string => template().replace("connect-src 'none'", "connect-src 'self'")

/** Built from `app`. */
const template = (): string => readFileSync(join(dirname(manifest()), 'dist/page.html'), 'utf8')

/** What made a report: the name and version of this package. */
export function generator(): string {
  const { name, version } = JSON.parse(readFileSync(manifest(), 'utf8')) as { name: string; version: string }
  return `${name} ${version}`
}

/** The package finds itself by its name, from the sources and from the build alike. */
const manifest = (): string => createRequire(import.meta.url).resolve('unplugin-openapi-slice/package.json')
