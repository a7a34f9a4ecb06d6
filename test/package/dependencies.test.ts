import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { packagesIn } from '../../build/licences.ts'
import { build } from '../cli/slice-oas.ts'
import { read, ROOT, rowsOf } from '../docs/sources.ts'

// docs/dependencies.md names every package, with its reason, and no other.

beforeAll(build, 120_000)

const manifest = JSON.parse(read('package.json')) as { dependencies: Record<string, string>; devDependencies: Record<string, string> }

interface Locked {
  link?: true
  dev?: true
  devOptional?: true
  optional?: true
  peer?: true
}

const namesOf = (licences: string): string[] => packagesIn(licences).map((found) => found.slice(0, found.lastIndexOf('@')))

/** The tables of a section. */
function tablesOf(section: string): string[][] {
  const [, text] = read('docs/dependencies.md').split(`\n## ${section}\n`)
  const parts = text!.split('\n## ')[0]!.trim().split('\n\n')
  const tables = parts.filter((part) => part.startsWith('| Package |'))
  return tables.flatMap((table) => rowsOf(`${table}\n`, table.split('\n')[0]!))
}

const packagesOf = (section: string): string[] => tablesOf(section).flatMap(([names]) => names!.replaceAll('`', '').split(', '))

describe('docs/dependencies.md', () => {
  it('has what is installed with the package', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }
    const installed = Object.entries(packages)
      .filter(
        ([path, { link, dev, devOptional, optional, peer }]) =>
          path.startsWith('node_modules/') && !link && !dev && !devOptional && !optional && !peer,
      )
      .map(([path]) => path.split('node_modules/').at(-1)!)

    expect(packagesOf('Installed with the package').toSorted()).toEqual(installed.toSorted())
    expect(tablesOf('Installed with the package').slice(0, 3).map(([name]) => name).toSorted()).toEqual(Object.keys(manifest.dependencies).toSorted()) // prettier-ignore
  })

  it('has what is built in', () => {
    const licences = readFileSync(join(ROOT, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8')

    expect(packagesOf('Built in').toSorted()).toEqual([...new Set(namesOf(licences))].toSorted())
  })

  it('has what is in the page', () => {
    const [, licences] = /<!--\n(This page contains .*)-->/s.exec(readFileSync(join(ROOT, 'dist/page.html'), 'utf8'))!

    expect(packagesOf('In the page').toSorted()).toEqual(namesOf(licences!).toSorted())
  })

  it('has what is for development', () => {
    const inside = new Set([...packagesOf('Built in'), ...packagesOf('In the page')])
    const listed = packagesOf('For development')
    const expected = Object.keys(manifest.devDependencies).filter((name) => !inside.has(name) || listed.includes(name))

    expect(listed.toSorted()).toEqual(expected.toSorted())
  })

  it.for([
    ['monorepos', 'test/monorepo'],
    ['the recipes', 'test/consumers'],
  ] as const)('has what %s are tested with', ([section, workspace]) => {
    const { devDependencies } = JSON.parse(read(`${workspace}/package.json`)) as { devDependencies: Record<string, string> }

    expect(packagesOf(`For ${section}`).toSorted()).toEqual(Object.keys(devDependencies).toSorted())
  })

  it('gives a reason for each', () => {
    const rows = ['Installed with the package', 'Built in', 'In the page', 'For development', 'For monorepos', 'For the recipes'].flatMap(
      tablesOf,
    )

    expect(rows.length).toBeGreaterThan(50)
    for (const row of rows) expect(row.at(-1)).toMatch(/\w{3}/)
  })
})
