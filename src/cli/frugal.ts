import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { setFlagsFromString } from 'node:v8'

/** Bytes of a description beyond which memory is worth a moment of time. */
const LARGE = 32e6

/** By how much the heap may grow until garbage is collected. V8 waits for several times as much where memory is plenty. */
const GROWTH = 20

/** Takes less memory for large descriptions. It is for the command to do: its process is its own. */
export function beFrugalWith(inputs: readonly string[], cwd: string): void {
  if (inputs.some((input) => sizeOf(resolve(cwd, input)) > LARGE)) setFlagsFromString(`--heap-growing-percent=${GROWTH}`)
}

/** That a file is not there, or may not be looked at, is said by whoever reads it. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size
  } catch {
    return 0
  }
}
