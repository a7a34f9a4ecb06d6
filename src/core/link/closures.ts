import type { Unit } from './linked.ts'

/** Some components and everything they reach. The same set of components is the same object. */
export class Closure {
  /** Of the components, ascending. */
  readonly ids: Uint32Array

  constructor(ids: Uint32Array) {
    this.ids = ids
  }

  has(id: number): boolean {
    const { ids } = this
    let low = 0
    let high = ids.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (ids[middle]! < id) low = middle + 1
      else high = middle
    }
    return ids[low] === id
  }
}

/** What reaches fewer components than this is followed again each time: that takes a microsecond, and no memory. */
const MIN_STORED = 64

/** Bytes that may be spent on what is remembered. Beyond, which real descriptions do not come near, it is worked out again. */
const MAX_STORED = 64e6

/**
 * The closures of components. References in a circle reach the same, so each circle (strongly connected component) is
 * looked at once, after what it refers to: then a closure is the union of few that are known, as bits or as lists.
 */
export class Closures {
  readonly #edges: Lists
  readonly #circleOf: Int32Array
  readonly #circles: Lists
  /** By circle: what it reaches, as bits if they take less space than a list. */
  readonly #stored: (Int32Array | Uint32Array | undefined)[]
  readonly #interned = new Map<number, Closure[]>()
  #spent = 0
  /** The set that is being put together. Its words are 0 below `#low` and from `#high` on. */
  readonly #words: Int32Array<ArrayBuffer>
  #low = 0
  #high = 0
  readonly #scratch: Uint32Array

  constructor(components: readonly Pick<Unit, 'needs'>[]) {
    this.#edges = listsOf(components.map(({ needs }) => needs))
    this.#words = new Int32Array((components.length + 31) >>> 5)
    this.#scratch = new Uint32Array(components.length)
    const { circleOf, circles } = circlesIn(this.#edges)
    this.#circleOf = circleOf
    this.#circles = circles
    this.#stored = Array.from({ length: circles.starts.length - 1 })
    this.#store()
  }

  /** @param needs ids of components, in lists; what they reach is found */
  of(needs: Iterable<Iterable<number>>): Closure {
    for (const ids of needs) for (const id of ids) this.#mark(this.#circleOf[id]!)
    const closure = this.#intern()
    this.#clear()
    return closure
  }

  /** Circles come after those that they refer to, so the parts of each union are known. */
  #store(): void {
    const { starts } = this.#circles
    const weights = new Float64Array(this.#stored.length)
    for (let circle = 0; circle < this.#stored.length; circle++) {
      let weight = starts[circle + 1]! - starts[circle]!
      this.#eachTarget(circle, (target) => {
        if (target !== circle) weight += weights[target]!
      })
      // An upper bound: what is reached in two ways counts twice.
      weights[circle] = weight
      if (weight < MIN_STORED || this.#spent > MAX_STORED) continue
      this.#mark(circle)
      const ids = this.#ids()
      const stored = ids.byteLength < this.#words.byteLength ? ids.slice() : this.#words.slice()
      this.#clear()
      this.#stored[circle] = stored
      this.#spent += stored.byteLength
    }
  }

  #eachTarget(circle: number, visit: (target: number) => void): void {
    const { starts, values } = this.#circles
    const edges = this.#edges
    for (let index = starts[circle]!; index < starts[circle + 1]!; index++) {
      const id = values[index]!
      for (let edge = edges.starts[id]!; edge < edges.starts[id + 1]!; edge++) visit(this.#circleOf[edges.values[edge]!]!)
    }
  }

  /** Adds a circle and all it reaches to the set. */
  #mark(start: number): void {
    const { starts, values } = this.#circles
    const pending = [start]
    for (let circle = pending.pop(); circle !== undefined; circle = pending.pop()) {
      if (this.#isMarked(values[starts[circle]!]!)) continue
      const stored = this.#stored[circle]
      if (stored instanceof Int32Array) this.#addBits(stored)
      else if (stored) for (let index = 0; index < stored.length; index++) this.#add(stored[index]!)
      else {
        for (let index = starts[circle]!; index < starts[circle + 1]!; index++) this.#add(values[index]!)
        this.#eachTarget(circle, (target) => pending.push(target))
      }
    }
  }

  #isMarked(id: number): boolean {
    return (this.#words[id >>> 5]! & (1 << (id & 31))) !== 0
  }

  #add(id: number): void {
    const index = id >>> 5
    this.#words[index]! |= 1 << (id & 31)
    this.#touch(index, index + 1)
  }

  #addBits(bits: Int32Array): void {
    const words = this.#words
    for (let index = 0; index < bits.length; index++) words[index]! |= bits[index]!
    this.#touch(0, bits.length)
  }

  #touch(low: number, high: number): void {
    if (this.#high === 0 || low < this.#low) this.#low = low
    if (high > this.#high) this.#high = high
  }

  #clear(): void {
    this.#words.fill(0, this.#low, this.#high)
    this.#low = this.#high = 0
  }

  /** The set as a list; to be copied, for the next one is written over it. */
  #ids(): Uint32Array {
    const words = this.#words
    const ids = this.#scratch
    let count = 0
    for (let index = this.#low; index < this.#high; index++) {
      for (let word = words[index]!; word !== 0; word &= word - 1) ids[count++] = (index << 5) + 31 - Math.clz32(word & -word)
    }
    return ids.subarray(0, count)
  }

  #hash(): number {
    const words = this.#words
    let hash = 0
    for (let index = this.#low; index < this.#high; index++) {
      const word = words[index]!
      if (word !== 0) hash = mixed(mixed(hash, index), word)
    }
    return hash
  }

  #intern(): Closure {
    const hash = this.#hash()
    const ids = this.#ids()
    const sharing = this.#interned.get(hash)
    const known = sharing?.find((closure) => isSame(closure.ids, ids))
    if (known) return known
    const closure = new Closure(ids.slice())
    if (this.#spent > MAX_STORED) return closure
    this.#spent += closure.ids.byteLength
    if (sharing) sharing.push(closure)
    else this.#interned.set(hash, [closure])
    return closure
  }
}

/** One step of MurmurHash3. */
function mixed(hash: number, value: number): number {
  const product = Math.imul(value, 0xcc9e2d51)
  const next = hash ^ Math.imul((product << 15) | (product >>> 17), 0x1b873593)
  return (Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64) | 0
}

function isSame(left: Uint32Array, right: Uint32Array): boolean {
  if (left.length !== right.length) return false
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false
  return true
}

/** Lists of numbers, one behind the other: list `n` is `values` from `starts[n]` to `starts[n + 1]`. */
interface Lists {
  readonly starts: Int32Array
  readonly values: Int32Array
}

function listsOf(lists: readonly { readonly size: number; [Symbol.iterator](): Iterator<number> }[]): Lists {
  const starts = new Int32Array(lists.length + 1)
  lists.forEach(({ size }, index) => (starts[index + 1] = starts[index]! + size))
  const values = new Int32Array(starts[lists.length]!)
  lists.forEach((list, index) => {
    let at = starts[index]!
    for (const value of list) values[at++] = value
  })
  return { starts, values }
}

/**
 * Circles of references (Tarjan's strongly connected components, without recursion), each after all that it refers to.
 * What is in no circle is one by itself.
 */
function circlesIn({ starts, values }: Lists): { circleOf: Int32Array; circles: Lists } {
  const count = starts.length - 1
  const circleOf = new Int32Array(count).fill(-1)
  /** When a node was met, from 1 on, and the earliest one that it leads back to. */
  const met = new Int32Array(count)
  const low = new Int32Array(count)
  const next = starts.slice(0, count)
  const path: number[] = []
  const open: number[] = []
  const ends = [0]
  const members: number[] = []
  let clock = 0
  for (let root = 0; root < count; root++) {
    if (met[root] !== 0) continue
    path.push(root)
    while (path.length > 0) {
      const node = path.at(-1)!
      if (met[node] === 0) {
        met[node] = low[node] = ++clock
        open.push(node)
      }
      if (next[node]! < starts[node + 1]!) {
        const target = values[next[node]!++]!
        if (met[target] === 0) path.push(target)
        else if (circleOf[target] === -1) low[node] = Math.min(low[node]!, met[target]!)
        continue
      }
      path.pop()
      const parent = path.at(-1)
      if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[node]!)
      if (low[node] !== met[node]) continue
      let member: number
      do {
        member = open.pop()!
        circleOf[member] = ends.length - 1
        members.push(member)
      } while (member !== node)
      ends.push(members.length)
    }
  }
  return { circleOf, circles: { starts: Int32Array.from(ends), values: Int32Array.from(members) } }
}
