import PQueue from 'p-queue'

/** Items that are taken from the queue at once: handling thousands one by one takes as long as small slices do. */
const MAX_PORTION = 32

/**
 * Works on all items, so many of them at once, and begins them in about their order. When one throws, nothing new is
 * begun, and what has begun ends before the caller goes on.
 */
export async function inFlight<Item>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item, position: number) => Promise<void>,
): Promise<void> {
  const queue = new PQueue({ concurrency })
  const portion = Math.max(1, Math.min(MAX_PORTION, Math.floor(items.length / (4 * concurrency))))
  const starts = Array.from({ length: Math.ceil(items.length / portion) }, (_, index) => index * portion)
  let isStopped = false
  try {
    await queue.addAll(
      starts.map((start) => async () => {
        for (const [index, item] of items.slice(start, start + portion).entries()) if (!isStopped) await work(item, start + index)
      }),
    )
  } finally {
    isStopped = true
    queue.clear()
    await queue.onIdle()
  }
}
