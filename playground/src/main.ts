import { byId, el } from './dom.ts'
import { createFilters } from './filters.ts'
import { number, size } from './format.ts'
import { createPane } from './pane.ts'
import type { Slice } from './slices.ts'
import { slices } from './slices.ts'
import { createTable, hashOf } from './table.ts'
import { setUpTheme } from './theme.ts'

setUpTheme()
if (slices.length === 0) explainNothing()
else browse(slices)
// While developing, the server has a page that follows every change of the description.
byId('live', HTMLAnchorElement).hidden = !import.meta.env.DEV

function browse(slices: readonly Slice[]): void {
  const table = createTable(slices, (slice) => (location.hash = hashOf(slice.file)))
  const pane = createPane(leave)
  let opened: string | undefined
  byId('totals', HTMLDListElement).replaceChildren(...totals(slices))
  byId('browser', HTMLDivElement).hidden = false
  createFilters(slices, (left) => {
    byId('count', HTMLParagraphElement).textContent = countOf(left.length, slices.length)
    table.show(left)
  })

  // The address says which file is open, so that the back button and bookmarks work.
  function follow(): void {
    const slice = slices.find(({ file }) => file !== '' && location.hash === hashOf(file))
    table.mark(slice?.file)
    if (slice !== undefined) void pane.open(slice)
    else close()
    opened = slice?.file
  }

  /** Setting the hash to nothing would scroll to the top. */
  function leave(): void {
    history.pushState(null, '', location.pathname + location.search)
    follow()
  }

  function close(): void {
    pane.close()
    if (opened !== undefined) document.querySelector<HTMLElement>(`#rows a[href="${CSS.escape(hashOf(opened))}"]`)?.focus()
  }

  addEventListener('hashchange', follow)
  follow()
}

function totals(slices: readonly Slice[]): HTMLElement[] {
  const written = slices.filter(({ file }) => file !== '')
  const sizes = written.map(({ kilobytes }) => kilobytes).toSorted((a, b) => a - b)
  const passed = slices.filter(({ status }) => status === 'PASS').length
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)
  const figures: [string, string, string][] = [
    ['Endpoints', number.format(slices.length), `${new Set(slices.map(({ path }) => path)).size} paths`],
    ['Valid', number.format(passed), passed === slices.length ? 'all of them' : `of ${number.format(slices.length)}`],
    ['All files', size(sum(sizes)), `${size(sizes[0] ?? 0)} to ${size(sizes.at(-1) ?? 0)}`],
    ['Typical file', size(sizes[Math.floor(sizes.length / 2)] ?? 0), 'half are smaller'],
    ['Schemas per file', number.format(sum(written.map(({ schemas }) => schemas)) / Math.max(written.length, 1)), 'on average'],
    ['Deprecated', number.format(slices.filter(({ isDeprecated }) => isDeprecated).length), 'marked in the list'],
  ]
  return figures.map(([term, figure, detail]) =>
    el('div', {}, el('dt', {}, term), el('dd', { class: 'figure' }, figure), el('dd', { class: 'detail' }, detail)),
  )
}

function countOf(left: number, all: number): string {
  if (left === all) return `All ${number.format(all)} endpoints`
  return left === 0 ? 'No endpoint fits' : `${number.format(left)} of ${number.format(all)} endpoints`
}

function explainNothing(): void {
  notice('There are no slices', ['The description cannot be sliced at present; the development server, or the build, says why.'])
}

function notice(title: string, content: (Node | string)[]): void {
  const place = byId('notice', HTMLDivElement)
  place.replaceChildren(el('h2', {}, title), ...content.map((part) => (typeof part === 'string' ? el('p', {}, part) : part)))
  place.hidden = false
}
