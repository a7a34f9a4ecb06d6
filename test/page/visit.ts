import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/** A page that is watched for everything that must not happen. */
export interface Visit {
  readonly page: Page
  /** What went wrong since it was opened: dialogs, errors, violations of its policy, requests to the outside. */
  readonly trouble: readonly string[]
}

/** Opens an address of the machine itself (`file:` or a local server). */
export async function visit(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const trouble: string[] = []
  const page = await context.newPage()
  page.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`))
  // Violations of the policy are errors on the console.
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') trouble.push(`console: ${message.text()}`)
  })
  page.on('request', (request) => {
    if (isOutside(request.url(), address)) trouble.push(`request: ${request.url()}`)
  })
  await page.goto(address)
  return { page, trouble }
}

function isOutside(url: string, address: string): boolean {
  if (url.startsWith('data:') || url.startsWith('blob:')) return false
  const own = new URL(address)
  return own.protocol === 'file:' ? url.split('#')[0] !== address.split('#')[0] : new URL(url).origin !== own.origin
}
