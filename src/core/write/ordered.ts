/** Passes values on in order of their position, each as soon as it and all before it are there. */
export function inOrder<Value>(next: (value: Value) => void): (position: number, value: Value) => void {
  const waiting = new Map<number, Value>()
  let expected = 0
  return (position, value) => {
    waiting.set(position, value)
    while (waiting.has(expected)) {
      const ready = waiting.get(expected)!
      waiting.delete(expected++)
      next(ready)
    }
  }
}
