import type { JSX } from 'preact'

/** Line drawings on a grid of 16, in the colour of the text around them. */
const DRAWINGS = {
  search: 'M7 12a5 5 0 1 0 0-10 5 5 0 0 0 0 10Zm3.6-1.4L14 14',
  check: 'M3 8.5 6.5 12 13 4.5',
  warning: 'M8 2 1.5 13.5h13L8 2Zm0 4.5v3.2m0 1.9v.2',
  cross: 'M4 4l8 8M12 4l-8 8',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  download: 'M8 2v8m0 0L4.8 6.8M8 10l3.2-3.2M2.5 13.5h11',
  open: 'M9 2.5h4.5V7M13.5 2.5 7.5 8.5M11.5 9.5v4h-9v-9h4',
  left: 'M10 3 5 8l5 5',
  right: 'M6 3l5 5-5 5',
  up: 'M3 10l5-5 5 5',
  down: 'M3 6l5 5 5-5',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9 13 13M13 3l-1.1 1.1M4.1 11.9 3 13',
  moon: 'M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7Z',
  auto: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 2v12',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  info: 'M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM8 7.3v3.9M8 4.8v.2',
  keyboard: 'M1.5 4h13v8.5h-13zM4 6.7h.2M6.6 6.7h.2M9.2 6.7h.2M11.8 6.7h.2M4.5 10h7',
} as const

export type IconName = keyof typeof DRAWINGS

export const Icon = ({ name, size = 16 }: { name: IconName; size?: number }): JSX.Element => (
  <svg class="icon" viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
    <path d={DRAWINGS[name]} />
  </svg>
)

export const Brand = (): JSX.Element => (
  <svg class="brand-mark" viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
    <path class="brand-whole" d="M16 2a14 14 0 1 0 14 14H16z" />
    <path class="brand-slice" d="M19 2.3V13h10.7A14 14 0 0 0 19 2.3" />
  </svg>
)
