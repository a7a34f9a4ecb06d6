import { readFileSync } from 'node:fs'
import { afterEach, expect, it, vi } from 'vitest'
import { WASM } from '../../src/core/machine/wasm.ts'

afterEach(() => vi.unstubAllGlobals())

it('reads, writes and counts the same on a processor that cannot take sixteen bytes at a time', async () => {
  const { Module } = WebAssembly
  const sizes: number[] = []
  function Older(bytes: Buffer): WebAssembly.Module {
    sizes.push(bytes.length)
    if (bytes.equals(Buffer.from(WASM, 'base64'))) throw new Error('Wasm SIMD unsupported')
    return new Module(bytes)
  }
  const results = []
  for (const isOlder of [false, true]) {
    vi.resetModules()
    const { Instance, RuntimeError } = WebAssembly
    if (isOlder) vi.stubGlobal('WebAssembly', { Module: Older, Instance, RuntimeError })
    const { fastYaml } = await import('../../src/core/load/fast/fast-yaml.ts')
    const { fastJson } = await import('../../src/core/load/fast/fast-json.ts')
    const { linesOf } = await import('../../src/core/load/lines.ts')
    const { Notes } = await import('../../src/core/load/notes.ts')
    const { Printer } = await import('../../src/core/render/printer.ts')
    const { INDENTED_JSON, YAML } = await import('../../src/core/render/format.ts')
    const text = readFileSync('playground/specs/harbour/openapi.yaml')
    const notes = new Notes()
    const value = fastYaml(text, notes)!
    const [yaml, json] = [YAML, INDENTED_JSON].map((format) => {
      const printer = new Printer(format)
      const written = printer.write('all', value, 0, notes)
      expect(printer.readsTheSame(written)).toBe(true)
      return written.toString()
    })
    results.push({ value, yaml, json, again: fastJson(Buffer.from(`{${json!.slice(0, -2)}}`), notes), line: linesOf(text)(text.length) })
  }
  expect(sizes).toHaveLength(2)
  expect(results[1]).toEqual(results[0])
})
