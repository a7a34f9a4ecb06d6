import type { ComponentKind } from './model/object-types.ts'
import type { Problem } from './problems.ts'

/** What a description is, and which versions its slices can have. */
export interface SpecInfo {
  /** Name of the description. */
  name: string
  /** The version that it declares, such as `3.1.0`. */
  version: string
  /** Bytes of all its files together. */
  size: number
  /** How many files it consists of. */
  files: number
  /** Endpoints that the filters select; all, if there are none. */
  endpoints: number
  /** Endpoints of the whole description. */
  allEndpoints: number
  /** Path items whose `$ref` leads nowhere, each counted as one endpoint with the method `*`. */
  broken: EndpointTrouble[]
  /** How many components there are of each kind, in source order; parts that references make into one count too. */
  components: Partial<Record<ComponentKind, number>>
  /** One for each version that slices can have, the oldest first. */
  targets: TargetInfo[]
}

/** What becomes of the selected endpoints in one version: `lossless + lossy + impossible.length` is all that are not broken. */
export interface TargetInfo {
  /** As `outputVersion` names it: `3.0.x`. */
  version: '3.0.x' | '3.1.x' | '3.2.x'
  /** Whether the description is of this version, so that nothing is converted. */
  isOwn: boolean
  /** Endpoints that lose nothing. */
  lossless: number
  /** Endpoints that lose something; with the option `strict` they fail. */
  lossy: number
  /** What they lose, the most frequent first. */
  losses: LossInfo[]
  /** Endpoints that cannot be said in this version, in source order. */
  impossible: EndpointTrouble[]
}

export interface LossInfo {
  /** Such as `conversion/info-summary`. */
  code: Problem['code']
  /** What is lost, in plain words. */
  message: string
  /** Places of the description that it is lost in. */
  places: number
  /** Endpoints that one of these places belongs to. */
  endpoints: number
}

export interface EndpointTrouble {
  path: string
  method: string
  /** Why, one or more, each with its place and remedy. */
  problems: Problem[]
}
