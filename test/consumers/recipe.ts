import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import { snippetsOf } from '../docs/snippets.ts'
import { read, ROOT } from '../docs/sources.ts'

/** What the blocks of a page of docs/recipes say: nothing of a recipe is repeated in a test. */
export interface Recipe {
  text: string
  /** The files that it writes: a block names its file in its first line. */
  files: ReadonlyMap<string, string>
  /** The lines of its `sh` blocks. */
  commands: readonly string[]
  /** Other blocks, by their language: what comes out. */
  shown: ReadonlyMap<string, string>
}

export function recipeOf(page: string): Recipe {
  const text = read(`docs/recipes/${page}`)
  const blocks = snippetsOf(page, text)
  const others = blocks.filter(({ language }) => language !== 'sh')
  return {
    text,
    files: new Map(others.flatMap((block) => (block.file === undefined ? [] : [[block.file, block.text]]))),
    commands: blocks.filter(({ language }) => language === 'sh').flatMap((block) => block.text.trim().split('\n')),
    shown: new Map(others.flatMap((block) => (block.file === undefined ? [[block.language, block.text]] : []))),
  }
}

/** A project in a folder of its own, in which a recipe is followed. */
export interface Kitchen {
  root: string
  read(file: string): string
  write(file: string, text: string): void
  /** Does what a command line says. @returns what it printed */
  run(command: string): Promise<string>
}

/** The packages that a recipe has installed are those of this repository; nothing else is there. */
export function kitchenOf({ files }: Recipe): Kitchen {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'openapi-slice-recipe-')))
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }))
  const write = (file: string, text: string): void => writeFileSync(join(root, file), text)
  write('package.json', '{ "type": "module" }\n')
  cpSync(join(ROOT, 'examples/openapi.yaml'), join(root, 'openapi.yaml'))
  for (const [name, text] of files) write(name, text)
  const bins = new Map<string, string>()
  return {
    root,
    write,
    read: (file) => readFileSync(join(root, file), 'utf8'),
    async run(command) {
      const [program, first, ...rest] = wordsOf(command)
      if (program === 'npm') return install(rest)
      const script = program === 'npx' ? bins.get(first!) : first
      if (!script || !['npx', 'node'].includes(program!)) throw new Error(`No package that is installed has this command: ${command}`)
      const { NO_COLOR: _, FORCE_COLOR: __, VITEST: ___, NODE_ENV: ____, ...env } = process.env
      const { stdout } = await promisify(execFile)(process.execPath, [script, ...rest], { cwd: root, env })
      return stdout
    },
  }

  function install(words: readonly string[]): string {
    for (const [, name, major] of words.join(' ').matchAll(/(?<= |^)([\w@][\w/-]*)(?:@(\d+))?(?= |$)/g)) {
      const folder = packageFolder(name!)
      const target = join(root, 'node_modules', name!)
      mkdirSync(dirname(target), { recursive: true })
      symlinkSync(folder, target, 'junction')
      const { version, bin = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
      if (major !== undefined && !version.startsWith(`${major}.`)) throw new Error(`${name} is ${version} in this repository`)
      const entries = typeof bin === 'string' ? [[name!.split('/').at(-1)!, bin]] : Object.entries(bin)
      for (const [command, file] of entries) bins.set(command!, join(folder, file!))
    }
    return ''
  }
}

interface Manifest {
  version: string
  bin?: Record<string, string> | string
}

/** Words with spaces or patterns are in quotes. */
const wordsOf = (command: string): string[] => [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!)

function packageFolder(name: string): string {
  if (name === 'unplugin-openapi-slice') return ROOT
  const folder = [import.meta.dirname, ROOT].map((at) => join(at, 'node_modules', name)).find((path) => existsSync(path))
  if (folder === undefined) throw new Error(`${name} is not among the packages of this repository`)
  return folder
}

/** Type-checks files as a strict project does, with the newest compiler and whatever declarations they come with. */
export async function typeCheck(folder: string, include: readonly string[]): Promise<string> {
  const compilerOptions = {
    ...{ target: 'es2023', lib: ['es2023', 'dom', 'dom.iterable'], module: 'esnext', moduleResolution: 'bundler', types: [] },
    ...{ strict: true, noUncheckedIndexedAccess: true, skipLibCheck: false, noEmit: true, allowImportingTsExtensions: true },
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include }))
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  try {
    await promisify(execFile)(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { maxBuffer: 1e8 })
    return ''
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}
