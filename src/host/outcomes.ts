import { isDeepStrictEqual } from 'node:util'
import type { Options } from '../core/options/options.ts'
import { refusalOf } from './diagnostics.ts'
import type { Host } from './host.ts'
import { type Plan, planOf } from './plan.ts'
import { createSpecSlicing, type Outcome, type SpecSlicing } from './spec-slicing.ts'

/**
 * What the builds of a plugin get of each description.
 *
 * @param inputs absolute paths of all files that were read, which is added to
 */
export function createOutcomes(options: Options | undefined, inputs: Set<string>): (host: Host) => Promise<Outcome[]> {
  let given: Options | undefined
  let specs: SpecSlicing[] = []
  return async (host) => {
    const watch = (file: string): void => {
      inputs.add(file)
      host.watch(file)
    }
    try {
      const plan = await planOf(options, host.root, watch)
      if (!isDeepStrictEqual(plan.given, given)) specs = slicingsOf(plan)
      given = plan.given
      const outcomes: Outcome[] = []
      for (const spec of specs) outcomes.push(await spec.run((text) => host.log(text), watch))
      return outcomes
    } catch (error) {
      return [{ files: new Map(), warnings: [], failures: [refusalOf(error, host.root)] }]
    }
  }
}

const slicingsOf = ({ requests, assetsDirs, failOn, cwd }: Plan): SpecSlicing[] =>
  requests.map((request, index) => createSpecSlicing({ request, assetsDir: assetsDirs[index]!, failOn, cwd }))
