import { byId, el } from './dom.ts'
import { methodBadge, number, pathText, size } from './format.ts'
import type { Slice } from './slices.ts'
import { addressOf, loadSlice } from './slices.ts'
import { yamlView } from './yaml-view.ts'

export interface Pane {
  open: (slice: Slice) => Promise<void>
  close: () => void
}

/** The side pane with the content of one file. */
export function createPane(whenClosed: () => void): Pane {
  const pane = byId('pane', HTMLElement)
  let current: Slice | undefined

  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement
    if (event.key === 'Escape' && !pane.hidden && !isTyping) whenClosed()
  })

  return {
    async open(slice) {
      current = slice
      const body = el('div', { class: 'pane-body', 'aria-busy': 'true' })
      pane.replaceChildren(headOf(slice, whenClosed), factsOf(slice), body)
      pane.hidden = false
      document.body.toggleAttribute('data-split', true)
      pane.focus({ preventScroll: true })
      const content = await contentOf(slice)
      if (current !== slice) return
      body.replaceChildren(content)
      body.removeAttribute('aria-busy')
    },
    close() {
      current = undefined
      pane.hidden = true
      pane.replaceChildren()
      document.body.toggleAttribute('data-split', false)
    },
  }
}

async function contentOf(slice: Slice): Promise<HTMLElement> {
  try {
    return yamlView(await loadSlice(slice))
  } catch (error) {
    return el('p', { class: 'notice' }, `The file could not be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function headOf(slice: Slice, close: () => void): HTMLElement {
  const closing = el('button', { type: 'button', class: 'quiet', 'aria-label': 'Close the file', title: 'Close (Esc)' }, '✕')
  closing.addEventListener('click', close)
  return el(
    'header',
    { class: 'pane-head' },
    el('h2', { id: 'pane-title' }, methodBadge(slice.method), ' ', el('span', { class: 'path' }, ...pathText(slice.path))),
    el('div', { class: 'pane-actions' }, copyButton(slice), downloadLink(slice), closing),
  )
}

function downloadLink(slice: Slice): HTMLElement {
  return el('a', { class: 'quiet', href: addressOf(slice), download: slice.file.split('/').at(-1) ?? '' }, 'Download')
}

function copyButton(slice: Slice): HTMLElement {
  const button = el('button', { type: 'button', class: 'quiet', 'aria-live': 'polite' }, 'Copy')
  button.addEventListener('click', () => {
    loadSlice(slice)
      .then((text) => navigator.clipboard.writeText(text))
      .then(
        () => 'Copied',
        () => 'Not allowed',
      )
      .then((answer) => {
        button.textContent = answer
        setTimeout(() => (button.textContent = 'Copy'), 1500)
      })
      .catch(() => undefined)
  })
  return button
}

function factsOf(slice: Slice): HTMLElement {
  const facts: [string, string][] = [
    ['File', slice.file],
    ['Operation', slice.operationId || '–'],
    ['Size', size(slice.kilobytes)],
    ['Schemas', number.format(slice.schemas)],
    ['Parameters', number.format(slice.parameters)],
    ['Responses', slice.responses.join(' ') || '–'],
    ['Credentials', slice.isSecured ? 'needed' : 'not needed'],
    ['OpenAPI', slice.version],
  ]
  return el('dl', { class: 'facts' }, ...facts.map(([term, text]) => el('div', {}, el('dt', {}, term), el('dd', {}, text))))
}
