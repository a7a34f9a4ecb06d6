import { fingerprints } from '../cache/fingerprint.ts'
import type { Kept, Reuse } from '../cache/reuse.ts'
import type { LinkedDescription, Unit } from '../link/linked.ts'
import { usesIdentifiers } from '../link/resources.ts'
import { abridged, differenceFrom } from '../load/layout.ts'
import type { Description } from '../load/load.ts'
import type { Abridged } from '../load/file-resolver.ts'
import { containersIn, isArray, isObject, type Json, refOf } from '../model/json.ts'
import { pointerOf, tokensOf } from '../model/pointer.ts'
import type { Problem } from '../problems.ts'
import { type Endpoint, unread } from '../select/endpoints.ts'
import type { Group } from '../slice/groups.ts'
import { slice } from '../slice/slice.ts'
import { type Basis, type KnownComponent, type KnownGroup, pointerTo, roleOf } from './basis.ts'

/**
 * A run that starts from what an earlier one knew. If nothing but components have other values since, only these are read,
 * and what the endpoints consist of that reach them. What was made of all others is taken over: files, rows, problems.
 *
 * How parts depend on each other is not assumed, but looked at: every slice that is made anew must be made of the very same
 * parts as it was, but for the components that have changed; or else all of the description is read.
 */
export class Resumption {
  readonly #basis: Basis
  readonly #reuse: Reuse
  readonly #ours: ReadonlySet<string>
  /** By pointer. */
  readonly #positions: ReadonlyMap<string, number>
  /** Whether a part was read. */
  isPart = false
  /** Positions of components. */
  #changed: ReadonlySet<number> = new Set()
  #read: ReadonlySet<number> = new Set()
  readonly #kept = new Map<KnownGroup, Kept>()
  readonly #groups = new Map<Group, KnownGroup>()
  readonly #problems: Problem[] = []
  readonly #lists: (readonly Problem[])[] = []

  /** @param ours the files in the output folder that an earlier run has written */
  constructor(basis: Basis, reuse: Reuse, ours: ReadonlySet<string>) {
    this.#basis = basis
    this.#reuse = reuse
    this.#ours = ours
    this.#positions = new Map(basis.components.map(([pointer], position) => [pointer, position]))
  }

  /** What is to be read of the text of the description; undefined for all of it. */
  abridge(text: Buffer): Abridged | undefined {
    const { layout, components, groups } = this.#basis
    this.isPart = false
    const difference = differenceFrom(layout, text, (tokens) => {
      const position = MAY_CHANGE.has(tokens.at(-2)!) ? this.#positions.get(pointerOf(tokens)) : undefined
      // Whatever leads to it leads on.
      return position !== undefined && components[position]![3] !== 'alias'
    })
    if (!difference) return undefined
    this.#changed = new Set(difference.changed.map((tokens) => this.#positions.get(pointerOf(tokens))!))
    const reaching = this.#reaching()
    const read = new Set(this.#changed)
    const paths = new Set<string>()
    this.#kept.clear()
    for (const group of groups) {
      const [file, fingerprint, needs, endpoints, isCoupled] = group
      const isReached = needs.some((position) => reaching.has(position))
      const kept = isReached || !this.#ours.has(file) ? undefined : this.#reuse.find(file, fingerprint)
      if (kept) this.#kept.set(group, kept)
      else if (isCoupled) return undefined
      else {
        for (const [, path] of endpoints) paths.add(path)
        for (const position of needs) read.add(position)
      }
    }
    // Of what takes most of the time of a run, little is saved then.
    if (2 * this.#kept.size < groups.length) return undefined
    // A set grows while it is iterated.
    for (const position of read) for (const needed of components[position]![2]) read.add(needed)
    this.#read = read
    const keeps = (tokens: readonly string[]): boolean => {
      const [field, path] = tokens
      if (field === 'paths') return path === undefined || path.startsWith('x-') || paths.has(path)
      const position = this.#positions.get(pointerOf(tokens))
      return position === undefined || read.has(position)
    }
    this.isPart = true
    const { layout: now, outline } = difference
    return { text: abridged(text, now, keeps), outline, layout: now, giveUp: () => void (this.isPart = false) }
  }

  /** Whether all that depends on the changes is in what was read. */
  isEnough(linked: LinkedDescription, all: readonly Endpoint[]): boolean {
    if (!this.isPart || !linked.source.layout || !linked.isModular) return false
    if (linked.components.length !== this.#read.size) return false
    const positions = linked.components.map((component) => this.#positions.get(pointerTo(linked, component)))
    const changed = new Map<Unit, string>()
    for (const [id, component] of linked.components.entries()) {
      const position = positions[id]
      const known = position === undefined ? undefined : this.#basis.components[position]
      if (!known || !isSame(known[2], component.needs, positions)) return false
      if (!this.#changed.has(position!)) continue
      if (component.unresolved.size > 0 || !this.#isPlain(component.origin)) return false
      // What others are built on, of which none may have been read.
      const role = roleOf(linked, component)
      if (role === 'alias' || (role === 'base' && known[3] !== 'base')) return false
      changed.set(component, known[1])
    }
    if (!this.#isKnown(linked.problems)) return false
    const before = fingerprints(linked, changed)
    const byId = new Map(all.map((endpoint) => [endpoint.id, endpoint]))
    for (const known of this.#basis.groups) {
      const [file, fingerprint, , endpoints] = known
      if (this.#kept.has(known)) {
        this.#groups.set({ file, endpoints: endpoints.map(([id, path, method]) => unread({ id, path, method })) }, known)
        continue
      }
      const found = endpoints.flatMap(([id]) => byId.get(id) ?? [])
      if (found.length !== endpoints.length || before.of(slice(linked, found)) !== fingerprint) return false
      this.#groups.set({ file, endpoints: found }, known)
    }
    return true
  }

  /** All files, in their order. */
  get groups(): Group[] {
    return [...this.#groups.keys()]
  }

  /** What is known of a file that is taken over. */
  keptOf(group: Group): Kept | undefined {
    const known = this.#groups.get(group)
    return known && this.#kept.get(known)
  }

  /** What concerns the description as a whole, as it stands in the text now. */
  general(description: Description): Problem[] {
    return this.#basis.general.map((problem) => moved(problem, description))
  }

  /** What there is to say of the endpoints in a file that is taken over, as it stands in the text now. */
  problemsOf(group: Group, description: Description): (readonly Problem[])[] | undefined {
    if (!this.keptOf(group)) return undefined
    const { problems, lists } = this.#basis
    const problemAt = (position: number): Problem => (this.#problems[position] ??= moved(problems[position]!, description))
    return this.#groups.get(group)![3].map(([, , , list]) => (this.#lists[list] ??= lists[list]!.map(problemAt)))
  }

  /** All components, as they were known to be. */
  get components(): readonly KnownComponent[] {
    return this.#basis.components
  }

  positionOf(pointer: string): number {
    return this.#positions.get(pointer)!
  }

  /** What tells the slice of a group from others, if its file is taken over. */
  fingerprintOf(group: Group): string {
    return this.#groups.get(group)![1]
  }

  isCoupled(group: Group): boolean {
    return this.#groups.get(group)![4] ?? false
  }

  /** What that slice needs for itself, if its file is taken over. */
  needsOf(group: Group): readonly number[] {
    return this.#groups.get(group)![2]
  }

  /** All components from which those that have changed are reached. */
  #reaching(): Set<number> {
    const needing: number[][] = this.#basis.components.map(() => [])
    for (const [position, [, , needs]] of this.#basis.components.entries()) for (const needed of needs) needing[needed]!.push(position)
    const reaching = new Set(this.#changed)
    for (const position of reaching) for (const other of needing[position]!) reaching.add(other)
    return reaching
  }

  /** Whether a value refers to nothing but components that were read, and nothing can refer to it in another way. */
  #isPlain(value: Json): boolean {
    if (usesIdentifiers(value)) return false
    for (const node of containersIn(value)) {
      if (SPECIAL.some((key) => Object.hasOwn(node, key))) return false
      if (!Object.hasOwn(node, '$ref')) continue
      const ref = refOf(node)
      const position = ref?.startsWith('#/') ? this.#positions.get(pointerOf(tokensOf(ref) ?? [])) : undefined
      if (position === undefined || !this.#read.has(position)) return false
    }
    return true
  }

  /** Whether what is said of the part as a whole is known, and nothing that is known was about what has changed. */
  #isKnown(problems: readonly Problem[]): boolean {
    const { components, general } = this.#basis
    const changed = new Set(Array.from(this.#changed, (position) => components[position]![0]))
    const codes = new Set(general.map(({ code }) => code))
    const isAbout = ({ place }: Problem): boolean => place !== undefined && waysTo(place.pointer).some((pointer) => changed.has(pointer))
    // The first of several is told of, which may be another one in a part.
    return !general.some(isAbout) && problems.every((problem) => !isAbout(problem) && codes.has(problem.code))
  }
}

/** The pointers of what may be a component on the way to a place. */
function waysTo(pointer: string): string[] {
  const tokens = pointer.split('/')
  return [tokens.slice(0, 3).join('/'), tokens.slice(0, 4).join('/')]
}

/** @param positions of components, by their ids */
function isSame(known: readonly number[], needs: ReadonlySet<number>, positions: readonly (number | undefined)[]): boolean {
  const all = new Set<number | undefined>(known)
  return all.size === needs.size && [...needs].every((need) => all.has(positions[need]))
}

/** Kinds of component that mean the same wherever they are: they name nothing but components. */
const MAY_CHANGE: ReadonlySet<string> = new Set([
  ...['schemas', 'responses', 'parameters', 'examples', 'requestBodies', 'headers'],
  // In 2.0.
  'definitions',
])

/** Keys by which something may refer to what stands elsewhere, beside `$ref` and identifiers. */
const SPECIAL = ['$dynamicRef', '$recursiveRef', 'mapping', 'defaultMapping', 'operationId', 'operationRef']

const moved = (problem: Problem, { places }: Description): Problem =>
  problem.place ? { ...problem, place: places.again(problem.place) } : problem

/** A run that starts from what the last one has left, if that has left something. @param ours gives the files in the output folder that it has written */
export async function resumptionOf(reuse: Reuse, ours: () => Promise<ReadonlySet<string>>): Promise<Resumption | undefined> {
  const basis = reuse.basis?.()
  return isBasis(basis) ? new Resumption(basis, reuse, await ours()) : undefined
}

/** A program that differed in what it leaves may have left it. */
const isBasis = (value: unknown): value is Basis =>
  isObject(value) &&
  isObject(value['layout']) &&
  ['components', 'groups', 'problems', 'lists', 'general'].every((key) => isArray(value[key]))
