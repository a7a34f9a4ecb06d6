/** Passes values from one who makes them to one who takes them. */
export interface Handover<Value> {
  /** Resolves when the value has been taken, or when nobody wants it any more. */
  give(value: Value): Promise<void>
  /** Nothing more will be given, or taken. */
  readonly end: () => void
  readonly taken: AsyncIterable<Value>
}

export function handover<Value>(): Handover<Value> {
  const offers: { value: Value; taken: () => void }[] = []
  let isEnded = false
  let wake = (): void => {}
  return {
    give(value) {
      if (isEnded) return Promise.resolve()
      return new Promise((taken) => {
        offers.push({ value, taken })
        wake()
      })
    },
    end() {
      isEnded = true
      for (const { taken } of offers.splice(0)) taken()
      wake()
    },
    taken: takeAll(),
  }

  async function* takeAll(): AsyncGenerator<Value, void, undefined> {
    while (!isEnded || offers.length > 0) {
      const offer = offers.shift()
      if (!offer) await new Promise<void>((resolve) => (wake = resolve))
      else {
        offer.taken()
        yield offer.value
      }
    }
  }
}
