import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Failed } from '../measure.mjs'

/**
 * One line of the table.
 *
 * @typedef {object} Line
 * @property {string} input
 * @property {string} compared
 * @property {string} measured
 * @property {string} target
 * @property {boolean | undefined} holds undefined where nothing could be measured, or where the issue sets no target
 * @property {string} [detail]
 *
 * @typedef {object} Row
 * @property {number} number In the list of figures to reach.
 * @property {string} title
 * @property {(context: import('../context.mjs').Context) => AsyncGenerator<Line> | Generator<Line>} lines
 */

export const GITHUB = 'github-rest/api.github.com.json'
export const BOX = 'box/openapi.json'
export const STRIPE = 'stripe/stripe.com.json'
export const DIGITAL_OCEAN = 'digitalocean/specification/DigitalOcean-public.v2.yaml'

/**
 * Slicing everything by the command, each time into a new folder and without anything that an earlier run kept.
 *
 * @param {import('../context.mjs').Context} context
 * @param {string} input
 * @param {string[]} [args]
 * @param {string} [build] Instead of the one that is measured.
 * @returns {import('../measure.mjs').Command}
 */
export function slicing(context, input, args = [], build = context.dist) {
  const folder = context.fresh('run')
  const clear = () => rmSync(join(folder, 'slices'), { recursive: true, force: true })
  return {
    name: 'slice-oas',
    args: [join(build, 'cli.js'), '--input', input, '--output-dir', 'slices', '--quiet', ...args],
    cwd: folder,
    before: () => {
      clear()
      rmSync(join(folder, 'node_modules'), { recursive: true, force: true })
    },
    after: clear,
  }
}

/** @param {string} input @param {string} target @returns {Line} */
export const missing = (input, target) => ({ input, compared: '', measured: 'description not here', target, holds: undefined })

/** Turns a command that did not end well into a line. @param {string} input @param {string} compared @param {string} target @param {() => Promise<Line | Line[]>} work */
export async function* tried(input, compared, target, work) {
  try {
    const lines = await work()
    yield* Array.isArray(lines) ? lines : [lines]
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    yield { input, compared, measured: error.message, target, holds: false }
  }
}

/** @param {number | undefined} limit None where it is only reported. */
export const targetOf = (limit) => (limit ? `≤ ${limit}` : 'reported')

/** @param {string} input @param {string} compared @param {number} ratio @param {number | undefined} limit None where it is only reported. @param {string} [detail] @returns {Line} */
export const atMost = (input, compared, ratio, limit, detail) => ({
  input,
  compared,
  measured: number(ratio),
  target: targetOf(limit),
  holds: limit ? ratio <= limit : undefined,
  ...(detail ? { detail } : {}),
})

/** @param {string} input @param {string} compared @param {number} ratio @param {number} limit @param {string} [detail] @returns {Line} */
export const atLeast = (input, compared, ratio, limit, detail) => ({
  ...atMost(input, compared, ratio, limit, detail),
  target: `≥ ${limit}`,
  holds: ratio >= limit,
})

export const number = (/** @type {number} */ value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2))
export const time = (/** @type {number} */ milliseconds) =>
  milliseconds >= 1000 ? `${(milliseconds / 1000).toFixed(2)} s` : `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`
export const size = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`

/** @param {import('../measure.mjs').Measured} measured */
export const times = ({ wall, cpu }) => `${time(wall.best)} (median ${time(wall.median)}, CPU ${time(cpu.best)})`

/** What a script printed in its best run. @param {import('../measure.mjs').Measured | undefined} measured */
export const printed = (measured) => (measured?.runs ?? []).map(({ stdout }) => JSON.parse(stdout.trim().split('\n').at(-1) ?? ''))

/** @param {{ cpu: number, wall: number }[]} runs */
export const bestOf = (runs) => ({ cpu: Math.min(...runs.map(({ cpu }) => cpu)), wall: Math.min(...runs.map(({ wall }) => wall)) })
