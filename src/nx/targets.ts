import { resolve } from 'node:path'
import { BUILD } from '../build.ts'
import { decisiveOf, dependsOnMore } from '../core/cache/run-cache.ts'
import { shortDigest } from '../core/digest.ts'
import type { ResolvedRequest } from '../core/options/resolve-request.ts'
import { safeName, uniqueNames } from '../core/slice/file-names.ts'
import { grouped } from '../host/diagnostics.ts'
import { filesOf } from './files.ts'
import type { Input, Target } from './nx.ts'
import { type Folders, pathIn, patternIn } from './places.ts'

/** Of one file. */
type Requests = readonly [ResolvedRequest, ...ResolvedRequest[]]

interface Project extends Folders {
  targetName: string
  /** Name of the configuration's file. */
  config: string
}

/** A target for each description, and one that joins them. The command cannot tell apart in which way a file is sliced that is declared twice, so it does both. */
export async function targetsOf(requests: readonly ResolvedRequest[], project: Project): Promise<Record<string, Target>> {
  const files = grouped(requests, ({ input }) => resolve(project.cwd, input))
  const named = files.map(([{ name, input }]) => ({ id: input, name: safeName(name) }))
  const names = [...uniqueNames(named, '').values()]
  const parts: Record<string, Target> = {}
  for (const [index, file] of files.entries()) parts[`${project.targetName}--${names[index]!}`] = await partOf(file, project)
  return { ...parts, [project.targetName]: whole(parts) }
}

async function partOf(requests: Requests, { config, ...folders }: Project): Promise<Target> {
  const files = new Set<string>()
  for (const request of requests) for (const file of await filesOf(request, folders.cwd)) files.add(file)
  const inputs = Array.from(files, (file) => patternIn(folders, file))
  const outputs = requests.map(({ outDir }) => pathIn(folders, outDir))
  const isToBeTold = !requests.some((request) => request.dryRun || dependsOnMore(request))
  return {
    executor: 'nx:run-commands',
    options: {
      command: `slice-oas --input=${quoted(requests[0].input)}`,
      cwd: '{projectRoot}',
      env: { OPENAPI_SLICE_KEY: keyOf(requests) },
    },
    cache: isToBeTold && ![...inputs, ...outputs].includes(undefined),
    inputs: [...inputs.filter(isInside), `{projectRoot}/${config}`, ...ELSEWHERE],
    outputs: outputs.filter(isInside),
  }
}

const isInside = (path: string | undefined): path is string => path !== undefined

/** The date of the build is in the index, and no package that is installed is decisive: ours is in the key. */
const ELSEWHERE: readonly Input[] = [{ env: 'SOURCE_DATE_EPOCH' }, { externalDependencies: [] }]

/** A target is part of its hash, so that this makes it another one for every build of ours and for options, wherever a configuration has them from. */
const keyOf = (requests: Requests): string => shortDigest(JSON.stringify([BUILD, ...requests.map(decisiveOf)]))

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
