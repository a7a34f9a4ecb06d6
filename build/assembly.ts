import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { main } from 'assemblyscript/asc'

/** Compiles the loops over bytes to WebAssembly, and puts that into a module of the sources: they run as they are in every test. */
const FOLDER = 'src/core/machine/assembly'
const MODULE = 'src/core/machine/wasm.ts'

let wasm = Buffer.alloc(0)
// Nothing is allocated in it, so nothing needs a collector; and it has nothing to say when it gives up.
const options = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--use', 'abort=', '--outFile', 'module.wasm']
const { error, stderr } = await main([join(FOLDER, 'index.ts'), ...options], {
  writeFile: (_name, contents) => void (wasm = Buffer.from(contents)),
})
if (error) throw new Error(`${FOLDER} was not compiled:\n${stderr.toString()}`, { cause: error })
const text = `/** WebAssembly in base 64, as \`build/assembly.ts\` made it of \`assembly\`. */\nexport const WASM =\n  '${wasm.toString('base64')}'\n`
// Tests that run meanwhile may be reading it.
if (!existsSync(MODULE) || readFileSync(MODULE, 'utf8') !== text) writeFileSync(MODULE, text)
