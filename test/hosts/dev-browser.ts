import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, vi } from 'vitest'
import { build } from '../cli/slice-oas.ts'
import { LAUNCH_TIMEOUT, launchBrowser } from '../page/browser.ts'

/** A browser for all tests of a file that look at Vite's development server, which knows nothing of Vitest. @returns it, once tests run */
export function devBrowser(): () => Browser {
  let browser: Browser
  beforeAll(async () => {
    build()
    vi.stubEnv('VITEST', undefined)
    browser = await launchBrowser()
  }, LAUNCH_TIMEOUT)
  afterAll(async () => {
    vi.unstubAllEnvs()
    await browser?.close()
  })
  return () => browser
}
