import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { main } from 'assemblyscript/asc'

/**
 * Compiles the loops over bytes to WebAssembly, and puts that into a module of the sources: they run as they are in every
 * test. Once with instructions for sixteen bytes at a time, and once without, for the few processors that have none.
 */
const FOLDER = 'src/core/machine/assembly'
const MODULE = 'src/core/machine/wasm.ts'

// Nothing is allocated in it, so nothing needs a collector; and it has nothing to say when it gives up.
const OPTIONS = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--use', 'abort=', '--outFile', 'module.wasm']

/** @returns the module in base 64 */
async function compiled(...more: readonly string[]): Promise<string> {
  let wasm = Buffer.alloc(0)
  const { error, stderr } = await main([join(FOLDER, 'index.ts'), ...OPTIONS, ...more], {
    writeFile: (_name, contents) => void (wasm = Buffer.from(contents)),
  })
  if (error) throw new Error(`${FOLDER} was not compiled:\n${stderr.toString()}`, { cause: error })
  return wasm.toString('base64')
}

const text = `/** WebAssembly in base 64, as \`build/assembly.ts\` made it of \`assembly\`. */
export const WASM =
  '${await compiled('--enable', 'simd')}'

/** The same, without instructions for sixteen bytes at a time. */
export const PLAIN_WASM =
  '${await compiled()}'
`
// Tests that run meanwhile may be reading it.
if (!existsSync(MODULE) || readFileSync(MODULE, 'utf8') !== text) writeFileSync(MODULE, text)
