import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Options } from '../core/options/options.ts'
import { refusalOf } from './diagnostics.ts'
import type { Host } from './host.ts'
import { type Plan, planOf } from './plan.ts'
import { createSpecSlicing, type Outcome, refused, type SpecSlicing } from './spec-slicing.ts'

/** What a build gets. */
export interface Round {
  outcomes: Outcome[]
  types: TypesFile | undefined
}

/** The file for the types of the virtual modules. */
export interface TypesFile {
  /** Absolute path. */
  file: string
  /** Whether it is to be written even if nobody imports such a module. */
  isAsked: boolean
}

/**
 * What the builds of a plugin get of each description.
 *
 * @param inputs absolute paths of all files that were read, which is added to
 */
export function createRounds(options: Options | undefined, inputs: Set<string>): (host: Host) => Promise<Round> {
  let last: Pick<Plan, 'given' | 'cwd'> | undefined
  let specs: SpecSlicing[] = []
  return async (host) => {
    const watch = (file: string): void => {
      inputs.add(file)
      host.watch(file)
    }
    try {
      const plan = await planOf(options, host.root, watch)
      if (plan.cwd !== last?.cwd || !isDeepStrictEqual(plan.given, last.given)) specs = slicingsOf(plan)
      last = plan
      const outcomes: Outcome[] = []
      for (const spec of specs) outcomes.push(await spec.run(host, watch))
      return { outcomes, types: typesFile(plan, host.root) }
    } catch (error) {
      return { outcomes: [refused(refusalOf(error, host.root))], types: undefined }
    }
  }
}

const slicingsOf = ({ requests, assetsDirs, failOn, cwd }: Plan): SpecSlicing[] =>
  requests.map((request, index) => createSpecSlicing({ request, assetsDir: assetsDirs[index]!, failOn, cwd }))

function typesFile({ dts, cwd }: Plan, root: string): TypesFile | undefined {
  if (dts === false) return undefined
  if (typeof dts === 'string') return { file: resolve(cwd, dts), isAsked: true }
  const file = join(root, 'openapi-slices.d.ts')
  if (dts === true) return { file, isAsked: true }
  return existsSync(join(dirname(file), 'tsconfig.json')) ? { file, isAsked: false } : undefined
}
