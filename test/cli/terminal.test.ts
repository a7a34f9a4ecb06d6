import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { HOSTILE, hostileDescription, obeyed } from '../support/hostile.ts'
import { build, folderWith, type Run, sliceOas } from './slice-oas.ts'

// Descriptions are foreign: nothing of one may reach a terminal other than as text.

beforeAll(build, 120_000)

const FILES = {
  'api.json': hostileDescription(),
  'broken.json': `{ "openapi": "3.1.0",\n"a\u001b[2J\u202e": \u009b31m }\n`,
  'broken.yaml': 'openapi: 3.1.0\n"a\\e[2J\\u202e": 1\n"a\\e[2J\\u202e": 2\n',
  'version.json': JSON.stringify({ openapi: HOSTILE }),
  'unplugin.config.json': JSON.stringify({ specs: [{ input: 'api.json', name: HOSTILE }, 'broken.json'] }),
}

/** Runs the command with colours, which are the only thing that a terminal should find in it. */
async function told(args: readonly string[], files: Readonly<Record<string, string>> = FILES): Promise<Run & { cwd: string }> {
  const cwd = folderWith([], files)
  const run = await sliceOas(args, { cwd, env: { FORCE_COLOR: '1' } })
  const { stdout, stderr } = run
  expect([...obeyed(stdout), ...obeyed(stderr)]).toEqual([])
  expect(`${stdout}\n${stderr}`).not.toMatch(/^✓ 9 extracted/m)
  return { ...run, cwd }
}

describe('nothing of a description is obeyed by a terminal', () => {
  it.for<[args: string[], code: number, says: RegExp]>([
    [['api.json'], 1, /failed/],
    [['api.json', '--debug'], 1, /phase 4/],
    [['api.json', '--dry-run'], 1, /there would be/],
    [['api.json', '--inherited', 'warn', '--output-version', '3.0.x'], 0, /redocly\/struct/],
    [['api.json', '--path', '/fine', '--method', 'GET'], 5, /The nearest are/],
    [['api.json', '--filter', HOSTILE.replaceAll('\0', '')], 5, /./],
    [['report', 'api.json'], 0, /Report/],
    [['info', 'api.json'], 0, /version 3\.1\.0/],
    [['info', 'api.json', '--json'], 0, /"targets"/],
    [['broken.json'], 4, /not valid JSON/],
    [['broken.json', '--debug'], 4, /SliceError/],
    [['broken.yaml'], 4, /twice/],
    [['version.json'], 4, /not supported/],
    [[], 1, /not valid JSON/],
    [[HOSTILE.replaceAll('\0', '')], 3, /There is no file/],
    [[`--${HOSTILE.replaceAll('\0', '')}`], 2, /./],
  ])('%j', async ([args, code, says]) => {
    // A null cannot be said on a command line.
    const run = await told(args, args.length > 0 ? { ...FILES, 'unplugin.config.json': '{ "specs": [] }' } : FILES)

    expect(run.code).toBe(code)
    expect(run.stdout + run.stderr).toMatch(says)
  })

  it.skipIf(process.platform === 'win32')('nor of the name of a file', async () => {
    const name = `a\u001b[2J\u202e\u009b1m.json`
    await told(['-i', name, '--debug'], { [name]: FILES['api.json'] })
    await told(['-i', name, '--debug'], { [name]: FILES['broken.json'] })
  })

  it('nor in the report, which is exact when it is read', async () => {
    const { cwd } = await told(['api.json', '-o', 'out'])
    const text = readFileSync(join(cwd, 'out/problems.json'), 'utf8')

    expect(obeyed(text)).toEqual([])
    const { problems } = JSON.parse(text) as { problems: { message: string; endpoints?: string[] }[] }
    expect(problems.flatMap(({ endpoints = [] }) => endpoints)).toContain(`GET /lost/${HOSTILE}`)
  })
})

it('slices stay exact', async () => {
  const { cwd } = await told(['api.json', '-o', 'out', '--format', 'json'])
  const file = readdirSync(join(cwd, 'out')).find((name) => name.startsWith('fine-'))!
  const slice = JSON.parse(readFileSync(join(cwd, 'out', file), 'utf8')) as { info: object; paths: Record<string, { get: object }> }

  expect(slice.info).toEqual({ title: HOSTILE, version: HOSTILE, description: HOSTILE })
  expect(slice.paths[`/fine/${HOSTILE}`]!.get).toMatchObject({
    summary: HOSTILE,
    tags: [HOSTILE],
    responses: { 200: { description: HOSTILE } },
  })
})
