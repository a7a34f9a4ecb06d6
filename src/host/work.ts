import type { Options } from '../core/options/options.ts'
import { createSlicing, type Slicing } from '../slicing.ts'
import { createVirtualModules, type VirtualModules } from './virtual.ts'

/** What a plugin instance does for builds in one root folder. */
export interface Work {
  slicing: Slicing
  virtual: VirtualModules
}

/** By root folder: one instance may stand in several builds, whose paths start from different folders. */
export type Works = (root: string) => Work

export function createWorks(options: Options | undefined): Works {
  const works = new Map<string, Work>()
  return (root) => {
    const work = works.get(root) ?? workOf(createSlicing(options))
    works.set(root, work)
    return work
  }
}

const workOf = (slicing: Slicing): Work => ({ slicing, virtual: createVirtualModules(slicing) })
