import { effect, signal } from '@preact/signals'

export const THEMES = { auto: 'As the system', light: 'Light', dark: 'Dark' } as const

export type Theme = keyof typeof THEMES

const KEY = 'openapi-slice-theme'

export const theme = signal<Theme>(stored())

/** Applies the theme and remembers it, where the browser allows that. */
export function followTheme(): void {
  effect(() => {
    if (theme.value === 'auto') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme.value
    try {
      localStorage.setItem(KEY, theme.value)
    } catch {
      // A page without storage forgets.
    }
  })
}

function stored(): Theme {
  try {
    const value = localStorage.getItem(KEY) ?? ''
    return Object.hasOwn(THEMES, value) ? (value as Theme) : 'auto'
  } catch {
    return 'auto'
  }
}
