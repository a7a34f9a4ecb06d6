import { el } from './dom.ts'
import type { Slice } from './slices.ts'

export const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

export function size(kilobytes: number): string {
  return kilobytes >= 1024 ? `${(kilobytes / 1024).toFixed(1)} MB` : `${kilobytes.toFixed(1)} KB`
}

export function methodBadge(method: string): HTMLElement {
  return el('span', { class: 'method', 'data-method': method.toLowerCase() }, method)
}

export function statusBadge({ status }: Slice): HTMLElement {
  return el('span', { class: 'status', 'data-status': status.toLowerCase() }, status.toLowerCase())
}

/** The path, with its parameters set apart and places to break the line. */
export function pathText(path: string): (Node | string)[] {
  return path.split(/(\{[^}]*\}|\/)/).flatMap((part) => {
    if (part === '/') return [el('wbr'), '/']
    return part.startsWith('{') ? [el('span', { class: 'variable' }, part)] : [part]
  })
}
