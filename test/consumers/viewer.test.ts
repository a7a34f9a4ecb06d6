import type { Page } from 'playwright-core'
import { createServer } from 'vite'
import { expect, it, onTestFinished } from 'vitest'
import { devBrowser } from '../hosts/dev-browser.ts'
import { kitchenOf, recipeOf } from './recipe.ts'

// docs/recipes/viewer.md, in a browser that reaches nothing but this machine.

const browser = devBrowser()

interface Opened {
  page: Page
  /** What went wrong in the page or in one that it has opened. */
  errors: string[]
  /** What was asked of other machines, in vain. */
  outside: string[]
}

/** Follows the recipe, and opens an address of Vite's development server. */
async function opened(path: string): Promise<Opened> {
  const recipe = recipeOf('viewer.md')
  const { root, run } = kitchenOf(recipe)
  for (const command of recipe.commands) await run(command)
  const server = await createServer({ root, logLevel: 'silent', server: { port: 0, host: '127.0.0.1' } })
  onTestFinished(() => server.close())
  await server.listen()
  const { port } = server.httpServer!.address() as { port: number }
  const context = await browser().newContext()
  onTestFinished(() => context.close())
  const [errors, outside]: [string[], string[]] = [[], []]
  context.on('weberror', (error) => errors.push(error.error().message))
  await context.route(
    (url) => url.hostname !== '127.0.0.1' && url.protocol.startsWith('http'),
    (route) => {
      outside.push(route.request().url())
      return route.abort()
    },
  )
  const page = await context.newPage()
  await page.goto(`http://127.0.0.1:${port}${path}`)
  return { page, errors, outside }
}

/** Everything about the endpoint, and nothing of another one. */
async function expectLoan(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'A loan' }).waitFor()
  const shown = await page.locator('body').innerText()
  for (const text of ['Library (1.0.0)', '/loans/{id}', 'PATH PARAMETERS', 'The loan.', '"isbn": "string"']) expect(shown).toContain(text)
  for (const text of ['All books', 'Adds a book']) expect(shown).not.toContain(text)
}

it('shows a slice from the page of the development server', { timeout: 120_000 }, async () => {
  const { page, errors } = await opened('/__openapi-slice/')
  await page.getByText('/loans/{id}').first().click()
  await page.getByRole('tab', { name: 'Slice' }).click()
  const [redoc] = await Promise.all([page.waitForEvent('popup'), page.getByRole('link', { name: 'Open in Redoc' }).click()])

  await expectLoan(redoc)
  expect(errors).toEqual([])
})

it('shows a slice in a page of its own, which needs nothing of the network', { timeout: 120_000 }, async () => {
  const { page, errors, outside } = await opened('/loan.html')

  await expectLoan(page)
  expect(errors).toEqual([])
  expect(new Set(outside.map((url) => new URL(url).hostname))).toEqual(new Set(['cdn.redoc.ly']))
})
