import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { measure } from '../measure.mjs'
import { atMost, GITHUB, missing, slicing, times, tried } from './common.mjs'

/** @type {import('./common.mjs').Row} */
export default {
  number: 5,
  title: 'The same again: nothing changed, or one schema that nothing but one or two endpoints use (wall time)',
  async *lines(context) {
    const spec = context.spec(GITHUB)
    if (!spec) {
      yield missing('GitHub', '≤ 2.5, ≤ 0.5')
      return
    }
    yield* tried('GitHub to YAML', 'rerun', '≤ 2.5, ≤ 0.5', () => again(context, spec))
  },
}

/** @param {import('../context.mjs').Context} context @param {string} spec */
async function again(context, spec) {
  const source = context.fresh('changing')
  const input = join(source, 'api.json')
  const first = slicing(context, input)
  const folder = join(/** @type {string} */ (first.cwd), 'slices')
  const original = readFileSync(spec, 'utf8')
  const changed = changedLeaf(original)
  /** @type {Map<string, { time: number, text: string }>} */
  let before = new Map()
  /** @type {{ touched: number, different: number }[]} */
  const counts = []
  const restore = () => {
    copyFileSync(spec, input)
    // What was written just now is read again by the next run, however it looks; descriptions mostly have been there for longer.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3_500)
  }
  const { after: _, before: clear, ...same } = first
  const compare = () => {
    const now = stateOf(folder)
    const touched = [...now].filter(([file, { time }]) => before.get(file)?.time !== time)
    counts.push({ touched: touched.length, different: touched.filter(([file, { text }]) => before.get(file)?.text !== text).length })
  }
  const [full, rerun, partial, nothing] = await measure([
    {
      ...same,
      name: 'full run',
      before: () => {
        clear?.()
        restore()
        // Runs are remembered where packages are installed.
        mkdirSync(join(/** @type {string} */ (first.cwd), 'node_modules'))
      },
    },
    { ...same, name: 'unchanged', before: () => (before = stateOf(folder)), after: compare },
    {
      ...same,
      name: 'one schema changed',
      before: () => {
        before = stateOf(folder)
        writeFileSync(input, changed)
      },
      after: compare,
    },
    { name: 'node -e 0', args: ['-e', '0'] },
  ])
  if (!full || !rerun || !partial || !nothing) throw new Error('nothing was measured')
  const [idle, one] = counts.slice(-2)
  return [
    atMost(
      'GitHub to YAML',
      'unchanged rerun ÷ `node -e 0`',
      rerun.wall.best / nothing.wall.best,
      2.5,
      `${times(rerun)} ÷ ${times(nothing)}; files written: ${idle?.touched}`,
    ),
    atMost(
      'GitHub to YAML',
      'one leaf schema changed ÷ full run',
      partial.wall.best / full.wall.best,
      0.5,
      `${times(partial)} ÷ ${times(full)}`,
    ),
    {
      input: 'GitHub to YAML',
      compared: 'one leaf schema changed: files with a new modification time',
      measured: `${one?.touched}, of which ${one?.different} with other contents`,
      target: 'only affected ones',
      // The index has the sizes of the affected ones.
      holds: one !== undefined && one.touched === one.different,
    },
  ]
}

/** @param {string} folder */
function stateOf(folder) {
  return new Map(
    readdirSync(folder).map((file) => {
      const path = join(folder, file)
      return [file, { time: statSync(path).mtimeMs, text: readFileSync(path, 'utf8') }]
    }),
  )
}

/** Changes the description of a schema that is named once, and refers to nothing. @param {string} text */
function changedLeaf(text) {
  const document = JSON.parse(text)
  const leaf = Object.entries(document.components.schemas).find(([name, schema]) => {
    const uses = text.split(`"#/components/schemas/${name}"`).length - 1
    return uses === 1 && schema.type === 'object' && !JSON.stringify(schema).includes('"$ref"')
  })
  if (!leaf) throw new Error('The description has no leaf schema')
  leaf[1].description = `${leaf[1].description ?? ''} Changed.`
  return JSON.stringify(document, null, 2)
}
