import { cp, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
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
  const host: Host = {
    root,
    emit: (file) => void calls.push(`emit ${file}`),
    watch: (file) => void calls.push(`watch ${file.replace(`${root}/`, '')}`),
    log: () => {},
    warn: () => {},
    fail: (diagnostics) => void failures.push(...diagnostics),
  }
  await slicing.run(host)
  const watched = [...new Set(calls.filter((call) => call.startsWith('watch ')).map((call) => call.slice(6)))].sort()
  return { calls, failures, watched }
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

  it('reads the configuration anew in each run', async () => {
    const root = await folderOf('parcels')
    const slicing = createSlicing(undefined)
    const config = (methods: string): Promise<void> =>
      writeFile(join(root, 'unplugin.config.ts'), `export default { specs: 'openapi.yaml', methods: '${methods}' }`)
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

  // The core does not yet name files that cannot be parsed among those it has read.
  it('watches a referenced file that is broken from the start', async () => {
    const root = await folderOf('parcels')
    await writeFile(join(root, 'schemas.yaml'), 'Parcel: [')
    const { watched, failures } = await callsOf(createSlicing({ specs: './openapi.yaml' }), root)
    expect(failures).toHaveLength(1)
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

  it('refuses wrong options with what is right', async () => {
    const options = { specs: './openapi.yaml', fliter: '/a' }
    const { failures } = await callsOf(createSlicing(options), await folderOf('parcels'))
    expect(failures.map(({ text }) => text)).toEqual(['There is no option "fliter".\nDid you mean “filter”?'])
  })
})
