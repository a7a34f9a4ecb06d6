import type { Endpoint } from '../../core/select/endpoints.ts'
import { plain } from '../../report/plain.ts'
import { type Answers, DEFAULTS } from './answers.ts'
import { folderProblem } from './folder.ts'
import { matching, matchLines, patternProblem } from './pattern.ts'
import { askForLine, busy, type Choice, choose, pick, tell } from './prompts.ts'
import { costOf, readSource, type Source } from './source.ts'
import { typedPath } from './typed-path.ts'
import { counted } from './words.ts'

/** Asks for a file until one can be read. */
export async function askForSource(cwd: string, before?: Source): Promise<Source> {
  let source: Source | undefined
  await askForLine({
    message: 'Which file describes your API?',
    initial: before?.input,
    below: (typed) => (typed === '' ? ['Type its name, or drag it into this window.'] : []),
    busy: 'Reading it …',
    async check(typed) {
      const read = await readSource(typed, cwd)
      if (typeof read === 'string') return read
      source = read
      return undefined
    },
  })
  const { title, version, endpoints, input } = source!
  tell([`${title ?? plain(input)}: OpenAPI ${plain(version)}, ${counted(endpoints.length, 'endpoint')}`])
  return source!
}

type Selection = Pick<Answers, 'what' | 'typed' | 'endpoint'>

/** Asks what to take out of a description. */
export async function askForSelection({ endpoints }: Source, before?: Answers): Promise<Selection> {
  const known = endpoints.filter(({ broken }) => !broken)
  const what = await choose<Answers['what']>(
    'Which endpoints do you want files of?',
    [
      { value: 'everything', label: endpoints.length === 1 ? 'The only one there is' : `All ${counted(endpoints.length, 'endpoint')}` },
      { value: 'pattern', label: 'Some, by a part of their path' },
      ...(known.length === 0 ? [] : [{ value: 'one' as const, label: 'One, from a list' }]),
    ],
    before?.what,
  )
  const [typed, endpoint] = [
    what === 'pattern' ? await askForPattern(endpoints, before?.typed) : undefined,
    what === 'one' ? await askForEndpoint(known, before?.endpoint) : undefined,
  ]
  return { what, typed, endpoint }
}

const askForPattern = (endpoints: readonly Endpoint[], before: string | undefined): Promise<string> =>
  askForLine({
    message: 'Which part of the path do they have in common?',
    initial: before,
    below: (typed) => matchLines(endpoints, typed),
    check: (typed) => patternProblem(endpoints, typed),
  })

async function askForEndpoint(endpoints: readonly Endpoint[], before: Answers['endpoint']): Promise<{ path: string; method: string }> {
  const choices = endpoints.map(({ id, summary }): Choice<string> => ({ value: id, label: plain(summary ? `${id} — ${summary}` : id) }))
  const id = await pick('Which one? Type a part of it, or go through the list.', choices, before && `${before.method} ${before.path}`)
  const { path, method } = endpoints.find((endpoint) => endpoint.id === id)!
  return { path, method }
}

/** The endpoints that an answer is about. */
export function wantedOf({ endpoints }: Source, { what, typed, endpoint }: Selection): readonly Endpoint[] {
  if (what === 'everything') return endpoints
  if (what === 'pattern') return matching(endpoints, typed!)
  return endpoints.filter(({ path, method }) => path === endpoint!.path && method === endpoint!.method)
}

const VERSIONS = [
  { value: '3.0.x', label: 'OpenAPI 3.0', hint: 'for older programs' },
  { value: '3.1.x', label: 'OpenAPI 3.1', hint: 'for most programs of today' },
  { value: '3.2.x', label: 'OpenAPI 3.2', hint: 'the newest' },
] as const satisfies readonly Choice<Answers['version']>[]

/** Asks for a version until one is chosen in which something can be said. */
export async function askForVersion(source: Source, wanted: readonly Endpoint[], before?: Answers['version']): Promise<Answers['version']> {
  // To choose the version that it has is to keep it.
  const others = VERSIONS.filter(({ value }) => !source.version.startsWith(value.slice(0, 3)))
  const keep = { value: 'auto' as const, label: `Keep OpenAPI ${plain(source.version)}`, hint: 'as in your file' }
  const version = await choose<Answers['version']>('Which version of OpenAPI should the files have?', [keep, ...others], before)
  if (version === 'auto') return version
  const name = VERSIONS.find(({ value }) => value === version)!.label
  const { impossible, lossy } = await busy(() => costOf(source, wanted, version))
  const told = [
    ...(impossible === 0 ? [] : [`${counted(impossible, 'endpoint')} cannot be said in ${name} and will be left out.`]),
    ...(lossy === 0 ? [] : [`${counted(lossy, 'endpoint')} will lose details that ${name} has no words for.`]),
  ]
  if (told.length > 0) tell([...told, 'Which and why is said at the end.'], 'warning')
  if (impossible < wanted.length) return version
  tell(['Nothing would be left. Choose another version.'])
  return askForVersion(source, wanted)
}

/** Asks for YAML or JSON; the kind of the source is the first suggestion. */
export const askForFormat = ({ input }: Source, before?: Answers['format']): Promise<Answers['format']> =>
  choose<Answers['format']>(
    'How should the files be written?',
    [
      { value: 'yaml', label: 'YAML', hint: 'easier to read' },
      { value: 'json', label: 'JSON', hint: 'understood by more programs' },
    ],
    before ?? (/\.json$/i.test(input) ? 'json' : 'yaml'),
  )

/** Asks where the files go. */
export async function askForFolder(cwd: string, before?: string): Promise<string> {
  const typed = await askForLine({
    message: 'Which folder should they go into?',
    suggestion: DEFAULTS.outDir,
    initial: before === DEFAULTS.outDir ? undefined : before,
    below: (answer) => (answer === '' ? ['It is made if it is not there yet.'] : []),
    check: (answer) => folderProblem(typedPath(answer), cwd),
  })
  return typedPath(typed)
}

/** Asks how many files are worked on at the same time. */
export async function askForConcurrency(before?: number): Promise<number> {
  const typed = await askForLine({
    message: 'How many files should be worked on at the same time?',
    suggestion: String(DEFAULTS.concurrency),
    initial: before === undefined || before === DEFAULTS.concurrency ? undefined : String(before),
    below: () => ['1 to 16. It only makes a difference to the time it takes; 4 suits most computers.'],
    check: (answer) => (/^(?:[1-9]|1[0-6])$/.test(answer.trim()) ? undefined : 'Type a whole number from 1 to 16.'),
  })
  return Number(typed)
}
