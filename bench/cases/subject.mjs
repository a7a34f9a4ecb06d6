// The stages of a run, as src/core/batch puts them together, for measurements inside one process.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** @param {string} folder @param {string} path @returns {Promise<any>} a module of the build, or of its sources */
export const moduleOf = (folder, path) => import(pathToFileURL(join(folder, path)).href)

/** @param {string} modules @param {string} input @param {string} format */
export async function linkedWith(modules, input, format) {
  const [{ load }, { link }, { endpointsOf }, { slice }, { groupsOf }, { resolveRequest }] = await Promise.all(
    [
      'core/load/load.js',
      'core/link/link.js',
      'core/select/endpoints.js',
      'core/slice/slice.js',
      'core/slice/groups.js',
      'core/options/resolve-request.js',
    ].map((path) => moduleOf(modules, path)),
  )
  const request = resolveRequest({ input, format })
  const description = await load({ input, cwd: process.cwd(), allow: [] })
  const linked = link(description, request)
  const endpoints = endpointsOf(linked)
  const slices = groupsOf(endpoints, endpoints, request).map((/** @type {any} */ { file, endpoints: some }) => ({
    file,
    slice: slice(linked, some),
  }))
  return { request, description, linked, endpoints, slices, whole: slice(linked, endpoints) }
}

/** Garbage of the one measured before must not be collected at the cost of the next. */
export const collect = () => /** @type {any} */ (globalThis).gc?.()

/** @param {() => unknown} work @returns {Promise<{ wall: number, cpu: number }>} milliseconds */
export async function timed(work) {
  collect()
  const begun = performance.now()
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return { wall: performance.now() - begun, cpu: (user + system) / 1000 }
}
