import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Texts } from '../../src/page/embed.ts'
import { reportPage } from '../../src/page/page.ts'
import type { Report } from '../../src/page/protocol.ts'
import type { SliceRequest } from '../../src/core/options/request.ts'
import { sliceInMemory } from '../support/slice.ts'
import { LAUNCH_TIMEOUT, launchBrowser } from './browser.ts'
import { sampleReport } from './sample.ts'
import { type Visit, visit } from './visit.ts'

let browser: Browser
let folder: string
let visits: Visit[] = []

beforeAll(async () => {
  browser = await launchBrowser()
  folder = mkdtempSync(join(tmpdir(), 'page-'))
}, LAUNCH_TIMEOUT)

// Whatever a test looks at: nothing runs that is not the page's own, and nothing is asked of the outside.
afterEach(async () => {
  const trouble = visits.flatMap((made) => made.trouble)
  await Promise.all(visits.map(({ page }) => page.context().close()))
  visits = []
  expect(trouble).toEqual([])
})

afterAll(async () => {
  await browser?.close()
  if (folder) rmSync(folder, { recursive: true })
})

async function open(
  report: { report: Report; texts: Texts | undefined },
  address = '',
  options: BrowserContextOptions = {},
): Promise<Page> {
  const file = join(folder, `${visits.length}.html`)
  writeFileSync(file, reportPage(report.report, report.texts))
  const made = await visit(browser, pathToFileURL(file).href + address, options)
  visits.push(made)
  await made.page.getByRole('navigation', { name: 'Views' }).getByText('Endpoints').waitFor()
  return made.page
}

const rows = (page: Page): Locator => page.getByRole('listbox', { name: 'Endpoints' }).getByRole('option')
const count = (page: Page): Locator => page.locator('.filter-count')
const detail = (page: Page): Locator => page.getByRole('article')
const elements = (page: Page): Promise<number> => page.evaluate(() => document.querySelectorAll('*').length)

describe('the list', () => {
  it('shows every endpoint with its size and verdict', async () => {
    const page = await open(sampleReport(12))

    expect(await rows(page).count()).toBe(12)
    const { endpoints } = sampleReport(12).report
    expect(await rows(page).first().textContent()).toContain(`${endpoints[0]!.method}${endpoints[0]!.path}`)
    expect(await rows(page).first().getAttribute('aria-setsize')).toBe('12')
  })

  it('is searched by path, summary, operation id and tag, all words at once', async () => {
    const { report, texts } = sampleReport(200)
    const page = await open({ report, texts })
    const wanted = report.endpoints.filter(({ path, operationId, summary }) => {
      const all = `${path} ${operationId} ${summary}`.toLowerCase()
      return all.includes('users') && all.includes('get')
    })

    await page.getByLabel('Search endpoints').fill('USERS get')

    expect(await count(page).textContent()).toContain(`${wanted.length} of 200 endpoints`)
    expect(await page.locator('.row mark').first().textContent()).toMatch(/users|get/i)
  })

  it('is narrowed by method, tag and status together, and cleared again', async () => {
    const { report, texts } = sampleReport(300)
    const page = await open({ report, texts })
    const fits = report.endpoints.filter(({ method, tags, status }) => method === 'GET' && tags.includes('users') && status === 'PASS')

    await page.getByRole('button', { name: /^GET/ }).click()
    await page.getByLabel('Tag', { exact: true }).selectOption('users')
    await page.getByRole('radio', { name: /^Passed/ }).check()

    expect(await count(page).textContent()).toContain(`${fits.length} of 300 endpoints`)
    await page.getByRole('button', { name: 'Clear all' }).click()
    expect(await count(page).textContent()).toBe('300 endpoints')
  })

  it('says when nothing fits', async () => {
    const page = await open(sampleReport(12))

    await page.getByLabel('Search endpoints').fill('there is no such thing')
    expect(await page.getByText('Nothing fits').isVisible()).toBe(true)
    await page.getByRole('button', { name: 'Clear the filters' }).click()

    expect(await rows(page).count()).toBe(12)
  })

  it('says when nothing was selected', async () => {
    const page = await open(sampleReport(0))

    expect(await page.getByText('No endpoint was selected').isVisible()).toBe(true)
  })

  it('is put in another order', async () => {
    const { report, texts } = sampleReport(60)
    const page = await open({ report, texts })
    const largest = report.endpoints.toSorted((a, b) => sizeOf(report, b) - sizeOf(report, a))[0]!

    await page.getByLabel('Order', { exact: true }).selectOption('largest')

    expect(await rows(page).first().textContent()).toContain(`${largest.method}${largest.path}`)
  })
})

const sizeOf = ({ files }: Report, { file }: Report['endpoints'][number]): number => (file === null ? 0 : files[file]!.bytes)

describe('an endpoint', () => {
  it('has its slice, exactly as it was written', async () => {
    const { report, texts } = sampleReport(40)
    const page = await open({ report, texts }, '', { permissions: ['clipboard-read', 'clipboard-write'] })
    const index = report.endpoints.findIndex(({ reach }) => reach > 3)
    const { method, path, file } = report.endpoints[index]!

    await page.getByLabel('Search endpoints').fill(path)
    await rows(page).first().click()

    expect(
      await detail(page)
        .getByRole('heading', { name: `${method} ${path}` })
        .isVisible(),
    ).toBe(true)
    expect(await page.locator('.line').first().textContent()).toBe('1openapi: 3.1.0')
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save' }).click()
    const saved = await text(await (await download).createReadStream())
    expect(saved).toBe(texts.recipes[file!]!.map((piece) => texts.pieces[piece]).join(''))
    expect(Buffer.byteLength(saved)).toBe(report.files[file!]!.bytes)
  })

  it('is found again by its address', async () => {
    const { report, texts } = sampleReport(40)
    const { method, path } = report.endpoints[20]!
    const page = await open({ report, texts }, `#/endpoints/${encodeURIComponent(`${method} ${path}`)}/problems`)

    expect(
      await detail(page)
        .getByRole('heading', { name: `${method} ${path}` })
        .isVisible(),
    ).toBe(true)
    expect(await page.getByRole('tab', { selected: true }).textContent()).toContain('Problems')
    await page.getByRole('tab', { name: 'Slice' }).click()
    expect(new URL(page.url()).hash).toBe(`#/endpoints/${encodeURIComponent(`${method} ${path}`)}`)
  })

  it('finds text in a slice and follows a reference to what it names', async () => {
    const { report, texts } = sampleReport(2, {})
    const long = Array.from({ length: 3_000 }, (_, index) => `        field${index}:\n          type: string\n`).join('')
    const slice = [
      "openapi: 3.1.0\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n          content:\n            a/b:\n",
      "              schema:\n                $ref: '#/components/schemas/Last'\n",
      `components:\n  schemas:\n    First:\n      properties:\n${long}    Last:\n      type: object\n`,
    ]
    const page = await open({ report, texts: { pieces: slice, recipes: texts.recipes.map(() => [0, 1, 2]) } })
    await rows(page).first().click()

    await page.getByRole('link', { name: "'#/components/schemas/Last'" }).click()
    await page.locator('.line[data-target]').getByText('Last').waitFor()
    expect(await elements(page)).toBeLessThan(2_000)

    await page.getByLabel('Find in the slice').fill('field2000:')
    await page.keyboard.press('Enter')
    await page.locator('.line[data-target]').getByText('field2000').waitFor()
  })

  it('shows what it drags in as a picture, to be opened and walked through', async () => {
    const { report, texts } = sampleReport(400)
    const { method, path, reach } = report.endpoints.toSorted((a, b) => b.reach - a.reach)[0]!
    const page = await open({ report, texts }, `#/endpoints/${encodeURIComponent(`${method} ${path}`)}/picture`)
    const nodes = page.locator('[data-node]')

    const before = await nodes.count()
    expect(before).toBeGreaterThan(4)
    expect(before).toBeLessThan(reach)
    expect(await page.locator('[data-node="-1"]').getAttribute('aria-label')).toContain(`${method} ${path}`)
    // A stacked box stands for more than itself; opened, it shows them.
    const stacked = nodes.filter({ has: page.locator('.node-stack') }).first()
    await stacked.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => nodes.count()).toBeGreaterThan(before)

    await page.locator('[data-node="-1"]').focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-node'))).not.toBe('-1')
    expect(await page.locator('.cost-chosen').isVisible()).toBe(true)
  })

  it('that failed says why and what to do', async () => {
    const { report, texts } = sampleReport(40)
    const page = await open({ report, texts })

    await page.getByRole('radio', { name: /^Failed/ }).check()
    await rows(page).first().click()
    expect(await page.getByText('No slice was written').isVisible()).toBe(true)
    await page.getByRole('tab', { name: /Problems/ }).click()

    expect(await page.getByText('Add the component, or correct the reference.').isVisible()).toBe(true)
    expect(await page.getByText('openapi.yaml:12:5').isVisible()).toBe(true)
  })

  it('says when the texts were left out, and where the file is', async () => {
    const { report } = sampleReport(5)
    const page = await open({ report: { ...report, output: { ...report.output, hasFiles: true } }, texts: undefined })

    await rows(page).first().click()

    expect(await page.getByText('The slices are too large for one page').isVisible()).toBe(true)
    expect(await page.getByRole('link', { name: '0.yaml' }).getAttribute('href')).toBe('0.yaml')
  })
})

describe('the other views', () => {
  it('list components by how many slices have them, and lead to those endpoints', async () => {
    const { report, texts } = sampleReport(200)
    const page = await open({ report, texts }, '#/components')
    const most = report.components.toSorted((a, b) => b.endpoints - a.endpoints)[0]!

    await page.getByRole('listbox', { name: 'Components' }).getByRole('option').first().click()
    expect(await page.getByRole('heading', { name: most.name }).isVisible()).toBe(true)
    await page.getByRole('button', { name: `Show the ${most.endpoints} endpoints` }).click()

    expect(await count(page).textContent()).toContain(`${most.endpoints} of 200 endpoints`)
    expect(await page.getByText(`needs ${most.name}`).isVisible()).toBe(true)
  })

  it('show sizes as a treemap, to be walked through', async () => {
    const { report, texts } = sampleReport(200)
    const page = await open({ report, texts }, '#/sizes')
    const written = report.endpoints.filter(({ file }) => file !== null).length

    await page.locator('.tile').first().waitFor()
    expect(await page.locator('.tile').count()).toBe(written)
    await page.locator('.tile[tabindex="0"]').focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')

    await detail(page).waitFor()
  })

  it('list all problems with their endpoints', async () => {
    const page = await open(sampleReport(200), '#/problems')

    expect(await page.locator('.problem').count()).toBe(2)
    await page.getByRole('radio', { name: /Errors/ }).check()
    expect(await page.locator('.problem').count()).toBe(1)
    await page.locator('.problem .endpoint-link').first().click()
    await detail(page).waitFor()
  })
})

describe('20,000 endpoints', () => {
  it('scroll, are searched and opened with few elements in the page', async () => {
    const { report, texts } = sampleReport(20_000)
    const page = await open({ report, texts })
    const list = page.getByRole('listbox', { name: 'Endpoints' })

    expect(await elements(page)).toBeLessThan(1_500)
    await list.evaluate((element) => void (element.scrollTop = element.scrollHeight))
    await page.locator('#endpoint-19999').waitFor()
    expect(await rows(page).count()).toBeLessThan(60)

    await list.evaluate((element) => void (element.scrollTop = 500_000))
    await page.locator('#endpoint-8930').click()
    await detail(page).waitFor()
    expect(await list.evaluate(({ scrollTop }) => scrollTop)).toBe(500_000)

    await page.getByLabel('Search endpoints').fill('/19998')
    expect(await count(page).textContent()).toContain('1 of 20,000 endpoints')
    for (const view of ['components', 'sizes', 'problems', 'endpoints']) {
      await page.evaluate((name) => void (location.hash = `#/${name}`), view)
      await page.locator(`nav [aria-current]`).getByText(view, { exact: false }).waitFor()
      expect(await elements(page)).toBeLessThan(3_000)
    }
  })
})

describe('the keyboard', () => {
  it('searches, moves, opens, changes tabs and comes back', async () => {
    const { report, texts } = sampleReport(200)
    const page = await open({ report, texts })
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '')

    await page.keyboard.press('/')
    await expect.poll(focused).toBe('search')
    await page.keyboard.type('orders')
    await page.keyboard.press('ArrowDown')
    await expect.poll(focused).toBe('list')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    // What is marked is shown beside the list.
    await detail(page).waitFor()
    const marked = await page.getByRole('listbox', { name: 'Endpoints' }).getAttribute('aria-activedescendant')
    await expect.poll(() => page.locator('[aria-selected="true"][role="option"]').getAttribute('id')).toBe(marked)

    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('content')
    await page.getByRole('tab', { name: 'Slice' }).focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.getByRole('tab', { selected: true }).textContent()).toContain('Picture')

    await page.keyboard.press('Escape')
    await expect.poll(focused).toBe('list')
    await page.keyboard.press('Escape')
    await expect.poll(focused).toBe('search')
    await page.keyboard.press('Escape')
    expect(await page.getByLabel('Search endpoints').inputValue()).toBe('')
  })

  it('reaches every view and the list of keys', async () => {
    const page = await open(sampleReport(20))

    for (const [key, view] of [
      ['2', 'Components'],
      ['3', 'Sizes'],
      ['4', 'Problems'],
      ['1', 'Endpoints'],
    ] as const) {
      await page.keyboard.press(key)
      expect(await page.locator('nav [aria-current]').textContent()).toContain(view)
    }
    await page.keyboard.press('?')
    expect(await page.getByRole('dialog', { name: 'Keys' }).isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog', { name: 'Keys' }).isVisible()).toBe(false)
  })
})

describe('whoever cannot see or point', () => {
  it.for(['light', 'dark'] as const)('finds names, roles and contrast in every view: %s', async (colorScheme) => {
    const { report, texts } = sampleReport(120)
    const { method, path } = report.endpoints.toSorted((a, b) => b.reach - a.reach)[0]!
    const endpoint = `#/endpoints/${encodeURIComponent(`${method} ${path}`)}`
    const component = `#/components/${encodeURIComponent(`${report.components[0]!.kind}/${report.components[0]!.name}`)}`
    // The checker is a script of its own.
    const page = await open({ report, texts }, '', { colorScheme, bypassCSP: true })
    await page.evaluate(axe.source)
    for (const address of [
      '#/',
      endpoint,
      `${endpoint}/picture`,
      `${endpoint}/problems`,
      '#/components',
      component,
      '#/sizes',
      '#/problems',
    ]) {
      await page.evaluate((next) => void (location.hash = next), address)
      await page.waitForTimeout(300)
      // What is cut short to fit has its whole name for those who hear it.
      const rules = { 'label-content-name-mismatch': { enabled: false } }
      const { violations } = await page.evaluate((given) => (globalThis as unknown as { axe: typeof axe }).axe.run({ rules: given }), rules)
      expect(violations.map(({ id, nodes }) => `${address} ${id}: ${nodes[0]!.html}`)).toEqual([])
    }
  })
})

describe('colours', () => {
  const background = (page: Page): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor)

  it('follow the system, and can be chosen', async () => {
    const light = await background(await open(sampleReport(5), '', { colorScheme: 'light' }))
    const page = await open(sampleReport(5), '', { colorScheme: 'dark' })
    const dark = await background(page)
    expect(dark).not.toBe(light)

    await page.getByRole('button', { name: /Colours: as the system/ }).click()
    expect(await background(page)).toBe(light)
    await page.getByRole('button', { name: /Colours: light/ }).click()
    expect(await background(page)).toBe(dark)
    await page.reload()
    // Unlike the other questions, how many there are is answered at once.
    const chosen = page.getByRole('button', { name: /Colours: dark/ })
    await chosen.waitFor()
    expect(await chosen.count()).toBe(1)
  })
})

describe('a narrow window', () => {
  it('shows the list or what is open, and leads back', async () => {
    const page = await open(sampleReport(20), '', { viewport: { width: 400, height: 800 } })

    await rows(page).first().click()
    await detail(page).waitFor()
    expect(await rows(page).first().isVisible()).toBe(false)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400)
    await page.getByRole('button', { name: 'All endpoints' }).click()

    expect(await rows(page).first().isVisible()).toBe(true)
  })
})

describe('a hostile description', () => {
  const attack = '</script></title><img src=x onerror="alert(1)"><script>alert(2)</script>{{7*7}}\u202e\u061c\u001b]8;;x\u0007\u009b31m'
  /** What would turn the direction of writing, and what terminals obey, is shown for what it is. */
  const shown = attack.replace('\u202e\u061c\u001b]8;;x\u0007\u009b', '‹U+202E›‹U+061C›‹U+001B›]8;;x‹U+0007›‹U+009B›')
  const description = {
    openapi: '3.1.0',
    info: { title: attack, version: attack, description: attack },
    servers: [{ url: 'https://example.com/', description: attack }],
    tags: [{ name: attack, description: attack }],
    security: [{ [attack.replaceAll(/[^\w]/g, '')]: [] }],
    paths: {
      [`/${attack}/{id}`]: {
        get: {
          operationId: attack,
          summary: attack,
          description: attack,
          tags: [attack, '__proto__', 'constructor'],
          responses: {
            200: { description: attack, content: { 'a/b': { schema: { $ref: '#/components/schemas/__proto__' }, example: attack } } },
            [`x-${attack}`]: { description: attack },
          },
        },
      },
      '/broken': { get: { operationId: 'broken', summary: attack, responses: { 200: { $ref: `#/components/responses/${attack}` } } } },
      'javascript:alert(3)//': { get: { summary: 'javascript:alert(4)', responses: { 200: { description: attack } } } },
    },
    components: { securitySchemes: { [attack.replaceAll(/[^\w]/g, '')]: { type: 'http', scheme: 'basic', description: attack } } },
  }

  async function pageOf(options: Partial<SliceRequest> = {}): Promise<Page> {
    const input = join(folder, 'hostile.json')
    const schemas = `"schemas":{"__proto__":{"title":${JSON.stringify(attack)},"properties":{"constructor":{"$ref":"#/components/schemas/constructor"}}},"constructor":{"type":"string"}}`
    writeFileSync(
      input,
      JSON.stringify(description).replace('"components":{', () => `"components":{${schemas},`),
    )
    const { files } = await sliceInMemory(input, { report: true, ...options })
    const file = join(folder, 'hostile.html')
    writeFileSync(file, files.get('report.html')!)
    const made = await visit(browser, pathToFileURL(file).href)
    visits.push(made)
    await rows(made.page).first().waitFor()
    return made.page
  }

  it.for(['yaml', 'json'] as const)('is shown as text wherever it appears: %s', async (format) => {
    const page = await pageOf({ format })

    expect(await page.title()).toContain(shown)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(shown)
    const count = await rows(page).count()
    expect(count).toBe(3)
    for (let index = 0; index < count; index++) {
      await page.evaluate(() => void (location.hash = '#/endpoints'))
      await rows(page).nth(index).click()
      await detail(page).waitFor()
      for (const tab of ['Picture', 'Problems', 'Slice']) {
        await page.getByRole('tab', { name: tab }).click()
        await page.waitForTimeout(100)
      }
    }
    await page.getByLabel('Search endpoints').fill('<script>')
    expect(await page.locator('.row mark').first().textContent()).toBe('<script>')
    await page.getByLabel('Search endpoints').fill('')
    await page.getByLabel('Tag', { exact: true }).selectOption(shown)
    expect(await page.locator('.chip').textContent()).toContain(shown)
    for (const view of ['components', 'sizes', 'problems']) {
      await page.evaluate((name) => void (location.hash = `#/${name}`), view)
      await page.waitForTimeout(150)
    }
    await page.locator('.problem').getByText(shown).first().waitFor()
    await page.evaluate(() => void (location.hash = '#/components/schemas%2F__proto__'))
    await page.getByRole('heading', { name: '__proto__' }).waitFor()

    // Nothing of it has become an element: there is one script, the page's own, and no image.
    expect(await page.locator('img, iframe, object, base, form').count()).toBe(0)
    expect(await page.locator('script:not([type="application/zlib"])').count()).toBe(1)
  })
})

describe('its content security policy', () => {
  it('lets nothing run, load or send but the page itself', async () => {
    const page = await open(sampleReport(5))
    const { trouble } = visits[0]!
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')
    expect(policy).toContain("default-src 'none'; script-src 'sha256-")
    expect(policy).not.toContain('unsafe')

    const attempts = [
      () => void fetch('https://example.com').catch(() => {}),
      () => document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.com/x.png' })),
      () => document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://example.com' })),
      () => document.body.append(Object.assign(document.createElement('script'), { src: 'https://example.com/x.js' })),
      () => document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="globalThis.ran = true">'),
      () => document.body.setAttribute('onclick', 'globalThis.ran = true'),
      () => void setTimeout('globalThis.ran = true'),
    ]
    for (const attempt of attempts) {
      const before = trouble.length
      await page.evaluate(attempt).catch(() => {})
      await expect.poll(() => trouble.length).toBeGreaterThan(before)
    }
    await page.locator('body').click({ position: { x: 2, y: 2 } })

    expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false)
    // All that was ours.
    visits[0] = { page, trouble: [] }
  })
})
