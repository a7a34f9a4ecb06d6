import { basename, dirname, join, relative } from 'node:path'
import { main } from 'assemblyscript/asc'
import type { Plugin } from 'rolldown'

const SUFFIX = '?wasm'

/** Compiles modules that are imported with `?wasm` by AssemblyScript; what is imported is WebAssembly, as a text in base 64. */
export function assembly(): Plugin {
  return {
    name: 'assembly',
    resolveId: {
      filter: { id: /\?wasm$/ },
      handler: (source, importer = '') => join(dirname(importer), source),
    },
    load: {
      filter: { id: /\?wasm$/ },
      async handler(id) {
        const file = id.slice(0, -SUFFIX.length)
        return `export default ${JSON.stringify((await compiled(file)).toString('base64'))}\n`
      },
    },
  }
}

async function compiled(file: string): Promise<Uint8Array & Buffer> {
  let wasm: Buffer | undefined
  // Nothing is allocated in it, so nothing needs a collector; and it has nothing to say when it gives up.
  const options = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--use', 'abort=', '--outFile', 'module.wasm']
  const { error, stderr } = await main([basename(file), '--baseDir', dirname(file), ...options], {
    writeFile: (_name, contents) => void (wasm = Buffer.from(contents)),
  })
  if (error || !wasm) throw new Error(`${relative('.', file)} was not compiled:\n${stderr.toString()}`, { cause: error })
  return wasm as Uint8Array & Buffer
}
