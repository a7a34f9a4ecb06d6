/** The views of the page, in the order of its navigation. */
export const VIEWS = { endpoints: 'Endpoints', components: 'Components', sizes: 'Sizes', problems: 'Problems' } as const

export type View = keyof typeof VIEWS

export const TABS = { slice: 'Slice', picture: 'Picture', problems: 'Problems' } as const

export type Tab = keyof typeof TABS

/** What the address says is shown, so that the back button, reloading and links work. */
export interface Route {
  readonly view: View
  /** The endpoint that is open (`GET /users`), or the component (`schemas/User`). */
  readonly open: string | undefined
  readonly tab: Tab
  /** The description that is shown, if there are several. */
  readonly description: string | undefined
}

export const START: Route = { view: 'endpoints', open: undefined, tab: 'slice', description: undefined }

/** The address of a route, such as `#/endpoints/GET%20%2Fusers/picture`. */
export function addressOf({ view, open, tab, description }: Route): string {
  const parts = [view, ...(open === undefined ? [] : [open, ...(tab === 'slice' ? [] : [tab])])]
  const query = description === undefined ? '' : `?in=${encodeURIComponent(description)}`
  return `#/${parts.map(encodeURIComponent).join('/')}${query}`
}

/** Whatever stands in the address leads somewhere. */
export function routeOf(address: string): Route {
  const [path = '', query = ''] = address.replace(/^#\/?/, '').split('?')
  const [view = '', open, tab = ''] = path.split('/').map(decoded)
  return {
    view: Object.hasOwn(VIEWS, view) ? (view as View) : START.view,
    open: open || undefined,
    tab: Object.hasOwn(TABS, tab) ? (tab as Tab) : START.tab,
    description: new URLSearchParams(query).get('in') ?? undefined,
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
