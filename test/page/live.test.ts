import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { DescriptionEntry } from '../../src/page/protocol.ts'
import { LAUNCH_TIMEOUT, launchBrowser } from './browser.ts'
import { type LiveServer, liveServer, type LiveState } from './live-server.ts'
import { sampleReport } from './sample.ts'
import { type Visit, visit } from './visit.ts'

// The page as a development server has it: it asks for everything, and is told of every change.

let browser: Browser
let server: LiveServer
let state: LiveState
let visits: Visit[] = []

beforeAll(async () => {
  browser = await launchBrowser()
}, LAUNCH_TIMEOUT)

afterAll(() => browser?.close())

beforeEach(async () => {
  state = { descriptions: [described('sample', 30)], viewers: [] }
  server = await liveServer(state)
})

afterEach(async () => {
  const trouble = visits.flatMap((made) => made.trouble)
  await Promise.all(visits.map(({ page }) => page.context().close()))
  visits = []
  await server.close()
  expect(trouble).toEqual([])
})

function described(name: string, count: number): LiveState['descriptions'][number] {
  const entry: DescriptionEntry = { name, title: name, trouble: null }
  return { entry, ...sampleReport(count, { name, title: name }) }
}

const rows = (page: Page): Locator => page.getByRole('listbox', { name: 'Endpoints' }).getByRole('option')

async function open(address = ''): Promise<Page> {
  const made = await visit(browser, server.address + address)
  visits.push(made)
  await made.page.getByRole('navigation', { name: 'Views' }).waitFor()
  return made.page
}

it('shows what the server has, and asks for a slice when it is opened', async () => {
  const page = await open()
  await page.getByText('Live', { exact: true }).waitFor()

  await rows(page).first().click()

  await page.locator('.line').getByText('openapi').waitFor()
})

it('shows a change without loading the page again, and marks what is new', async () => {
  const page = await open()
  await page.getByText('Live', { exact: true }).waitFor()
  await rows(page).first().click()
  await page.locator('.line').getByText('3.1.0').waitFor()
  await page.evaluate(() => void Object.assign(globalThis, { stayed: true }))

  const [only] = state.descriptions
  only!.report.endpoints[0]!.summary = 'Changed just now'
  only!.texts = { ...only!.texts, pieces: only!.texts.pieces.map((piece) => piece.replace('3.1.0', '3.1.1')) }
  server.tell({ type: 'slicing', description: 'sample' })
  await page.getByText('Slicing', { exact: true }).waitFor()
  server.tell({ type: 'sliced', description: 'sample', changed: [only!.report.files[0]!.file] })

  await page.locator('.row-summary').getByText('Changed just now').waitFor()
  await page.locator('.row-fresh').waitFor()
  await page.locator('.line').getByText('3.1.1').waitFor()
  expect(await page.evaluate(() => 'stayed' in globalThis)).toBe(true)
})

it('keeps the last good state while the description is broken, and says why', async () => {
  const page = await open()
  await page.getByText('Live', { exact: true }).waitFor()

  const trouble = { message: 'It is not YAML: a colon is missing.', help: 'Add the colon.', place: 'openapi.yaml:3:1' }
  server.tell({ type: 'broken', description: 'sample', trouble })
  await page.getByRole('alert').getByText('a colon is missing').waitFor()
  expect(await page.getByRole('alert').textContent()).toContain('openapi.yaml:3:1')
  expect(await rows(page).count()).toBeGreaterThan(10)

  server.tell({ type: 'sliced', description: 'sample', changed: [] })
  await page.getByRole('alert').waitFor({ state: 'detached' })
})

it('says when the server is gone, and catches up when it is back', async () => {
  const page = await open()
  await page.getByText('Live', { exact: true }).waitFor()

  state.descriptions[0]!.report.endpoints[0]!.summary = 'Changed in the meantime'
  server.disconnect()

  await page.getByText('Changed in the meantime').waitFor()
  await page.getByText('Live', { exact: true }).waitFor()
  // The browser reports the broken connection itself.
  visits = [{ page, trouble: [] }]
})

it('offers the viewers of the project', async () => {
  state.viewers = [{ id: 'scalar', title: 'Scalar' }]
  const page = await open()

  await rows(page).first().click()

  expect(await page.getByRole('link', { name: 'Open in Scalar' }).getAttribute('href')).toBe('view/scalar/sample/0.yaml')
})

it('changes between descriptions', async () => {
  state.descriptions.push(described('other', 7))
  const page = await open()
  await page.getByText('30 endpoints', { exact: true }).first().waitFor()

  await page.getByLabel('Description').selectOption('other')

  await page.getByText('7 endpoints', { exact: true }).first().waitFor()
  expect(new URL(page.url()).hash).toBe('#/endpoints?in=other')
})

it('says when there is nothing yet', async () => {
  state.descriptions = []
  const page = await open()

  await page.getByText('No description has been sliced yet.').waitFor()
})
