import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { build } from '../cli/slice-oas.ts'
import { hostileDescription, obeyed } from '../support/hostile.ts'
import { hosts } from './all.ts'
import type { Outcome, Project } from './host.ts'
import { rawPrintedBy } from './output.ts'
import { projectOf } from './project.ts'

// Descriptions are foreign: nothing of one may reach a terminal other than as text, whichever bundler prints it.

vi.setConfig({ testTimeout: 60_000 })

beforeAll(() => {
  build()
  vi.stubEnv('NODE_ENV', 'production')
})
afterAll(() => void vi.unstubAllEnvs())

async function projectWith(name: string, text: string, failOn: 'error' | 'never'): Promise<Project> {
  const project = await projectOf('names', { specs: [{ input: `./${name}`, name: 'api' }], failOn })
  await writeFile(join(project.root, name), text)
  return project
}

describe.each(hosts)('$name', (host) => {
  it.for([
    ['an endpoint fails', 'api.json', hostileDescription(), 'error', /could not be sliced/],
    ['an endpoint fails and the build does not', 'api.json', hostileDescription(), 'never', /unknown-root-field/],
    ['a file is broken', 'api.json', '{ "openapi": "3.1.0",\n"a\u001b[2J\u202e": \u009b31m }\n', 'error', /not valid JSON/],
    ['a file has an odd name', 'a\u001b[2J\u202e.json', hostileDescription(), 'error', /could not be sliced/],
    ['an odd file is broken', 'a\u001b[2J\u202e.json', '{ "openapi"\u001b[2J }', 'error', /not valid JSON/],
  ] as const)('tells in plain text that %s', async ([, name, text, failOn, says]) => {
    const project = await projectWith(name, text, failOn)
    let outcome: Outcome | undefined
    const printed = await rawPrintedBy(async () => {
      outcome = await host.build(project)
    })
    const told = [printed, ...outcome!.reports.map((report) => JSON.stringify(report))]

    expect(told.join('\n')).toMatch(says)
    expect(obeyed(printed)).toEqual([])
    for (const report of outcome!.reports) expect(obeyed(`${report.text}\n${report.place?.file ?? ''}`)).toEqual([])
    expect(printed).not.toMatch(/^✓ 9 extracted/m)
  })

  it('tells in plain text that a slice which is imported has failed', async () => {
    const project = await projectWith('api.json', hostileDescription(), 'never')
    await writeFile(join(project.root, 'entry.js'), "import slice from 'virtual:openapi-slices/lost'\nconsole.log(slice)\n")
    let outcome: Outcome | undefined
    const printed = await rawPrintedBy(async () => {
      outcome = await host.build(project)
    })

    expect(outcome!.failed).toBe(true)
    expect(obeyed(printed)).toEqual([])
    // Rollup itself names virtual modules with a null before them.
    for (const { text } of outcome!.reports) expect(obeyed(text.replaceAll('\0virtual:', ''))).toEqual([])
  })
})
