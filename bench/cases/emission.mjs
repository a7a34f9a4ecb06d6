// Serialising and writing all slices against writing the same bytes: node emission.mjs <modules> <description> <yaml|json> <folder> <rounds>
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { linkedWith, moduleOf, timed } from './subject.mjs'

const [, , modules = '', input = '', format = '', parent = '', rounds = '3'] = process.argv
const { linked, slices } = await linkedWith(modules, input, format)
const { Renderer } = await moduleOf(modules, 'core/render/renderer.js')
const { Printer } = await moduleOf(modules, 'core/render/printer.js')
const { formatOf } = await moduleOf(modules, 'core/render/format.js')
const { DirectorySink } = await moduleOf(modules, 'core/write/directory-sink.js')
const { inFlight } = await moduleOf(modules, 'core/batch/in-flight.js')
const printer = () => new Printer(formatOf({ format, minify: false }))

/** What a run does between validation and the disk. @param {() => void} [check] instead of reading back */
function prepared(check) {
  const renderer = new Renderer(linked, printer(), check ? { check } : {})
  for (const { slice } of slices) renderer.expect(slice)
  for (const { slice } of slices) renderer.sizeOf(slice)
  return renderer
}

// Code that is compiled for objects of a kind is thrown away when the last of them is collected.
const alive = [prepared()]
for (const { slice } of slices) await alive[0].render(slice, async () => {})

const emission = []
const plain = []
const rendering = []
const checking = []
let bytes = 0
for (let round = 0; round < Number(rounds); round++) {
  const folder = join(parent, `emission-${round}`)
  checking.push(await timed(() => prepared()))
  rendering.push(await timed(() => prepared(() => {})))
  emission.push(
    await timed(async () => {
      const renderer = prepared(() => {})
      const sink = new DirectorySink({
        root: folder,
        shown: folder,
        force: false,
        hold: async () => ({ isHeld: () => true, release() {} }),
      })
      await sink.open(
        slices.map((/** @type {any} */ { file }) => file),
        [],
      )
      await inFlight(slices, 4, async (/** @type {any} */ { file, slice }) => {
        await renderer.render(slice, (/** @type {any} */ chunks) => sink.write(file, chunks))
        renderer.release(slice)
      })
      await sink.close()
      await sink.end()
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
console.log(JSON.stringify({ kept: alive.length, files: slices.length, bytes, emission, plain, rendering, checking }))
