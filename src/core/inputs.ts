import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { load } from './load/load.ts'
import { filesBehind } from './named-files.ts'
import type { ResolvedRequest } from './options/resolve-request.ts'

/** Absolute paths of the files that slicing a description reads: all that it refers to, and the ruleset. @throws SliceError */
export async function inputsOf({ input, allow, ruleset }: ResolvedRequest, cwd: string): Promise<string[]> {
  const { files } = await load({ input, cwd, allow })
  // A reference may lead to a file that is not there.
  return [...files.filter((file) => existsSync(file)), ...(ruleset === undefined ? [] : filesBehind(resolve(cwd, ruleset)))]
}
