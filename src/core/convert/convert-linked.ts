import { link, type LinkSettings } from '../link/link.ts'
import type { LinkedDescription, Unit } from '../link/linked.ts'
import { modelOf } from '../model/object-types.ts'
import { tokensOf } from '../model/pointer.ts'
import { type Place, type Problem, readable } from '../problems.ts'
import { type Endpoint, endpointsOf } from '../select/endpoints.ts'
import { owners } from '../slice/owners.ts'
import { slice } from '../slice/slice.ts'
import type { Change } from './convert.ts'
import { targetVersion } from './target-version.ts'
import { addTo } from '../model/lists.ts'

/** A description in the version that the slices are to have. */
export interface Converted {
  readonly linked: LinkedDescription
  /** The endpoint as it is in that version, or undefined if it cannot be said there. */
  endpointIn(endpoint: Endpoint): Endpoint | undefined
  /** What its conversion lost, and what it could not do; an endpoint that cannot be said has an error. */
  problemsOf(endpoint: Endpoint): readonly Problem[]
}

export interface ConvertSettings extends LinkSettings {
  /** `auto` or a version that `targetVersion` understands. */
  outputVersion: string
  /** Whether a loss is an error. */
  strict: boolean
}

/**
 * Converts every part of a description once, whatever the number of slices that hold it.
 *
 * @param pause awaited between pieces of work; may throw to end it
 */
export async function convertLinked(
  linked: LinkedDescription,
  all: readonly Endpoint[],
  settings: ConvertSettings,
  pause: () => Promise<void> = async () => {},
): Promise<Converted> {
  const { source } = linked
  const target = settings.outputVersion === 'auto' ? undefined : targetVersion(settings.outputVersion)
  const isFamily = target?.family === source.model.family && !/\.\d+$/.test(settings.outputVersion.slice(2))
  if (!target || target.version === source.version || isFamily) {
    return { linked, endpointIn: (endpoint) => endpoint, problemsOf: () => [] }
  }
  const whole = slice(
    linked,
    all.filter(({ broken }) => !broken),
  )
  const model = modelOf(target.family)
  // The tables of all conversions are not loaded for those who keep the version.
  const { convertDocument } = await import('./convert.ts')
  const { document, changes } = convertDocument(whole.document, source.notes, source.model, model, target.version)
  await pause()
  // What was left out of the source, and why, is told already.
  const converted = { ...link({ ...source, root: document, version: target.version, model }, settings), problems: [] }
  const counterparts = new Map(endpointsOf(converted).map((endpoint) => [endpoint.id, endpoint]))
  const problems = attributed()
  return {
    linked: converted,
    endpointIn: ({ id }) => counterparts.get(id),
    problemsOf(endpoint) {
      const found = problems.size === 0 ? [] : slice(linked, [endpoint]).units.flatMap((unit) => problems.get(unit) ?? [])
      const isExplained = counterparts.has(endpoint.id) || found.some(({ severity }) => severity === 'error')
      return isExplained ? found : [...found, unsaid(settings.outputVersion)]
    },
  }

  /** Losses and impossibilities by the part of the source that they lie in. */
  function attributed(): Map<Unit, Problem[]> {
    const ownerOf = owners(linked, whole)
    const found = new Map<Unit, Problem[]>()
    for (const change of changes) {
      if (change.effect === 'equal') continue
      const unit = ownerOf(tokensOf(change.pointer) ?? [])
      if (unit) addTo(found, unit, problemOf(change))
    }
    return found
  }

  function problemOf({ code, effect, message, help, pointer }: Change): Problem {
    const place: Place | undefined = source.places.at(whole.document, pointer) ?? source.places.at(source.root, pointer)
    const isError = effect === 'impossible' || settings.strict
    return {
      code: `conversion/${code}`,
      severity: isError ? 'error' : 'warning',
      phase: 7,
      message: readable(message),
      help,
      ...(place && { place }),
    }
  }
}

/** For an endpoint that is gone without a change that says why. */
const unsaid = (version: string): Problem => ({
  code: 'conversion/impossible',
  severity: 'error',
  phase: 7,
  message: `It cannot be said in ${version}.`,
  help: 'Keep the version of the source (“auto”), or choose a newer one.',
})
