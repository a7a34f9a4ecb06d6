/** Every small change that can be made to some data, one at a time. */
import { Numeric } from './numeric.ts'
import type { Value } from './value.ts'
import { entriesOf, isDict, isList } from './value.ts'

export interface Mutant {
  name: string
  text: string
}

/** JSON text of a value; numbers keep their digits. */
export function toJson(value: Value): string {
  if (value instanceof Numeric) return value.source
  if (isList(value)) return `[${value.map(toJson).join(',')}]`
  if (isDict(value)) return `{${[...value].map(([key, child]) => `${JSON.stringify(key)}:${toJson(child)}`).join(',')}}`
  return JSON.stringify(value)
}

export function* mutantsOf(root: Value): Generator<Mutant> {
  for (const { holder, key, at } of places(root)) {
    for (const [change, apply] of changes(holder, key)) {
      const undo = apply()
      yield { name: `${change} ${at}`, text: `${toJson(root)}\n` }
      undo()
    }
  }
}

interface Site {
  holder: Value
  key: string
  at: string
}

function places(value: Value, at = '#'): Site[] {
  return [...entriesOf(value)].flatMap(([key, child]) => [{ holder: value, key, at: `${at}/${key}` }, ...places(child, `${at}/${key}`)])
}

type Undo = () => void

function changes(holder: Value, key: string): [string, () => Undo][] {
  const child = isDict(holder) ? holder.get(key) : isList(holder) ? holder[Number(key)] : undefined
  if (child === undefined) return []
  const made: [string, () => Undo][] = [['without', (): Undo => remove(holder, key)]]
  if (isDict(child)) made.push(['more in', (): Undo => replace(holder, key, new Map([...child, ['added', true]]))])
  else if (isList(child)) {
    made.push(['more in', (): Undo => replace(holder, key, [...child, 'added'])], ['less in', (): Undo => replace(holder, key, [])])
  } else made.push(['another', (): Undo => replace(holder, key, changed(child))])
  if (isList(child) && child.length > 1) made.push(['reversed', (): Undo => replace(holder, key, child.toReversed())])
  return made.filter(([change]) => change !== 'less in' || (isList(child) && child.length > 0))
}

function changed(value: Value): Value {
  if (value instanceof Numeric) return new Numeric(value.source === '7' ? '8' : '7')
  return typeof value === 'boolean' ? !value : `${value ?? 'null'}!`
}

function remove(holder: Value, key: string): Undo {
  if (isList(holder)) {
    const [item] = holder.splice(Number(key), 1)
    return () => void holder.splice(Number(key), 0, item ?? null)
  }
  const before = isDict(holder) ? [...holder] : []
  if (isDict(holder)) holder.delete(key)
  return () => isDict(holder) && refill(holder, before)
}

function refill(holder: Map<string, Value>, entries: [string, Value][]): void {
  holder.clear()
  for (const [key, value] of entries) holder.set(key, value)
}

function replace(holder: Value, key: string, value: Value): Undo {
  const put = (next: Value): void => {
    if (isDict(holder)) holder.set(key, next)
    else if (isList(holder)) holder[Number(key)] = next
  }
  const before = isDict(holder) ? holder.get(key) : isList(holder) ? holder[Number(key)] : undefined
  put(value)
  return () => put(before ?? null)
}
