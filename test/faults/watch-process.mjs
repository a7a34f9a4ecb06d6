// Rebuilds again and again in one process: node --expose-gc watch-process.mjs <host> <folder> <rebuilds> <rebuilds to warm up>
// The folder has `openapi.json` and `entry.js`. What is printed is one line of JSON.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

const [, , host, folder, rebuilds, warmup] = process.argv
const input = join(folder, 'openapi.json')
const description = JSON.parse(readFileSync(input, 'utf8'))

/** How a host is made to build again after a change, until what it gives has `mark`, or the change was found to be broken. */
const HOSTS = {
  async api() {
    const { sliceSpec } = await import('unplugin-openapi-slice')
    return async () => sliceSpec({ input, outDir: 'slices', cacheDir: 'cache' }, { cwd: folder }).catch(() => {})
  },
  async rollup() {
    const [{ watch }, { default: Slices }] = await Promise.all([import('rollup'), import('unplugin-openapi-slice/rollup')])
    let wake = () => {}
    const watcher = watch({ input: join(folder, 'entry.js'), plugins: [Slices({ specs: input })], output: { dir: join(folder, 'dist') } })
    watcher.on('event', async ({ code, result }) => {
      await result?.close()
      if (code === 'END' || code === 'ERROR') wake()
    })
    const built = () => new Promise((resolve) => (wake = resolve))
    const isMade = (mark) => readFileSync(join(folder, 'dist/slices/group-0-item-0_GET.yaml'), 'utf8').includes(mark)
    await built()
    return async (mark, isBroken) => {
      do await Promise.race([built(), setTimeout(1_000).then(save)])
      while (!isBroken && !isMade(mark))
    }
  },
  async vite() {
    const [{ createServer }, { default: Slices }] = await Promise.all([import('vite'), import('unplugin-openapi-slice/vite')])
    const server = await createServer({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      plugins: [Slices({ specs: input })],
      server: { port: 0, host: '127.0.0.1' },
    })
    await server.listen()
    const [address] = server.resolvedUrls.local
    const isMade = async (mark) => (await (await fetch(`${address}slices/group-0-item-0_GET.yaml`)).text()).includes(mark)
    return async (mark, isBroken) => {
      for (let turn = 1; ; turn++) {
        await setTimeout(20)
        if (isBroken ? turn > 10 : await isMade(mark)) return
        if (turn % 100 === 0) save()
      }
    }
  },
}

let text = ''
const save = () => writeFileSync(input, text)

function change(mark, isBroken) {
  description.paths['/group-0/item-0'].get.description = mark
  description.components.schemas.Shared1.description = `${mark} ${'and told at length. '.repeat(20)}`
  text = isBroken ? '{ "openapi": "3.1.0", ' : JSON.stringify(description)
  save()
}

/** What is alive. Handles are told by their kinds; files that are about to be closed, and what is just being let go, do not count. */
async function sample() {
  let [bytes, files] = [Infinity, Infinity]
  for (let turn = 0; turn < 10; turn++) {
    globalThis.gc()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    bytes = Math.min(bytes, heapUsed + arrayBuffers)
    files = Math.min(files, existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0)
    await setTimeout(20)
  }
  return { bytes, resources: process.getActiveResourcesInfo().toSorted(), files }
}

const rebuild = await HOSTS[host]()
const samples = []
const begun = performance.now()
for (let index = 1; index <= Number(rebuilds) + Number(warmup); index++) {
  const isBroken = index % 20 === 0
  if (process.env.TRACE) console.error(index, Math.round(performance.now()))
  const mark = `change ${index} of many`
  const built = rebuild(mark, isBroken)
  if (host === 'api') await built
  change(mark, isBroken)
  await (host === 'api' ? rebuild(mark, isBroken) : built)
  if (index >= Number(warmup) && index % 10 === 5) {
    await setTimeout(50)
    samples.push({ index, ...(await sample()) })
  }
}
console.log(JSON.stringify({ samples, seconds: (performance.now() - begun) / 1000 }))
process.exit(0)
