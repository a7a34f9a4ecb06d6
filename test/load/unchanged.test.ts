import { resolve } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { isContainer, type Json } from '../../src/core/model/json.ts'
import type { SliceRequest } from '../../src/index.ts'
import { sliceInMemory } from '../support/slice.ts'
import { specFiles } from '../convert/descriptions.ts'
import { hasSpecs, SPECS } from '../support/specs.ts'

// Whoever changes a frozen object throws.
vi.mock(import('../../src/core/load/load.ts'), async (original) => {
  const { load, ...others } = await original()
  return {
    ...others,
    load: async (options) => {
      const description = await load(options)
      freeze(description.root)
      return description
    },
  }
})

const frozen: object[] = []

function freeze(root: Json): void {
  frozen.push(root as object)
  const pending = [root]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isContainer(node) || Object.isFrozen(node)) continue
    Object.freeze(node)
    pending.push(...Object.values(node))
  }
}

async function expectUnchanged(input: string, options: Partial<SliceRequest> = {}): Promise<void> {
  frozen.length = 0
  const { result } = await sliceInMemory(input, { allowEmpty: true, groupBy: 'tag', ...options })
  expect(frozen.length).toBe(1)
  expect(result.problems.filter(({ message }) => CHANGE.test(message))).toEqual([])
}

/** What an attempt to change something frozen is told. */
const CHANGE = /read only|not extensible|Cannot (?:delete|redefine)/

describe('a description that was read', () => {
  it('is not changed by anything', async () => {
    const harbour = resolve(import.meta.dirname, '../../playground/specs/harbour/openapi.yaml')
    for (const outputVersion of ['auto', '3.0.x', '3.2.x']) await expectUnchanged(harbour, { outputVersion })
  })

  it.runIf(hasSpecs)('is not changed by anything, if it is a real one', { timeout: 120_000 }, async () => {
    for (const file of specFiles()) await expectUnchanged(resolve(SPECS, file), { allow: SPECS })
  })
})
