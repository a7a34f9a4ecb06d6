import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createColors } from 'picocolors'
import { findConfig } from '../../config.ts'
import { load } from '../../core/load/load.ts'
import { EXIT, SliceError } from '../../core/problems.ts'
import { reasonOf } from '../../core/write/reason.ts'
import { plain } from '../../report/plain.ts'
import { type Arguments, argumentsOf } from '../arguments.ts'
import { wantsColors } from '../colors.ts'
import { guarded } from '../guarded.ts'
import { canAsk } from '../talk/occasion.ts'
import type { Tokens } from '../tokens.ts'
import { type Change, changeFor } from './change.ts'
import { configText, specPath } from './config-text.ts'
import { type Project, projectIn } from './project.ts'

/** Writes a configuration, and helps to add the plugin to the bundler. @returns the exit code */
export const init = (tokens: Tokens): Promise<number> =>
  guarded(tokens, async () => {
    const given = argumentsOf(tokens, 'init')
    const { Left, leave } = canAsk(process) ? await import('../talk/prompts.ts') : {}
    try {
      await prepare(given, process.cwd())
      return EXIT.ok
    } catch (error) {
      if (!Left || !leave || !(error instanceof Left)) throw error
      leave('Stopped.')
      return 130
    }
  })

async function prepare(given: Arguments, cwd: string): Promise<void> {
  const say = speaker()
  const existing = findConfig(cwd)
  if (existing === undefined) {
    const input = (given.get('input') as string | undefined) ?? (await askForInput(cwd))
    const { version } = await load({ input, cwd, allow: [] })
    // Somebody may have been quicker, and what others wrote is never replaced.
    write(join(cwd, 'unplugin.config.ts'), configText(specPath(input, cwd)), 'wx')
    say.done(`unplugin.config.ts is written. It declares ${input} (OpenAPI ${version}).`)
  } else say.done(`${basename(existing)} is there already, and stays as it is.`)
  const project = projectIn(cwd)
  const changes = project.bundlers.map((bundler) => ({ ...changeFor(bundler, cwd), name: bundler.name }))
  for (const change of changes) await settle(change, { mayWrite: given.has('yes'), isOnly: changes.length === 1, cwd, say })
  say.next(nextSteps(project))
}

function write(path: string, text: string, flag: 'w' | 'wx'): void {
  try {
    writeFileSync(path, text, { flag })
  } catch (error) {
    const help = 'Check that you may write into the folder, and run it again.'
    throw new SliceError('cannot-write', `${basename(path)} cannot be written: ${reasonOf(error)}.`, help, undefined, { cause: error })
  }
}

async function askForInput(cwd: string): Promise<string> {
  if (canAsk(process)) return (await (await import('../talk/questions.ts')).askForSource(cwd)).input
  throw new SliceError('no-specs', 'No description is named.', 'Write slice-oas init <file>, such as slice-oas init openapi.yaml.')
}

interface Settling {
  mayWrite: boolean
  /** With several bundlers it would be a guess which one is meant. */
  isOnly: boolean
  cwd: string
  say: Speaker
}

async function settle(change: Change & { name: string }, { mayWrite, isOnly, cwd, say }: Settling): Promise<void> {
  const { name, kind, file } = change
  if (kind === 'done') return say.done(`${name}: ${file} has the plugin already.`)
  if (kind === 'show') return say.lines(`${name}: add this ${file === undefined ? 'to its build' : `to ${file}`}:`, change.lines)
  say.lines(`${name}: ${file} needs these lines:`, change.lines)
  if (!(isOnly && mayWrite) && !(await agrees(file))) return
  write(join(cwd, file), change.text, 'w')
  say.done(`They are in ${file} now.`)
}

async function agrees(file: string): Promise<boolean> {
  if (!canAsk(process)) return false
  const { choose } = await import('../talk/prompts.ts')
  const choices = [
    { value: 'yes', label: 'Yes' },
    { value: 'no', label: 'No, I do it myself' },
  ] as const
  return (await choose(`Shall they be put into ${file}?`, choices)) === 'yes'
}

const nextSteps = ({ isInstalled, install, bundlers }: Project): string[] => [
  ...(isInstalled ? [] : [install]),
  bundlers.length === 0
    ? 'npx slice-oas   # no bundler was recognised; the command needs none'
    : 'npx slice-oas   # or build: the slices are among its files',
]

interface Speaker {
  done(text: string): void
  lines(text: string, lines: readonly string[]): void
  next(commands: readonly string[]): void
}

function speaker(): Speaker {
  const paint = createColors(wantsColors(process.stdout.isTTY, process.env))
  const print = (lines: readonly string[]): void => void process.stdout.write(lines.map((line) => `${line}\n`).join(''))
  return {
    done: (text) => print([`${paint.green('✓')} ${plain(text)}`]),
    lines: (text, lines) => print([`${paint.yellow('!')} ${plain(text)}`, ...lines.map((line) => `    ${plain(line)}`)]),
    next: (commands) => print(['Next:', ...commands.map((command) => `    ${command}`)]),
  }
}
