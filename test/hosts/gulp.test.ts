import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import gulp from 'gulp'
import Vinyl from 'vinyl'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import slices from '../../src/gulp.ts'
import { build } from '../cli/slice-oas.ts'
import { snippetsOf } from '../docs/snippets.ts'
import { read } from '../docs/sources.ts'
import { hostileDescription, obeyed } from '../support/hostile.ts'
import { printedBy } from './output.ts'
import { filesIn, FIXTURES, sliced } from './project.ts'

vi.setConfig({ testTimeout: 60_000 })

const ROOT = join(import.meta.dirname, '../..')

beforeAll(() => {
  build()
  vi.stubEnv('SOURCE_DATE_EPOCH', '1700000000')
})
afterAll(() => void vi.unstubAllEnvs())

/** A project whose `gulpfile.mjs` has the given tasks; `fixtures` become folders of the same names. */
function projectOf(fixtures: readonly string[], tasks: string): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'openapi-slice-')))
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }))
  for (const name of fixtures) cpSync(join(FIXTURES, name), join(root, name), { recursive: true })
  mkdirSync(join(root, 'node_modules'))
  symlinkSync(ROOT, join(root, 'node_modules/unplugin-openapi-slice'))
  for (const name of ['gulp', 'streamx']) symlinkSync(join(ROOT, 'node_modules', name), join(root, 'node_modules', name))
  writeFileSync(join(root, 'package.json'), '{ "private": true }\n')
  const imports = "import gulp from 'gulp'\nimport { Transform } from 'streamx'\nimport slices from 'unplugin-openapi-slice/gulp'\n"
  writeFileSync(join(root, 'gulpfile.mjs'), imports + tasks)
  return root
}

interface Run {
  code: number | null
  printed: string
  /** As it reaches a terminal. */
  raw: string
}

/** Runs the real command. `onPrinted` is told of all that it has printed, each time that it prints. */
function gulpIn(
  root: string,
  tasks: readonly string[] = [],
  onPrinted = (_printed: string, _child: ChildProcess): void => {},
): Promise<Run> {
  const child = spawn(process.execPath, [join(root, 'node_modules/gulp/bin/gulp.js'), ...tasks], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill())
  let printed = ''
  let raw = ''
  const take = (chunk: Buffer): void => {
    raw += chunk.toString()
    printed += stripVTControlCharacters(chunk.toString())
    onPrinted(printed, child)
  }
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, printed, raw })))
}

it('slices one description into the folder of dest', async () => {
  const root = projectOf(['parcels'], "export default () => gulp.src('parcels/openapi.yaml').pipe(slices()).pipe(gulp.dest('dist'))\n")
  const { code, printed } = await gulpIn(root)
  expect(code, printed).toBe(0)
  expect(printed).toContain('✓ 3 extracted, 0 failed')
  expect(await filesIn(join(root, 'dist'))).toEqual(await sliced({ input: join(root, 'parcels/openapi.yaml') }))
})

it('makes the same files where Gulp makes source maps', async () => {
  const root = projectOf(
    ['parcels'],
    `const source = () => gulp.src('parcels/openapi.yaml', { sourcemaps: true }).pipe(slices())
export const inside = () => source().pipe(gulp.dest('inside', { sourcemaps: true }))
export const beside = () => source().pipe(gulp.dest('beside', { sourcemaps: '.' }))
`,
  )
  const { code, printed } = await gulpIn(root, ['inside', 'beside'])
  expect(code, printed).toBe(0)
  const files = await sliced({ input: join(root, 'parcels/openapi.yaml') })
  expect(await filesIn(join(root, 'inside'))).toEqual(files)
  expect(await filesIn(join(root, 'beside'))).toEqual(files)
})

it('gives each of several descriptions a folder, below that of its file', async () => {
  const root = projectOf(
    ['parcels', 'names'],
    "export default () => gulp.src('*/openapi.yaml').pipe(slices({ format: 'json', llms: true })).pipe(gulp.dest('dist'))\n",
  )
  const { code, printed } = await gulpIn(root)
  expect(code, printed).toBe(0)
  const files = Object.keys(await filesIn(join(root, 'dist')))
  for (const file of ['index.csv', 'llms.txt', 'problems.json', 'parcels_GET.json']) expect(files).toContain(`parcels/openapi/${file}`)
  for (const file of ['index.csv', 'llms.txt', 'problems.json', 'what_GET.json']) expect(files).toContain(`names/openapi/${file}`)
})

it('gives one description a folder, or several none, when it is told so', async () => {
  const root = projectOf(
    ['parcels', 'names'],
    `export const one = () => gulp.src('parcels/openapi.yaml').pipe(slices({ folders: true })).pipe(gulp.dest('one'))
export const several = () => gulp.src('*/openapi.yaml').pipe(slices({ folders: false })).pipe(gulp.dest('several'))
const flat = () => new Transform({ transform(file, done) { file.base = file.dirname; done(null, file) } })
export const clash = () => gulp.src('*/openapi.yaml').pipe(flat()).pipe(slices()).pipe(gulp.dest('clash'))
`,
  )
  const { code, printed } = await gulpIn(root, ['--continue', 'one', 'several', 'clash'])
  expect(code).toBe(1)
  expect(Object.keys(await filesIn(join(root, 'one')))).toContain('openapi/parcels_GET.yaml')
  expect(Object.keys(await filesIn(join(root, 'several')))).toEqual(expect.arrayContaining(['parcels/index.csv', 'names/index.csv']))
  expect(printed).toMatch(
    /unplugin-openapi-slice: The slices of .* would be in the same folder openapi\.\nSlice them in tasks of their own/,
  )
})

it('slices the contents of the file, and finds what they refer to from its path', async () => {
  const root = projectOf(
    ['parcels'],
    `const change = () => new Transform({ transform(file, done) {
  file.contents = Buffer.from(file.contents.toString().replace('All parcels', 'Every parcel'))
  done(null, file)
} })
export default () => gulp.src('parcels/openapi.yaml', { base: '.' }).pipe(change()).pipe(slices()).pipe(gulp.dest('dist'))
export const streams = () => gulp.src('parcels/openapi.yaml', { buffer: false }).pipe(slices()).pipe(gulp.dest('streams'))
export const empty = () => gulp.src('parcels/openapi.yaml', { read: false }).pipe(slices()).pipe(gulp.dest('empty'))
`,
  )
  const { code, printed } = await gulpIn(root, ['default', 'streams', 'empty'])
  expect(code, printed).toBe(0)
  const slice = (await filesIn(join(root, 'dist')))['parcels/parcels_GET.yaml']
  expect(slice).toContain('Every parcel')
  expect(slice).toContain('weight')
  expect(Object.keys(await filesIn(join(root, 'streams')))).toContain('parcels_GET.yaml')
  expect(await filesIn(join(root, 'empty'))).toEqual({})
})

it('takes the options of unplugin.config.ts when it has none of its own', async () => {
  const root = projectOf(['parcels', 'names'], "export default () => gulp.src('*/openapi.yaml').pipe(slices()).pipe(gulp.dest('dist'))\n")
  writeFileSync(
    join(root, 'unplugin.config.ts'),
    "export default { specs: [{ input: './names/openapi.yaml', filter: '/what*' }, './parcels/openapi.yaml'], format: 'json', csv: false }\n",
  )
  const { code, printed } = await gulpIn(root)
  expect(code, printed).toBe(0)
  expect(Object.keys(await filesIn(join(root, 'dist/names')))).toEqual(['openapi/problems.json', 'openapi/what_GET.json'])
  expect(Object.keys(await filesIn(join(root, 'dist/parcels')))).toContain('openapi/parcels-id_GET.json')
})

it('fails the task when an endpoint fails, or a description, and says why without a stack', async () => {
  const root = projectOf(
    ['half-broken', 'broken', 'parcels'],
    `const task = (options) => () => gulp.src('*/openapi.yaml').pipe(slices(options)).pipe(gulp.dest('dist'))
export default task()
export const half = () => gulp.src('half-broken/openapi.yaml').pipe(slices({ failOn: 'never' })).pipe(gulp.dest('half'))
export const wrong = task({ fliter: '/a' })
export const elsewhere = task({ outDir: 'there' })
`,
  )
  const { code, printed } = await gulpIn(root)
  expect(code).toBe(1)
  expect(printed).toMatch(/'default' errored after/)
  expect(printed).toMatch(/unplugin-openapi-slice: broken\/openapi\.yaml is not valid YAML: .*line 5/)
  expect(printed).toMatch(/✗ GET \/bad — .*\(half-broken\/openapi\.yaml:15:25\)/)
  expect(printed).toContain('✓ 3 extracted, 0 failed')
  expect(printed).not.toMatch(/^\s+at /m)
  const others = await gulpIn(root, ['--continue', 'half', 'wrong', 'elsewhere'])
  expect(Object.keys(await filesIn(join(root, 'half')))).toEqual(['good_GET.yaml', 'index.csv', 'problems.json'])
  expect(others.printed).toMatch(/✗ GET \/bad — [^]*Finished 'half'/)
  expect(others.printed).toContain('Did you mean “filter”?')
  expect(others.printed).toContain('The option “outDir” has no meaning in Gulp.')
})

it('lives on in gulp.watch, as README.md has it', async () => {
  const { text } = snippetsOf('README.md', read('README.md')).find(({ file }) => file === 'gulpfile.mjs')!
  const root = projectOf(['several-files'], '')
  renameSync(join(root, 'several-files'), join(root, 'specs'))
  writeFileSync(join(root, 'gulpfile.mjs'), text)
  const part = join(root, 'specs/params/responses.yaml')
  const steps = [
    { after: /Finished '<anonymous>'/, change: "'200': {\n" },
    { after: /'<anonymous>' errored/, change: "'200': { description: mended }\n" },
    { after: /Finished '<anonymous>'/, change: undefined },
  ]
  let seen = 0
  await gulpIn(root, ['watch'], (printed, child) => {
    const match = steps[0]?.after.exec(printed.slice(seen))
    if (!match) return
    seen += match.index + match[0].length
    const { change } = steps.shift()!
    if (change === undefined) child.kill()
    else writeFileSync(part, change)
  })
  expect(steps).toEqual([])
  expect(Object.values(await filesIn(join(root, 'dist/slices'))).join()).toContain('mended')
})

const many = new Vinyl({ path: join(ROOT, 'many.yaml'), contents: Buffer.from(descriptionOf(300)) })

function descriptionOf(endpoints: number): string {
  const paths = Array.from(
    { length: endpoints },
    (_, index) => `  /things/${index}: { get: { responses: { '200': { description: Fine } } } }`,
  )
  return ['openapi: 3.1.0', 'info: { title: Many, version: 1.0.0 }', 'paths:', ...paths, ''].join('\n')
}

/** Time in which all that can be sliced would be. */
async function idle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await setImmediate()
}

it('slices no faster than files are taken', async () => {
  let made = 0
  let taken = 0
  let ahead = 0
  await printedBy(async () => {
    const stream = slices({ onProgress: ({ done }) => (made = done) }) as Duplex
    stream.end(many.clone())
    for await (const _file of stream) {
      taken += 1
      await idle()
      ahead = Math.max(ahead, made - taken)
    }
  })
  expect(taken).toBe(302)
  // What a stream of objects holds, and the slices in flight.
  expect(ahead).toBeLessThanOrEqual(16 + 4)
})

it('stops slicing when nobody wants the files any more', async () => {
  let made = 0
  await printedBy(async () => {
    const stream = slices({ onProgress: ({ done }) => (made = done) }) as Duplex
    stream.end(many.clone())
    for await (const _file of stream) break
    await idle()
  })
  expect(made).toBeGreaterThan(0)
  expect(made).toBeLessThan(30)
})

it('has the types of a stream of Gulp', () => {
  const task = (): NodeJS.ReadWriteStream =>
    gulp
      .src('openapi.yaml')
      .pipe(slices({ folders: true, format: 'json' }))
      .pipe(gulp.dest('dist'))
  expect(task).toBeTypeOf('function')
})

it('tells of a hostile description in plain text', async () => {
  const root = projectOf([], "export default () => gulp.src('*.json').pipe(slices({ folders: true })).pipe(gulp.dest('dist'))\n")
  // `gulp.src` has no way to find a file whose name is odd, so its contents are.
  writeFileSync(join(root, 'api.json'), hostileDescription())
  writeFileSync(join(root, 'broken.json'), '{ "openapi"\u001b[2J\u202e }')
  rmSync(join(root, 'package.json'))
  const { code, raw } = await gulpIn(root)
  expect(code, raw).toBe(1)
  expect(raw).toMatch(/could not be sliced[^]*not valid JSON/)
  expect(obeyed(raw)).toEqual([])
})
