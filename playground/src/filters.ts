import { byId, el } from './dom.ts'
import { methodBadge } from './format.ts'
import type { Slice } from './slices.ts'

/** Sets up search field, tags and methods; tells which slices are left whenever that changes. */
export function createFilters(all: readonly Slice[], changed: (left: readonly Slice[]) => void): void {
  const search = byId('search', HTMLInputElement)
  const tag = byId('tag', HTMLSelectElement)
  const chosen = new Set<string>()
  tag.append(el('option', { value: '' }, 'All tags'), ...tagsOf(all).map((name) => el('option', { value: name }, name)))

  function update(): void {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean)
    changed(
      all.filter(
        (slice) =>
          (chosen.size === 0 || chosen.has(slice.method)) &&
          (tag.value === '' || slice.tags.includes(tag.value)) &&
          words.every((word) => haystack(slice).includes(word)),
      ),
    )
  }

  for (const [method, count] of methodsOf(all)) {
    const button = el('button', { type: 'button', 'aria-pressed': 'false' }, methodBadge(method), ' ', String(count))
    button.addEventListener('click', () => {
      if (!chosen.delete(method)) chosen.add(method)
      button.setAttribute('aria-pressed', String(chosen.has(method)))
      update()
    })
    byId('methods', HTMLFieldSetElement).append(button)
  }
  search.addEventListener('input', update)
  tag.addEventListener('change', update)
  search.form?.addEventListener('submit', (event) => event.preventDefault())
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    search.select()
  })
  update()
}

const haystack = (slice: Slice): string =>
  [slice.method, slice.path, slice.summary, slice.operationId, ...slice.tags].join('\n').toLowerCase()

const tagsOf = (all: readonly Slice[]): string[] => [...new Set(all.flatMap(({ tags }) => tags))]

/** Methods with how often they occur, the most frequent first. */
function methodsOf(all: readonly Slice[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const { method } of all) counts.set(method, (counts.get(method) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)
}
