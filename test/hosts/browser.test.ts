import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it, onTestFinished, vi } from 'vitest'
import { devBrowser } from './dev-browser.ts'
import { projectOf } from './project.ts'
import { devServerOf } from './vite.ts'

// Vite's development server as a browser sees it.

vi.setConfig({ testTimeout: 60_000 })

const browser = devBrowser()

const PROGRAM = `import slice from 'virtual:openapi-slices/listParcels'
const show = ({ paths }) => { document.body.textContent = paths['/parcels'].get.responses[200].description }
show(slice)
import.meta.hot.accept('virtual:openapi-slices/listParcels', (changed) => show(changed.default))
`

interface Opened {
  page: Page
  /** The description's file. */
  file: string
  text: string
}

async function opened(path: string, broken = false): Promise<Opened> {
  const { root } = await projectOf('parcels')
  const file = join(root, 'openapi.yaml')
  const text = await readFile(file, 'utf8')
  if (broken) await writeFile(file, 'openapi: [\n')
  await writeFile(join(root, 'entry.js'), PROGRAM)
  await writeFile(join(root, 'index.html'), '<!doctype html><body><script type="module" src="/entry.js"></script>\n')
  const server = await devServerOf(root)
  onTestFinished(() => server.close())
  await server.listen()
  const { port } = server.httpServer!.address() as { port: number }
  const page = await browser().newPage()
  onTestFinished(() => page.close())
  await page.goto(`http://127.0.0.1:${port}${path}`)
  return { page, file, text }
}

/** A mark that a page loses when it is loaded again. */
const mark = (page: Page): Promise<void> => page.evaluate(() => void Object.assign(globalThis, { stayed: true }))
const hasStayed = (page: Page): Promise<boolean> => page.evaluate(() => 'stayed' in globalThis)

it('updates a program that accepts a slice, without loading the page again', async () => {
  const { page, file, text } = await opened('/')
  await page.getByText('All parcels').waitFor()
  await mark(page)
  await writeFile(file, text.replace('All parcels', 'Every parcel'))
  await page.getByText('Every parcel').waitFor()
  expect(await hasStayed(page)).toBe(true)
})

it('shows what is wrong in the overlay, and takes it away when it is mended', async () => {
  const { page, file, text } = await opened('/', true)
  const overlay = page.locator('vite-error-overlay')
  await overlay.locator('.message').getByText('openapi.yaml is not valid YAML').waitFor()
  await overlay.locator('.file').getByText('openapi.yaml:').waitFor()
  await writeFile(file, text)
  await page.getByText('All parcels').waitFor()
  await overlay.waitFor({ state: 'detached' })
})

it('has the page, which follows a change', async () => {
  const { page, file, text } = await opened('/__openapi-slice/')
  const rows = page.getByRole('listbox', { name: 'Endpoints' }).getByRole('option')
  await page.getByText('Live', { exact: true }).waitFor()
  await expect.poll(() => rows.count()).toBe(3)
  await mark(page)
  await writeFile(file, text.replace('    post:', '    put:'))
  await rows.getByText('PUT').waitFor()
  expect(await hasStayed(page)).toBe(true)
})
