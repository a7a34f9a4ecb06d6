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

/** Asks something of lists, and of each list once: many may be the same one. */
export function askedOnce<Value, Answer>(ask: (list: readonly Value[]) => Answer): (list: readonly Value[]) => Answer {
  const answers = new WeakMap<readonly Value[], { answer: Answer }>()
  return (list) => {
    let known = answers.get(list)
    if (!known) answers.set(list, (known = { answer: ask(list) }))
    return known.answer
  }
}
