import { BUILD } from '../build.ts'
import { decisiveOf, dependsOnMore } from '../core/cache/run-cache.ts'
import { digest } from '../core/digest.ts'
import type { ResolvedRequest } from '../core/options/resolve-request.ts'
import { safeName, uniqueNames } from '../core/slice/file-names.ts'
import { filesOf } from './files.ts'
import type { Input, Target } from './nx.ts'
import { type Folders, pathIn, patternIn } from './places.ts'

interface Project extends Folders {
  targetName: string
  /** Name of the configuration's file. */
  config: string
}

/** A target for each description, and one that joins them. */
export async function targetsOf(requests: readonly ResolvedRequest[], project: Project): Promise<Record<string, Target>> {
  const names = uniqueNames(
    requests.map(({ name, input }, index) => ({ id: `${index} ${input}`, name: safeName(name) })),
    '',
  )
  const parts: Record<string, Target> = {}
  for (const [index, name] of [...names.values()].entries()) {
    parts[`${project.targetName}--${name}`] = await partOf(requests[index]!, project)
  }
  return { ...parts, [project.targetName]: whole(parts) }
}

async function partOf(request: ResolvedRequest, { config, ...folders }: Project): Promise<Target> {
  const files = (await filesOf(request, folders.cwd)).map((file) => patternIn(folders, file))
  const output = pathIn(folders, request.outDir)
  const isTold = !dependsOnMore(request) && output !== undefined && !files.includes(undefined)
  return {
    executor: 'nx:run-commands',
    options: { command: `slice-oas --input=${quoted(request.input)}`, cwd: '{projectRoot}', env: { OPENAPI_SLICE_KEY: keyOf(request) } },
    cache: isTold && !request.dryRun,
    inputs: [...(isTold ? (files as string[]) : []), `{projectRoot}/${config}`, ...ELSEWHERE],
    outputs: output === undefined ? [] : [output],
  }
}

/** The date of the build is in the index, and no package that is installed is decisive: ours is in the key. */
const ELSEWHERE: readonly Input[] = [{ env: 'SOURCE_DATE_EPOCH' }, { externalDependencies: [] }]

/** A target is part of its hash, so that this makes it another one for every build of ours and for options, wherever a configuration has them from. */
const keyOf = (request: ResolvedRequest): string => digest(JSON.stringify([BUILD, decisiveOf(request)])).slice(0, 22)

function whole(parts: Readonly<Record<string, Target>>): Target {
  const all = Object.values(parts)
  const inputs = new Map(all.flatMap((part) => part.inputs).map((input) => [JSON.stringify(input), input]))
  return {
    executor: 'nx:noop',
    cache: all.every(({ cache }) => cache),
    dependsOn: Object.keys(parts),
    inputs: [...inputs.values()],
    outputs: [],
  }
}

/** As one word of a shell. */
const quoted = (path: string): string => (/^[\w./-]+$/.test(path) ? path : `"${path.replace(/["\\$`]/g, String.raw`\$&`)}"`)
