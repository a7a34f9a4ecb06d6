// Serialising and writing all slices against writing the same bytes: node emission.mjs <modules> <description> <yaml|json> <folder> <rounds>
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { linkedWith, moduleOf, timed } from './subject.mjs'

const [, , modules = '', input = '', format = '', parent = '', rounds = '3'] = process.argv
const { description, slices } = await linkedWith(modules, input, format)
const { Renderer } = await moduleOf(modules, 'core/render/renderer.js')
const { DirectorySink } = await moduleOf(modules, 'core/write/directory-sink.js')

const emission = []
const plain = []
const rendering = []
let bytes = 0
for (let round = 0; round < Number(rounds); round++) {
  const folder = join(parent, `emission-${round}`)
  rendering.push(
    await timed(() => {
      const renderer = new Renderer(format, description.notes)
      for (const { slice } of slices) renderer.render(slice.document)
    }),
  )
  emission.push(
    await timed(async () => {
      const renderer = new Renderer(format, description.notes)
      const sink = new DirectorySink(folder, folder, false)
      await sink.open(
        slices.map((/** @type {any} */ { file }) => file),
        [],
      )
      for (const { file, slice } of slices) await sink.write(file, renderer.render(slice.document))
      await sink.close()
    }),
  )
  const texts = slices.map((/** @type {any} */ { file }) => ({ file, text: readFileSync(join(folder, file)) }))
  bytes = texts.reduce((/** @type {number} */ sum, /** @type {any} */ { text }) => sum + text.byteLength, 0)
  rmSync(folder, { recursive: true })
  const other = join(parent, `plain-${round}`)
  mkdirSync(other)
  plain.push(
    await timed(() => {
      for (const { file, text } of texts) {
        const out = openSync(join(other, file), 'w')
        writeSync(out, text)
        closeSync(out)
      }
    }),
  )
  rmSync(other, { recursive: true })
}
console.log(JSON.stringify({ files: slices.length, bytes, emission, plain, rendering }))
