import type { Component, LinkedDescription, Unit } from '../link/linked.ts'
import { hasDiscriminator } from '../link/subtypes.ts'
import type { Layout } from '../load/layout.ts'
import { refOf } from '../model/json.ts'
import { childPointer, pointerOf } from '../model/pointer.ts'
import type { Problem } from '../problems.ts'
import type { Group } from '../slice/groups.ts'
import type { Slice } from '../slice/slice.ts'
import type { Done } from './group-slicer.ts'
import type { Past } from './past.ts'
import type { Resumption } from './resumption.ts'

/**
 * What a run knows of a description that a later one need not find out again, if nothing but components have other values
 * then. Components, problems and lists of problems are named by their positions.
 */
export interface Basis {
  readonly layout: Layout
  readonly components: readonly KnownComponent[]
  readonly groups: readonly KnownGroup[]
  readonly problems: readonly Problem[]
  /** What was said of endpoints; many have the same list. */
  readonly lists: readonly (readonly number[])[]
  /** What concerns the description as a whole. */
  readonly general: readonly Problem[]
}

/** Where it stands, such as `#/components/schemas/User`; what its value is hashed as; what it refers to itself; and what it is to others. */
export type KnownComponent = readonly [pointer: string, hash: string, needs: readonly number[], role?: Role]

/** A reference to something else, or a schema that others may be built on without its knowing. */
type Role = 'alias' | 'base'

export function roleOf({ source }: LinkedDescription, { value }: Component): Role | undefined {
  if (refOf(value) !== undefined) return 'alias'
  return hasDiscriminator(value, source.model.schemaSiblings) ? 'base' : undefined
}

/**
 * A file; what tells its slice from others; the components that this needs for itself; its endpoints; and whether what is
 * said of them may depend on other endpoints.
 */
export type KnownGroup = readonly [
  file: string,
  fingerprint: string,
  needs: readonly number[],
  endpoints: readonly KnownEndpoint[],
  isCoupled?: true,
]

/** An endpoint, and the list of what was said of it. */
export type KnownEndpoint = readonly [id: string, path: string, method: string, list: number]

/** Where a component stands in the document. */
export const pointerTo = ({ source }: LinkedDescription, { kind, name }: Component): string =>
  pointerOf([...source.model.components.get(kind)!.container, name])

/**
 * What puts together what a run knows.
 *
 * @param coupled parts of which the findings may depend on others
 * @param again where the run began, if that was not with everything
 * @returns undefined where the whole cannot be told from its parts, or its text was not divided
 */
export function basisMaker(
  linked: LinkedDescription,
  coupled: ReadonlySet<Unit>,
  past: Past,
  again: Resumption | undefined,
): BasisMaker | undefined {
  const { layout } = linked.source
  if (!layout || !linked.isModular) return undefined
  const pointers = linked.components.map((component) => pointerTo(linked, component))
  const known = again ? undefined : pointersIn(layout)
  // What the linker made a component of stands elsewhere in the text.
  if (known && pointers.some((pointer) => !known.has(pointer))) return undefined
  return new BasisMaker({ linked, layout, pointers, coupled, past, again })
}

interface BasisParts {
  linked: LinkedDescription
  layout: Layout
  /** By id, where each component stands. */
  pointers: readonly string[]
  coupled: ReadonlySet<Unit>
  past: Past
  again: Resumption | undefined
}

class BasisMaker {
  readonly #parts: BasisParts
  /** By id, the position of each component. */
  readonly #positions: readonly number[]
  readonly #coupledGroups = new Set<Group>()
  readonly #needs = new Map<Group, readonly number[]>()
  readonly #lists = new Map<Group, readonly number[]>()
  readonly #told = new Told()

  constructor(parts: BasisParts) {
    const { pointers, again } = (this.#parts = parts)
    this.#positions = pointers.map((pointer, id) => (again ? again.positionOf(pointer) : id))
  }

  /** To be called for every slice that is planned. */
  plan(group: Group, slice: Slice): void {
    const { coupled } = this.#parts
    if (coupled.size > 0 && slice.units.some((unit) => coupled.has(unit))) this.#coupledGroups.add(group)
    const needs = new Set(slice.ownUnits.flatMap((unit) => [...unit.needs]))
    this.#needs.set(
      group,
      Array.from(needs, (id) => this.#positions[id]!),
    )
  }

  /** To be called for every group. */
  add(group: Group, { outcomes }: Done): void {
    this.#lists.set(
      group,
      outcomes.map(({ problems }) => this.#told.add(problems)),
    )
  }

  /** @returns undefined where a part cannot be told from others */
  basis(groups: readonly Group[], general: readonly Problem[]): Basis | undefined {
    const { layout, past, again } = this.#parts
    const components = this.#components()
    if (!components) return undefined
    const found: KnownGroup[] = []
    for (const group of groups) {
      const fingerprint = past.fingerprintOf(group) ?? again?.fingerprintOf(group)
      const needs = this.#needs.get(group) ?? again?.needsOf(group)
      const lists = this.#lists.get(group)
      if (fingerprint === undefined || !needs || !lists) return undefined
      const endpoints = group.endpoints.map(({ id, path, method }, index) => [id, path, method, lists[index]!] as const)
      const known = [group.file, fingerprint, needs, endpoints] as const
      found.push(this.#coupledGroups.has(group) || again?.isCoupled(group) ? [...known, true] : known)
    }
    return { layout, components, groups: found, problems: this.#told.problems, lists: this.#told.lists, general }
  }

  #components(): KnownComponent[] | undefined {
    const { linked, pointers, past, again } = this.#parts
    const all = again ? [...again.components] : []
    for (const [id, component] of linked.components.entries()) {
      const hash = past.fingerprints.ofUnit(component)
      if (hash === undefined) return undefined
      const needs = Array.from(component.needs, (need) => this.#positions[need]!)
      const role = roleOf(linked, component)
      const known = [pointers[id]!, hash, needs] as const
      all[this.#positions[id]!] = role ? [...known, role] : known
    }
    return all
  }
}

/** Of all entries. */
function pointersIn({ entries }: Layout): Set<string> {
  const pointers = new Set<string>()
  const add = (inside: Layout['entries'], around: string): void => {
    for (const [name, , within] of inside) {
      const pointer = childPointer(around, name)
      pointers.add(pointer)
      if (within) add(within, pointer)
    }
  }
  add(entries, '#')
  return pointers
}

/** Gives problems, and lists of them, their positions. */
class Told {
  readonly problems: Problem[] = []
  readonly lists: number[][] = []
  readonly #positions = new Map<Problem, number>()
  readonly #listed = new Map<readonly Problem[], number>()

  /** @returns the position of a list */
  add(list: readonly Problem[]): number {
    let position = this.#listed.get(list)
    if (position === undefined) {
      position = this.lists.push(list.map((problem) => this.#positionOf(problem))) - 1
      this.#listed.set(list, position)
    }
    return position
  }

  #positionOf(problem: Problem): number {
    let position = this.#positions.get(problem)
    if (position === undefined) this.#positions.set(problem, (position = this.problems.push(problem) - 1))
    return position
  }
}
