import PQueue from 'p-queue'

/** Items that a task of the queue works on: handling thousands one by one takes as long as small slices do. */
const MAX_PORTION = 32

/**
 * Works on all items, so many of them at once, and begins them in their order: neighbours have much in common. When one
 * throws, nothing new is begun, and what has begun ends before the caller goes on.
 */
export async function inFlight<Item>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item, position: number) => Promise<void>,
): Promise<void> {
  const queue = new PQueue({ concurrency })
  const portion = Math.max(1, Math.min(MAX_PORTION, Math.floor(items.length / (4 * concurrency))))
  let next = 0
  const workOnSome = async (): Promise<void> => {
    try {
      for (let count = 0; count < portion && next < items.length; count++) {
        const position = next++
        await work(items[position]!, position)
      }
    } catch (error) {
      next = items.length
      throw error
    }
  }
  try {
    await queue.addAll(Array.from({ length: Math.ceil(items.length / portion) }, () => workOnSome))
  } finally {
    queue.clear()
    await queue.onIdle()
  }
}
