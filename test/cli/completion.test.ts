import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { vocabulary } from '../../src/cli/completion/vocabulary.ts'
import { FLAGS } from '../../src/cli/flags.ts'
import { build, folderWith, sliceOas } from './slice-oas.ts'
import { terminal } from './terminal.ts'

beforeAll(build, 120_000)

/** A folder with files to complete and the script of a shell. */
async function prepared(shell: string): Promise<{ cwd: string; script: string }> {
  const cwd = folderWith([], { 'open api.yaml': '', 'openapi.json': '', 'folder/file.yaml': '' })
  const { code, stdout, stderr } = await sliceOas(['completion', shell], { cwd })
  expect([code, stderr]).toEqual([0, ''])
  const script = join(cwd, `.${shell}`)
  writeFileSync(script, stdout)
  return { cwd, script }
}

const isThere = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0
for (const shell of ['zsh', 'fish']) if (!isThere(shell)) console.warn(`There is no ${shell} here: completion is not tried in it.`)

/** What is completed to what, the same in every shell. */
const CASES: [line: string, some: string[], none: string[]][] = [
  ['slice-oas ch', ['check'], ['list']],
  ['slice-oas --form', ['--format'], ['--filter']],
  ['slice-oas --format ', ['yaml', 'json'], ['check', '--format']],
  ['slice-oas check --reporter s', ['sarif'], ['json']],
  ['slice-oas list --js', ['--json'], []],
  ['slice-oas --js', [], ['--json']],
  ['slice-oas explain unresolved-r', ['unresolved-reference'], ['unresolved-link']],
  ['slice-oas explain conversion/qu', ['conversion/query', 'conversion/querystring'], []],
  ['slice-oas completion ', ['bash', 'zsh', 'fish'], ['openapi.json']],
  ['slice-oas --no-d', ['--no-deprecated'], ['--no-dry-run']],
  ['slice-oas info openapi', ['openapi.json'], ['folder']],
  ['slice-oas -o f', ['folder'], ['openapi.json']],
  ['slice-oas merge f', ['folder'], ['openapi.json']],
  ['slice-oas merge --out', ['--output-dir'], []],
  ['unplugin-openapi-slice li', ['list'], []],
]

describe('the vocabulary', () => {
  it('has every flag, with what may follow it', () => {
    const words = vocabulary().flatMap(({ flags }) => flags)

    for (const name of Object.keys(FLAGS)) expect(words.some(({ written }) => [`--${name}`, `--no-${name}`].includes(written))).toBe(true)
    expect(words.find(({ written }) => written === '--output-dir')!.value).toBe('folder')
    expect(words.find(({ written }) => written === '--layout')!.value).toEqual(['flat', 'by-prefix'])
    expect(words.find(({ written }) => written === '--strict')!.value).toBe('none')
  })
})

describe.skipIf(process.platform === 'win32')('bash', () => {
  it('completes', async () => {
    const { cwd, script } = await prepared('bash')
    // One process for all of them.
    const calls = CASES.map(([line]) => {
      const words = line.split(' ').map((word) => `'${word}'`)
      return `COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; COMPREPLY=(); _slice_oas; printf '%s\\n' "\${COMPREPLY[@]}"; echo ---`
    })
    const program = `source ${script}\n${calls.join('\n')}`
    const replies = execFileSync('bash', ['--norc', '-c', program], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).split(
      '---\n',
    )

    for (const [index, [line, some, none]] of CASES.entries()) {
      const found = replies[index]!.split('\n')
      expect(found, line).toEqual(expect.arrayContaining(some))
      expect(
        found.filter((word) => none.includes(word)),
        line,
      ).toEqual([])
    }
  })

  it('completes in a terminal, names of files with spaces too', async () => {
    const { cwd, script } = await prepared('bash')
    const shell = terminal({ cwd, program: 'bash', args: ['--norc', '--noprofile'], env: { PS1: 'READY> ' } })
    await shell.shows('READY>')
    shell.type(`source ${script}`)
    shell.press('enter')
    shell.type('slice-oas ch')
    shell.press('tab')
    await shell.shows('slice-oas check')
    shell.type('open\\ ')
    shell.press('tab')
    await shell.shows('slice-oas check open\\ api.yaml')
    shell.type('--reporter=ju')
    shell.press('tab')
    await shell.shows('--reporter=junit')
  })
})

describe.skipIf(!isThere('fish'))('fish', () => {
  it('completes', async () => {
    const { cwd, script } = await prepared('fish')
    for (const [line, some, none] of CASES) {
      const reply = execFileSync('fish', ['--no-config', '-c', `source ${script}; complete -C '${line}'`], { cwd, encoding: 'utf8' })
      const found = reply.split('\n').map((one) => one.split('\t')[0]!.replace(/\/$/, ''))
      expect(found, line).toEqual(expect.arrayContaining(some))
      expect(
        found.filter((word) => none.includes(word)),
        line,
      ).toEqual([])
    }
  })
})

describe.skipIf(!isThere('zsh'))('zsh', () => {
  it.for([
    ['slice-oas ch', 'slice-oas check'],
    ['slice-oas check --reporter=sa', '--reporter=sarif'],
    ['slice-oas list --js', 'list --json'],
    ['slice-oas explain unresolved-r', 'explain unresolved-reference'],
    ['slice-oas info openapi.', 'info openapi.json'],
    ['unplugin-openapi-slice comp', 'unplugin-openapi-slice completion'],
  ] as const)('completes %s', async ([line, completed]) => {
    const { cwd, script } = await prepared('zsh')
    const shell = terminal({ cwd, program: 'zsh', args: ['-f'], columns: 120, env: { PROMPT: 'READY> ' } })
    await shell.shows('READY>')
    shell.type(`autoload -U compinit; compinit -u -D; source ${script}; print DO''NE`)
    shell.press('enter')
    await shell.shows('DONE')
    shell.type(line)
    shell.press('tab')
    await shell.shows(completed)
  })
})

describe('slice-oas completion', () => {
  it.for<[args: string, message: RegExp]>([
    ['completion', /No shell is named\.\n.*bash, zsh, fish/],
    ['completion bahs', /no completion for bahs\.\n.*slice-oas completion bash\?/],
    ['completion powershell', /no completion for powershell\.\n.*bash, zsh, fish/],
  ])('refuses %s', async ([args, message]) => {
    expect(await sliceOas(args.split(' '), { cwd: folderWith() })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(message),
    })
  })
})
