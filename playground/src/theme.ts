import { byId } from './dom.ts'

const THEMES = ['system', 'light', 'dark'] as const
type Theme = (typeof THEMES)[number]

/** The button that goes through the themes; the choice is kept for the next visit. */
export function setUpTheme(): void {
  const button = byId('theme', HTMLButtonElement)
  let theme = THEMES.find((candidate) => candidate === remembered()) ?? 'system'
  show(button, theme)
  button.addEventListener('click', () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system'
    show(button, theme)
    remember(theme)
  })
}

function show(button: HTMLButtonElement, theme: Theme): void {
  document.documentElement.dataset.theme = theme
  button.textContent = { system: '◐ System', light: '○ Light', dark: '● Dark' }[theme]
  button.setAttribute('aria-label', `Colours: ${theme}. Change them`)
}

// Storage may be switched off; then the choice lasts as long as the page.
function remembered(): string | null {
  try {
    return localStorage.getItem('theme')
  } catch {
    return null
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem('theme', theme)
  } catch {
    // Nothing to be done about it.
  }
}
