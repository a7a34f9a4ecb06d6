/** What the hosts can do. The tests hold every cell to it, and the README's table is written from it. */

export const HOSTS = ['vite', 'rollup', 'rolldown', 'webpack', 'rspack', 'rsbuild', 'esbuild', 'farm', 'bun'] as const

export type HostName = (typeof HOSTS)[number]

/** By capability, in the order of the table's columns: what its cases hold a host to. */
export const CAPABILITIES = {
  build: ['Slices', 'puts the slices, the index and the report among the files of a build, the same bytes as everywhere'],
  fail: ['Fails', 'fails a build for a description that is broken, or an endpoint that is, unless `failOn` says otherwise'],
  place: ['Places', 'is given warnings and errors as its own, with file, line and column of the description'],
  virtual: ['Imports', 'lets a program import the index and single slices, lazily too, and leaves out what is not used'],
  watch: ['Watches', 'builds again when any file of a description or the configuration changes'],
  recover: ['Recovers', 'lives through mistakes in a description, and notices when they are mended'],
  missing: ['Finds', 'notices when a file is made that was missing from the start'],
  stale: ['Tidies', 'removes slices that a change has left without an endpoint'],
} as const

export type Capability = keyof typeof CAPABILITIES

const TEXT = 'Warnings are printed, and errors are text; both name file, line and column.'
const MISSING = 'Rolldown, which builds for Vite too, watches no file that was never there: another change has to follow when it is made.'

/** What a host gives a plugin no way to do, and why. */
export const LIMITS: Partial<Record<HostName, Partial<Record<Capability, string>>>> = {
  vite: { missing: MISSING },
  rolldown: { missing: MISSING },
  farm: {
    place: TEXT,
    watch:
      'Farm takes a watched file for a module of the program, so a changed description takes a new start. A mistake in one does not end it.',
  },
  bun: {
    place: TEXT,
    watch: '`Bun.build` builds once.',
  },
}

/** What only matters to a host that watches. */
const OF_WATCHERS: readonly Capability[] = ['recover', 'missing', 'stale']

export const limitOf = (host: HostName, capability: Capability): string | undefined =>
  LIMITS[host]?.[capability] ?? (OF_WATCHERS.includes(capability) ? LIMITS[host]?.watch : undefined)

/** Names as they are written. */
const NAMES: Record<HostName, string> = {
  vite: 'Vite',
  rollup: 'Rollup',
  rolldown: 'Rolldown',
  webpack: 'webpack',
  rspack: 'Rspack',
  rsbuild: 'Rsbuild',
  esbuild: 'esbuild',
  farm: 'Farm',
  bun: 'Bun',
}

/** The table of the README: a mark for what a host does, a number for why it does not. */
export function supportTable(): string {
  const reasons: string[] = []
  const capabilities = Object.keys(CAPABILITIES) as Capability[]
  const cellOf = (host: HostName, capability: Capability): string => {
    const reason = limitOf(host, capability)
    if (reason === undefined) return '✓'
    if (!reasons.includes(reason)) reasons.push(reason)
    return `–<sup>${reasons.indexOf(reason) + 1}</sup>`
  }
  const rows = HOSTS.map((host) => [NAMES[host], ...capabilities.map((capability) => cellOf(host, capability))])
  const header = ['', ...capabilities.map((capability) => CAPABILITIES[capability][0])]
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    line(header),
    line(header.map((_, index) => (index === 0 ? '---' : ':-:'))),
    ...rows.map(line),
    '',
    ...capabilities.map((capability) => `- **${CAPABILITIES[capability][0]}**: it ${CAPABILITIES[capability][1]}.`),
    '',
    ...reasons.map((reason, index) => `${index + 1}. ${reason}`),
  ].join('\n')
}
