import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../context.mjs'
import { catalogue } from '../generate.mjs'
import { measure } from '../measure.mjs'
import { GITHUB, missing, printed, time, tried } from './common.mjs'

/** @type {import('./common.mjs').Row} */
export default {
  number: 6,
  title: 'From saving a description to the updated slice from Vite’s development server',
  async *lines(context) {
    const small = join(context.temporary, 'one-megabyte.json')
    catalogue(small, { endpoints: 118 })
    yield* tried('generated, 1 MB', 'save → served', '≤ 100 ms + parse', () => serve(context, '1 MB, 118 endpoints', small, true))
    const spec = context.spec(GITHUB)
    if (!spec) yield missing('GitHub', 'reported')
    else {
      const copy = join(context.temporary, 'watched.json')
      copyFileSync(spec, copy)
      yield* tried('GitHub', 'save → served', 'reported', () => serve(context, 'GitHub', copy, false))
    }
  },
}

/** @param {import('../context.mjs').Context} context @param {string} input @param {string} file @param {boolean} hasTarget */
async function serve(context, input, file, hasTarget) {
  const folder = viteProject(context)
  const args = [join(context.cases, 'vite-serve.mjs'), root, context.dist, context.modules, folder, file, hasTarget ? '5' : '3']
  const [{ times, parses }] = printed((await measure([{ name: 'vite', args }], { rounds: 1 }))[0])
  const [best, parse] = [Math.min(...times), Math.min(...parses)]
  return {
    input,
    compared: 'save → served',
    measured: time(best),
    target: hasTarget ? '≤ 100 ms + parse' : 'reported',
    holds: hasTarget ? best <= 100 + parse : undefined,
    detail: `parse ${time(parse)}; with the watcher’s own delay, and the request for the slice`,
  }
}

/** @param {import('../context.mjs').Context} context */
export function viteProject(context) {
  const folder = context.fresh('vite')
  writeFileSync(join(folder, 'index.html'), '<!doctype html><script type="module" src="./main.js"></script>')
  writeFileSync(join(folder, 'main.js'), 'document.title = "x"')
  return folder
}
