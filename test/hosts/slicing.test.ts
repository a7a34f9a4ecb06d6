import { appendFile, cp, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Diagnostic, Host } from '../../src/host/host.ts'
import { createSlicing, type Slicing } from '../../src/slicing.ts'

vi.setConfig({ testTimeout: 60_000 })

async function folderOf(fixture: string): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'openapi-slice-')))
  await cp(join(import.meta.dirname, '../fixtures', fixture), root, { recursive: true })
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  return root
}

/** What a host is asked to do, in order. */
async function callsOf(slicing: Slicing, root: string) {
  const calls: string[] = []
  const failures: Diagnostic[] = []
  const warnings: Diagnostic[] = []
  const host: Host = {
    root,
    emit: (file) => void calls.push(`emit ${file}`),
    watch: (file) => void calls.push(`watch ${file.replace(`${root}/`, '')}`),
    log: (text) => void calls.push(text.replace(/\n.*/s, '')),
    warn: (warning) => void warnings.push(warning),
    fail: (diagnostics) => void failures.push(...diagnostics),
  }
  await slicing.run(host)
  const watched = [...new Set(calls.filter((call) => call.startsWith('watch ')).map((call) => call.slice(6)))].sort()
  return { calls, failures, warnings, watched }
}

describe('createSlicing', () => {
  it('watches the declared files before anything else, and then every file they refer to', async () => {
    const root = await folderOf('parcels')
    const { calls, watched } = await callsOf(createSlicing({ specs: './openapi.yaml' }), root)
    expect(calls[0]).toBe('watch openapi.yaml')
    expect(watched).toEqual(['openapi.yaml', 'schemas.yaml', 'size.json'])
  })

  it('watches the configuration file and the ruleset, and takes paths from the folder of the configuration', async () => {
    const root = await folderOf('parcels')
    await writeFile(join(root, 'unplugin.config.json'), '{ "specs": "openapi.yaml", "ruleset": "redocly.yaml" }')
    await writeFile(join(root, 'redocly.yaml'), 'rules: {}\n')
    const { calls, watched, failures } = await callsOf(createSlicing(undefined), root)
    expect(failures).toEqual([])
    expect(calls[0]).toBe('watch unplugin.config.json')
    expect(watched).toEqual(['openapi.yaml', 'redocly.yaml', 'schemas.yaml', 'size.json', 'unplugin.config.json'])
  })

  it('watches a configuration file that cannot be loaded', async () => {
    const root = await folderOf('parcels')
    await writeFile(join(root, 'unplugin.config.ts'), 'export default {')
    const { watched, failures } = await callsOf(createSlicing(undefined), root)
    expect(watched).toEqual(['unplugin.config.ts'])
    expect(failures).toHaveLength(1)
  })

  it.for(['ts', 'mjs'])('reads the configuration (%s) anew in each run', async (extension) => {
    const root = await folderOf('parcels')
    const slicing = createSlicing(undefined)
    const config = (methods: string): Promise<void> =>
      writeFile(join(root, `unplugin.config.${extension}`), `export default { specs: 'openapi.yaml', methods: '${methods}' }`)
    await config('get')
    expect((await callsOf(slicing, root)).calls).toContain('emit slices/parcels_GET.yaml')
    await config('post')
    expect((await callsOf(slicing, root)).calls).not.toContain('emit slices/parcels_GET.yaml')
  })

  it('still watches all files when a later run does not get as far as reading them', async () => {
    const root = await folderOf('parcels')
    const slicing = createSlicing({ specs: './openapi.yaml' })
    await callsOf(slicing, root)
    await writeFile(join(root, 'openapi.yaml'), 'openapi: [')
    const { watched, failures } = await callsOf(slicing, root)
    expect(failures).toHaveLength(1)
    expect(watched).toEqual(['openapi.yaml', 'schemas.yaml', 'size.json'])
  })

  it('watches a referenced file that is broken from the start', async () => {
    const root = await folderOf('parcels')
    await writeFile(join(root, 'schemas.yaml'), 'Parcel: [')
    const { watched, failures } = await callsOf(createSlicing({ specs: './openapi.yaml' }), root)
    expect(failures.map(({ place }) => place?.line)).toEqual([12, 19])
    expect(watched).toContain('schemas.yaml')
  })

  it('watches a referenced file that does not exist yet', async () => {
    const root = await folderOf('parcels')
    await rm(join(root, 'size.json'))
    const { watched } = await callsOf(createSlicing({ specs: './openapi.yaml' }), root)
    expect(watched).toContain('size.json')
  })

  it('emits nothing when the build fails', async () => {
    const { calls, failures } = await callsOf(createSlicing({ specs: './openapi.yaml' }), await folderOf('half-broken'))
    expect(failures).toHaveLength(1)
    expect(calls.filter((call) => call.startsWith('emit'))).toEqual([])
  })

  it('gives the place of a failure, as an absolute path with line and column', async () => {
    const root = await folderOf('half-broken')
    const { failures } = await callsOf(createSlicing({ specs: './openapi.yaml' }), root)
    expect(failures[0]!.place).toEqual({ file: join(root, 'openapi.yaml'), line: 15, column: 25 })
  })

  it('tells each cause of failures once, with the endpoints and the place', async () => {
    const root = await folderOf('half-broken')
    const get = (name: string): string => `{ get: { responses: { '200': { $ref: '#/components/responses/${name}' } } } }`
    const paths = ['a', 'b', 'c', 'd', 'e'].map((path) => `  /${path}: { $ref: '#/components/pathItems/Shared' }`)
    const broken = `openapi: 3.1.0
info: { title: Broken, version: 1.0.0 }
paths:
${paths.join('\n')}
  /f: ${get('Other')}
components:
  pathItems:
    Shared: ${get('Missing')}
`
    await writeFile(join(root, 'openapi.yaml'), broken)
    const { failures } = await callsOf(createSlicing({ specs: './openapi.yaml' }), root)
    expect(failures.map(({ text, place }) => [text.split(' — ')[0], place?.line])).toEqual([
      ['6 of 6 endpoints of openapi could not be sliced:\n✗ GET /a, GET /b, GET /c and 2 more', 12],
      ['✗ GET /f', 9],
    ])
  })

  it('gives warnings a place', async () => {
    const { warnings } = await callsOf(createSlicing({ specs: './openapi.yaml' }), await folderOf('names'))
    expect(warnings.map(({ text, place }) => [text.split(':')[0], place?.line])).toEqual([
      ['1 × webhooks-left-out', 3],
      ['1 × redocly/path-not-include-query', 14],
    ])
  })

  it('uses the last run again while nothing has changed, and tells its warnings again', async () => {
    const root = await folderOf('names')
    const slicing = createSlicing({ specs: './openapi.yaml' })
    const first = await callsOf(slicing, root)
    const second = await callsOf(slicing, root)
    expect(first.calls).toContain('Slicing ./openapi.yaml')
    expect(second.calls).not.toContain('Slicing ./openapi.yaml')
    expect(second.calls.filter((call) => call.startsWith('emit'))).toEqual(first.calls.filter((call) => call.startsWith('emit')))
    expect(second.warnings).toEqual(first.warnings)
    await appendFile(join(root, 'openapi.yaml'), '# changed\n')
    expect((await callsOf(slicing, root)).calls).toContain('Slicing ./openapi.yaml')
  })

  it('makes only the slices again that a change touches', async () => {
    const root = await folderOf('parcels')
    const progress: string[] = []
    const bytes = new Map<string, Uint8Array>()
    const slicing = createSlicing({ specs: './openapi.yaml', onProgress: ({ endpoint }) => void progress.push(endpoint) })
    const host: Host = { root, emit: (file, content) => void bytes.set(file, content), watch() {}, log() {}, warn() {}, fail() {} }
    await slicing.run(host)
    const first = new Map(bytes)
    await writeFile(join(root, 'size.json'), '{ "type": "string", "enum": ["XL"] }')
    await slicing.run(host)
    const isSame = (file: string): boolean => first.get(`slices/${file}`) === bytes.get(`slices/${file}`)
    expect(['parcels_GET.yaml', 'parcels_POST.yaml', 'parcels-id_GET.yaml'].filter(isSame)).toEqual(['parcels-id_GET.yaml'])
    expect(Buffer.from(bytes.get('slices/parcels_GET.yaml')!).toString()).toContain('XL')
  })

  it('slices once for hosts that come at the same time', async () => {
    const root = await folderOf('parcels')
    const slicing = createSlicing({ specs: './openapi.yaml' })
    const runs = await Promise.all([callsOf(slicing, root), callsOf(slicing, root)])
    expect(runs.filter(({ calls }) => calls.includes('Slicing ./openapi.yaml'))).toHaveLength(1)
    for (const { calls } of runs) expect(calls).toContain('emit slices/parcels_GET.yaml')
  })

  it('fails with the name of a function of the options that throws', async () => {
    const onProgress = (): void => {
      throw new Error('no luck.')
    }
    const { failures } = await callsOf(createSlicing({ specs: './openapi.yaml', onProgress }), await folderOf('parcels'))
    expect(failures.map(({ text }) => text)).toEqual([
      'The function “onProgress” failed: no luck.\nCorrect the function of the option “onProgress”, or leave it out.',
    ])
  })

  it('gives the place of a mistake in the configuration, as an absolute path with line and column', async () => {
    const root = await folderOf('parcels')
    const places: unknown[] = []
    for (const [name, text] of [
      ['unplugin.config.json', '{ "specs": "openapi.yaml", }'],
      ['unplugin.config.ts', 'export default { specs: [1 2] }'],
    ] as const) {
      await writeFile(join(root, name), text)
      const { failures } = await callsOf(createSlicing(undefined), root)
      places.push(...failures.map(({ place }) => place))
      await rm(join(root, name))
    }
    expect(places).toEqual([
      { file: join(root, 'unplugin.config.json'), line: 1, column: 28 },
      { file: join(root, 'unplugin.config.ts'), line: 1, column: 28 },
    ])
  })

  it.for(['a/b', 'a/b/', './a/b'])('takes the folder %s, however it is written', async (assetsDir) => {
    const { calls } = await callsOf(createSlicing({ specs: './openapi.yaml', assetsDir }), await folderOf('parcels'))
    expect(calls).toContain('emit a/b/parcels_GET.yaml')
  })

  it.for(['', '/', '/a', '../a', 'a/..', 'a//b', 'a\\b'])('refuses the folder “%s”', async (assetsDir) => {
    const { failures } = await callsOf(createSlicing({ specs: './openapi.yaml', assetsDir }), await folderOf('parcels'))
    expect(failures[0]!.text).toContain("it must be a folder inside the build's output.")
  })

  it('refuses wrong options with what is right', async () => {
    const options = { specs: './openapi.yaml', fliter: '/a' }
    const { failures } = await callsOf(createSlicing(options), await folderOf('parcels'))
    expect(failures.map(({ text }) => text)).toEqual(['There is no option "fliter".\nDid you mean “filter”?'])
  })
})
