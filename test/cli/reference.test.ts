import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { FLAGS } from '../../src/cli/flags.ts'
import { EXIT } from '../../src/core/problems.ts'
import { build, folderWith, sliceOas } from './slice-oas.ts'

beforeAll(build, 120_000)

const docs = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8')
const written = Object.entries(FLAGS).map(([name, { shown }]) => shown ?? `--${name}`)
const help = async (): Promise<string> => (await sliceOas(['--help'], { cwd: folderWith() })).stdout

describe('--help', () => {
  it('names every flag', async () => {
    const text = await help()

    expect(written.filter((flag) => !text.includes(` ${flag} `))).toEqual([])
  })

  it('names every exit code', async () => {
    const codes = (await help()).split('Exit codes:')[1]

    for (const code of Object.values(EXIT)) expect(codes).toMatch(new RegExp(`\\b${code} `))
  })

  it('fits a screen', async () => {
    const lines = (await help()).split('\n')

    expect(lines.length).toBeLessThanOrEqual(66)
    expect(lines.filter(({ length }) => length > 80)).toEqual([])
  })

  it.for([['-h'], ['shop.yaml', '--help', '--nonsense'], ['--version', '--help']])('wins over everything: %j', async (args) => {
    const text = await help()

    expect(await sliceOas(args, { cwd: folderWith() })).toEqual({ code: 0, stdout: text, stderr: '' })
  })
})

describe('--version', () => {
  it.for(['--version', '-v'])('%s', async (flag) => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }

    expect(await sliceOas([flag], { cwd: folderWith() })).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
  })
})

describe('docs/cli.md', () => {
  it('has a row for every flag', () => {
    const names = Object.entries(FLAGS).map(([name, { shown }]) => (shown?.startsWith('--no-') ? shown : `--${name}`))

    expect(names.filter((flag) => !new RegExp(`^\\| \`${flag}[ \`]`, 'm').test(docs))).toEqual([])
  })

  it('has no flag that does not exist', () => {
    const known = Object.keys(FLAGS).flatMap((name) => [`--${name}`, `--no-${name}`])

    expect([...docs.matchAll(/--[a-z][a-z-]*[a-z]/g)].map(([flag]) => flag).filter((flag) => !known.includes(flag))).toEqual([])
  })

  it('has a row for every exit code', () => {
    for (const code of Object.values(EXIT)) expect(docs).toMatch(new RegExp(`^\\| ${code} \\| `, 'm'))
  })
})
