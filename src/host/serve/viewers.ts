import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { decode } from '../../core/model/pointer.ts'
import { ADDRESSES, type Viewer } from '../../page/protocol.ts'

interface KnownViewer extends Viewer {
  /** The one file of its package that a page needs. */
  script: string
  /** Tells whether it is a module; absent where it never is, whatever the package says. */
  manifest?: string
  body(file: string): string
}

/** So that it asks nothing of its maker's servers. */
const SCALAR = JSON.stringify({
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  agent: { disabled: true },
  showDeveloperTools: 'never',
})

/** Programs that render a description. */
const VIEWERS: readonly KnownViewer[] = [
  {
    id: 'redoc',
    title: 'Redoc',
    script: 'redoc/bundles/redoc.standalone.js',
    // A module since version 3.
    manifest: 'redoc/package.json',
    body: (file) => `<redoc spec-url="${file}" disable-telemetry="true"></redoc>`,
  },
  {
    id: 'scalar',
    title: 'Scalar',
    script: '@scalar/api-reference/dist/browser/standalone.js',
    body: (file) => `<script id="api-reference" data-url="${file}" data-configuration='${SCALAR}'></script>`,
  },
]

/** Those that the user's project has. */
export const viewersIn = (root: string): Viewer[] =>
  VIEWERS.flatMap(({ id, title, script }) => (located(script, root) === undefined ? [] : { id, title }))

/** The page that shows a slice in a viewer, or the viewer's program. @param path below our page's address */
export function viewerFile(path: string, root: string): { name: string; content: string | Uint8Array } | undefined {
  const [, id, rest] = /^view\/(\w+)(?:\.js|\/(.+))$/.exec(path) ?? []
  const viewer = VIEWERS.find((one) => one.id === id)
  const script = viewer && located(viewer.script, root)
  if (!viewer || script === undefined) return undefined
  if (rest === undefined) return { name: 'viewer.js', content: readFileSync(script) }
  const names = rest.split('/').map(decode)
  if (names.includes(undefined)) return undefined
  const [description = '', ...file] = names as string[]
  // Down from the folder of the file to the page: `view`, the viewer, the description, and the folders of the file.
  const home = '../'.repeat(2 + file.length)
  const source = escaped(home + ADDRESSES.file(description, file.join('/')))
  const page = `<!doctype html>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>${escaped(file.join('/'))}</title>
<body style="margin: 0">
${viewer.body(source)}
<script${isModule(viewer, root) ? ' type="module"' : ''} src="${home}view/${viewer.id}.js"></script>
`
  return { name: 'viewer.html', content: page }
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')

/** Looked for in the folders of packages: what a package exports is meant for programs, and may leave out such a file. */
function located(name: string, root: string): string | undefined {
  const folders = createRequire(join(root, 'package.json')).resolve.paths(name) ?? []
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file))
}

function isModule({ manifest }: KnownViewer, root: string): boolean {
  const file = manifest === undefined ? undefined : located(manifest, root)
  return file !== undefined && (JSON.parse(readFileSync(file, 'utf8')) as { type?: unknown }).type === 'module'
}
