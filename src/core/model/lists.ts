/** Adds to the list under a key. */
export function addTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** Adds many to a list. As arguments of `push` there may be no more than fit onto the call stack. */
export function addAll<Value>(list: Value[], values: readonly Value[]): void {
  for (let index = 0; index < values.length; index++) list.push(values[index]!)
}
