import { join } from 'node:path'
import { bench } from '../context.mjs'
import { measure } from '../measure.mjs'
import { atMost, BOX, DIGITAL_OCEAN, GITHUB, missing, slicing, STRIPE, time, times, tried } from './common.mjs'

/** More than elsewhere: differences of a tenth are what this row is about, and machines change their speed by more while they run. */
const ROUNDS = { rounds: 5, time: 60_000 }

const QUIET = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
const CLI = join(bench, 'node_modules/@redocly/cli/bin/cli.js')

/** @type {import('./common.mjs').Row} */
export default {
  number: 1,
  title: 'Slice, validate, write and index everything, against linting the description once (wall time of whole processes)',
  async *lines(context) {
    const inputs = [
      ['GitHub', GITHUB],
      ['Box', BOX],
      ['Stripe', STRIPE],
    ]
    for (const [name = '', file = ''] of inputs) {
      const spec = context.spec(file)
      if (!spec) yield missing(name, '≤ 0.5 and ≤ 0.9')
      else yield* tried(name, 'slice-oas ÷ lint', '≤ 0.5 and ≤ 0.9', () => single(context, name, spec))
    }
    const spec = context.spec(DIGITAL_OCEAN)
    if (!spec) yield missing('DigitalOcean', '≤ 0.5 and ≤ 0.9')
    else yield* tried('DigitalOcean', 'slice-oas ÷ bundle + lint', '≤ 0.5 and ≤ 0.9', () => several(context, spec))
  },
}

/** @param {import('../context.mjs').Context} context @param {string} name @param {string} spec */
async function single(context, name, spec) {
  const cwd = context.fresh('lint')
  const isInstalled = !context.peer('@redocly/cli')
  const formats = name === 'GitHub' ? ['yaml', 'json'] : ['yaml']
  const results = await measure(
    [
      ...formats.map((format) => slicing(context, spec, ['--format', format])),
      { name: 'lint({ ref })', args: [join(context.cases, 'lint.mjs'), spec], cwd },
      ...(isInstalled ? [{ name: 'redocly lint', args: [CLI, 'lint', '--extends=spec', spec], cwd, env: QUIET }] : []),
    ],
    ROUNDS,
  )
  const ours = results.slice(0, formats.length)
  const [bare, command] = results.slice(formats.length)
  return ours.flatMap((run, index) => {
    const input = `${name} to ${formats[index]?.toUpperCase()}`
    return [
      ...(command
        ? [
            atMost(
              input,
              'slice-oas ÷ `redocly lint --extends=spec`',
              run.wall.best / command.wall.best,
              0.5,
              `${times(run)} ÷ ${times(command)}`,
            ),
          ]
        : []),
      ...(bare
        ? [atMost(input, 'slice-oas ÷ bare `lint({ ref })`', run.wall.best / bare.wall.best, 0.9, `${times(run)} ÷ ${times(bare)}`)]
        : []),
    ]
  })
}

/** @param {import('../context.mjs').Context} context @param {string} spec */
async function several(context, spec) {
  const cwd = context.fresh('lint')
  const bundled = join(cwd, 'bundled.yaml')
  const isInstalled = !context.peer('@redocly/cli')
  const [ours, bare, bundle, lint] = await measure(
    [
      slicing(context, spec),
      { name: 'bundle() + lintDocument()', args: [join(context.cases, 'lint.mjs'), spec, 'bundle'], cwd },
      ...(isInstalled
        ? [
            { name: 'redocly bundle', args: [CLI, 'bundle', spec, '-o', bundled], cwd, env: QUIET },
            { name: 'redocly lint', args: [CLI, 'lint', '--extends=spec', bundled], cwd, env: QUIET },
          ]
        : []),
    ],
    ROUNDS,
  )
  const lines = []
  if (ours && bundle && lint) {
    const both = bundle.wall.best + lint.wall.best
    const detail = `${times(ours)} ÷ (${time(bundle.wall.best)} + ${time(lint.wall.best)})`
    lines.push(atMost('DigitalOcean to YAML', 'slice-oas ÷ (`redocly bundle` + `redocly lint`)', ours.wall.best / both, 0.5, detail))
  }
  if (ours && bare) {
    const detail = `${times(ours)} ÷ ${times(bare)}`
    lines.push(
      atMost('DigitalOcean to YAML', 'slice-oas ÷ bare `bundle()` + `lintDocument()`', ours.wall.best / bare.wall.best, 0.9, detail),
    )
  }
  return lines
}
