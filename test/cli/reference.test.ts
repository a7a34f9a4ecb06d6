import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { COMMANDS, NAMED } from '../../src/cli/commands.ts'
import { FLAGS } from '../../src/cli/flags.ts'
import { EXIT } from '../../src/core/problems.ts'
import { build, folderWith, sliceOas } from './slice-oas.ts'

beforeAll(build, 120_000)

const docs = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8')
const help = async (...command: string[]): Promise<string> => (await sliceOas([...command, '--help'], { cwd: folderWith() })).stdout

describe('--help', () => {
  it('names every flag that slicing takes, and every command', async () => {
    const text = await help()
    const shown = COMMANDS.slice.takes.map((name) => FLAGS[name]!.shown ?? `--${name}`)

    expect(shown.filter((flag) => !text.includes(` ${flag} `))).toEqual([])
    expect(NAMED.filter((name) => !new RegExp(`^  ${name} [<[]\\w`, 'm').test(text))).toEqual([])
  })

  it('leaves no flag unexplained', () => {
    const taken = Object.values(COMMANDS).flatMap(({ takes }) => takes)

    expect(Object.keys(FLAGS).filter((name) => !taken.includes(name))).toEqual([])
    expect(taken.filter((name) => !Object.hasOwn(FLAGS, name))).toEqual([])
  })

  it('names every exit code', async () => {
    const codes = (await help()).split('Exit codes:')[1]

    for (const code of Object.values(EXIT)) expect(codes).toMatch(new RegExp(`\\b${code} `))
  })

  it('fits a screen', async () => {
    const lines = (await help()).split('\n')

    expect(lines.length).toBeLessThanOrEqual(75)
    expect(lines.filter(({ length }) => length > 80)).toEqual([])
  })

  it.for([['-h'], ['shop.yaml', '--help', '--nonsense'], ['--version', '--help']])('wins over everything: %j', async (args) => {
    const text = await help()

    expect(await sliceOas(args, { cwd: folderWith() })).toEqual({ code: 0, stdout: text, stderr: '' })
  })
})

describe.each(NAMED)('slice-oas %s --help', (name) => {
  it('is short, has examples, and names every flag of the command', async () => {
    const text = await help(name)
    const lines = text.split('\n')

    expect(lines.length).toBeLessThanOrEqual(24)
    expect(lines.filter(({ length }) => length > 80)).toEqual([])
    expect(lines[1]).toMatch(new RegExp(`^Usage: slice-oas ${name} `))
    for (const example of COMMANDS[name].examples) expect(lines).toContain(`  ${example}`)
    for (const flag of COMMANDS[name].takes) expect(text).toContain(FLAGS[flag]!.shown ?? `--${flag}`)
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

  it('has a chapter for every command, with its examples', () => {
    for (const name of NAMED) {
      const chapter = docs.split(new RegExp(`^## ${name[0]!.toUpperCase()}${name.slice(1)}$`, 'm'))[1]?.split(/^## /m)[0]

      expect(chapter, name).toContain(`slice-oas ${name}`)
    }
  })

  it('has a row for every exit code', () => {
    for (const code of Object.values(EXIT)) expect(docs).toMatch(new RegExp(`^\\| ${code} \\| `, 'm'))
  })
})
