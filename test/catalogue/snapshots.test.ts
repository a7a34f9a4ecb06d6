import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { sliceInMemory } from '../support/slice.ts'
import { inputOf } from './input.ts'

/** Cases whose slices are worth reading as a whole. Read every change before it is kept. */
const telling = 'REF-01 REF-03 REF-13 SEC-06 PTH-03 TAG-03 CB-01 DSC-04 JS-04 EX-03 MF-02 YML-06 V2-01 V32-01'.split(' ')

describe('whole slices', () => {
  for (const id of telling) {
    const folder = fileURLToPath(new URL(`snapshots/${id}`, import.meta.url))

    it(id, async () => {
      const { slices } = await sliceInMemory(inputOf(id))

      for (const { file, text } of slices.values()) {
        await expect(text).toMatchFileSnapshot(`${folder}/${file}`)
      }
    })
  }
})
