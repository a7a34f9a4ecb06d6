// Runs `node <args>` and reports what it used, where the machine has no /usr/bin/time:
// node usage.mjs <report> <script> [...], or: node usage.mjs <report> -e 0
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [node, , report, script, ...args] = process.argv
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  writeFileSync(/** @type {string} */ (report), JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, rss: maxRSS * 1024 }))
})
if (script && script !== '-e') {
  process.argv = [/** @type {string} */ (node), resolve(script), ...args]
  await import(pathToFileURL(resolve(script)).href)
}
