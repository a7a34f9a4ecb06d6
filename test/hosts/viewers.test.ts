import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { ADDRESSES } from '../../src/page/protocol.ts'
import { viewerFile, viewersIn } from '../../src/host/serve/viewers.ts'
import { projectOf } from './project.ts'

/** A project that has a package with one file. */
async function projectWith(file: string, type?: 'module'): Promise<string> {
  const { root } = await projectOf('parcels')
  const path = join(root, 'node_modules', file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, 'console.log("viewer")\n')
  // As such packages do: what programs may import is something else.
  const folder = join(root, 'node_modules', ...file.split('/').slice(0, file.startsWith('@') ? 2 : 1))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type, exports: { '.': './index.js' } }))
  return root
}

it('offers the programs that a project has', async () => {
  expect(viewersIn(await projectWith('redoc/bundles/redoc.standalone.js'))).toEqual([{ id: 'redoc', title: 'Redoc' }])
  expect(viewersIn(await projectWith('@scalar/api-reference/dist/browser/standalone.js'))).toEqual([{ id: 'scalar', title: 'Scalar' }])
})

it('makes a page for a slice, whatever it is called, and leads to it from there', async () => {
  const root = await projectWith('redoc/bundles/redoc.standalone.js')
  const page = ADDRESSES.viewer('redoc', 'a"<b>', 'users/users_GET.yaml')
  const { content } = viewerFile(page, root)!
  const [, source] = /spec-url="([^"]*)"/.exec(String(content))!
  const base = 'http://localhost/__openapi-slice/'
  expect(new URL(source!, base + page).href).toBe(new URL(ADDRESSES.file('a"<b>', 'users/users_GET.yaml'), base).href)
  const [, script] = /<script src="([^"]*)"/.exec(String(content))!
  expect(new URL(script!, base + page).href).toBe(`${base}view/redoc.js`)
  expect(String(viewerFile('view/redoc.js', root)!.content)).toContain('viewer')
  expect(String(content)).not.toContain('<b>')
})

it.for([
  ['redoc/bundles/redoc.standalone.js', undefined, '<script src'],
  ['redoc/bundles/redoc.standalone.js', 'module', '<script type="module" src'],
  ['@scalar/api-reference/dist/browser/standalone.js', 'module', '<script src'],
] as const)('loads %s of a package of type %s as it has to be', async ([file, type, tag]) => {
  const root = await projectWith(file, type)
  const id = viewersIn(root)[0]!.id
  expect(String(viewerFile(ADDRESSES.viewer(id, 'shop', 'a_GET.yaml'), root)!.content)).toContain(`${tag}="../../../view/${id}.js"`)
})

it('asks them to stay on this machine', async () => {
  const contentFor = async (file: string): Promise<string> => {
    const root = await projectWith(file)
    return String(viewerFile(ADDRESSES.viewer(viewersIn(root)[0]!.id, 'shop', 'a_GET.yaml'), root)!.content)
  }
  expect(await contentFor('redoc/bundles/redoc.standalone.js')).toContain('disable-telemetry="true"')
  const [, configuration] = /data-configuration='([^']*)'/.exec(await contentFor('@scalar/api-reference/dist/browser/standalone.js'))!
  expect(JSON.parse(configuration!)).toMatchObject({
    telemetry: false,
    withDefaultFonts: false,
    agent: { disabled: true },
    showDeveloperTools: 'never',
  })
})

it('knows nothing else', async () => {
  const root = await projectWith('redoc/bundles/redoc.standalone.js')
  for (const path of ['view/scalar.js', 'view/scalar/a/b.yaml', 'view/other.js', 'view/../package.json']) {
    expect(viewerFile(path, root)).toBeUndefined()
  }
})
