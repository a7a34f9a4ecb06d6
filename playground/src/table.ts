import { byId, el } from './dom.ts'
import { methodBadge, number, pathText, size, statusBadge } from './format.ts'
import type { Slice } from './slices.ts'

interface Column {
  title: string
  className: string
  /** What to sort by; numbers start with the greatest. */
  key: (slice: Slice) => string | number
  cell: (slice: Slice) => (Node | string)[]
}

const COLUMNS: readonly Column[] = [
  { title: 'Method', className: 'c-method', key: ({ method }) => method, cell: ({ method }) => [methodBadge(method)] },
  {
    title: 'Path',
    className: 'c-path',
    key: ({ path }) => path,
    cell: (slice) => [pathLink(slice), ...notes(slice), el('p', { class: 'under' }, ...summaryOf(slice))],
  },
  { title: 'Summary', className: 'c-summary', key: ({ summary }) => summary, cell: (slice) => summaryOf(slice) },
  {
    title: 'Tags',
    className: 'c-tags',
    key: ({ tags }) => tags.join(),
    cell: ({ tags }) => tags.map((tag) => el('span', { class: 'tag' }, tag)),
  },
  { title: 'Size', className: 'c-size', key: ({ kilobytes }) => kilobytes, cell: ({ kilobytes }) => [size(kilobytes)] },
  { title: 'Schemas', className: 'c-schemas', key: ({ schemas }) => schemas, cell: ({ schemas }) => [number.format(schemas)] },
  { title: 'Status', className: 'c-status', key: ({ status }) => status, cell: (slice) => [statusBadge(slice)] },
]

export interface Table {
  show: (slices: readonly Slice[]) => void
  mark: (file: string | undefined) => void
}

/** The table of slices. It sorts what it is given, and stays in the order of the index until told otherwise. */
export function createTable(all: readonly Slice[], open: (slice: Slice) => void): Table {
  const body = byId('rows', HTMLTableSectionElement)
  const largest = Math.max(...all.map(({ kilobytes }) => kilobytes))
  const rows = new Map(all.map((slice) => [slice, rowOf(slice, largest, open)]))
  let shown: readonly Slice[] = all
  let order: { column: Column; isReversed: boolean } | undefined
  const heads = COLUMNS.map((column) => headOf(column, () => sortBy(column)))
  byId('heads', HTMLTableRowElement).replaceChildren(...heads)

  function sortBy(column: Column): void {
    const startsReversed = typeof column.key(all[0]!) === 'number'
    if (order?.column !== column) order = { column, isReversed: startsReversed }
    else if (order.isReversed === startsReversed) order.isReversed = !startsReversed
    else order = undefined
    const direction = order?.isReversed === true ? 'descending' : 'ascending'
    heads.forEach((head, index) => {
      if (COLUMNS[index] === order?.column) head.setAttribute('aria-sort', direction)
      else head.removeAttribute('aria-sort')
    })
    draw()
  }

  function draw(): void {
    body.replaceChildren(...sorted().map((slice) => rows.get(slice)!))
  }

  function sorted(): readonly Slice[] {
    if (order === undefined) return shown
    const { column, isReversed } = order
    return shown.toSorted((a, b) => compare(column.key(a), column.key(b)) * (isReversed ? -1 : 1))
  }

  body.addEventListener('keydown', moveWithArrows)
  return {
    show(slices) {
      shown = slices
      draw()
    },
    mark(file) {
      for (const [slice, row] of rows) {
        const isOpen = file !== undefined && slice.file === file
        row.toggleAttribute('data-open', isOpen)
        if (isOpen) row.scrollIntoView({ block: 'nearest' })
      }
    },
  }
}

function headOf(column: Column, sort: () => void): HTMLTableCellElement {
  const button = el('button', { type: 'button' }, column.title)
  button.addEventListener('click', sort)
  return el('th', { scope: 'col', class: column.className }, button)
}

function rowOf(slice: Slice, largest: number, open: (slice: Slice) => void): HTMLTableRowElement {
  const cells = COLUMNS.map(({ className, cell }) => el('td', { class: className }, ...cell(slice)))
  const row = el('tr', {}, ...cells)
  row.style.setProperty('--share', String(slice.kilobytes / largest))
  if (slice.file !== '') {
    row.addEventListener('click', (event) => {
      const isLink = event.target instanceof Element && event.target.closest('a') !== null
      if (!isLink && getSelection()?.isCollapsed !== false) open(slice)
    })
  }
  return row
}

/** The part of the page's address that opens a file. */
export const hashOf = (file: string): string => `#${encodeURIComponent(file)}`

function summaryOf({ summary, failure }: Slice): (Node | string)[] {
  return failure === '' ? [summary] : [summary, el('p', { class: 'failure' }, failure)]
}

function pathLink({ path, file }: Slice): HTMLElement {
  if (file === '') return el('span', { class: 'path' }, ...pathText(path))
  return el('a', { class: 'path', href: hashOf(file) }, ...pathText(path))
}

function notes({ isDeprecated, isSecured }: Slice): HTMLElement[] {
  return [
    ...(isDeprecated ? [el('span', { class: 'note' }, 'deprecated')] : []),
    ...(isSecured ? [] : [el('span', { class: 'note note-open' }, 'no credentials needed')]),
  ]
}

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en')

/** Arrow keys go from path to path. */
function moveWithArrows(event: KeyboardEvent): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const links = [...document.querySelectorAll<HTMLAnchorElement>('#rows a')]
  const at = links.findIndex((link) => link === document.activeElement)
  const next = links[at + (event.key === 'ArrowDown' ? 1 : -1)]
  if (at === -1 || next === undefined) return
  event.preventDefault()
  next.focus()
}
