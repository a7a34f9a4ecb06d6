import type { BatchContext } from '../core/batch/batch.ts'

/** Makes the pages of runs. What that takes is loaded when a run asks for a page. @param hasFiles whether the slices lie beside it */
export const pageMaker =
  (hasFiles: boolean): NonNullable<BatchContext['page']> =>
  async (run) => {
    const { pageOf } = await import('./page.ts')
    return pageOf(run, hasFiles)
  }
