import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { OutputBundle, Plugin } from 'rolldown'

interface Manifest {
  name: string
  version: string
  license?: string
  author?: string | { name: string }
}

/** Writes the licences of all packages whose code is in the build, as their licences ask for. */
export function thirdPartyLicences(fileName: string): Plugin {
  return {
    name: 'third-party-licences',
    generateBundle(_options, bundle) {
      this.emitFile({ type: 'asset', fileName, source: licencesIn(bundle, 'This package') })
    },
  }
}

/** The licences of all packages whose code is in a bundle. @param what it is that contains them */
export function licencesIn(bundle: OutputBundle, what: string): string {
  const modules = Object.values(bundle).flatMap((output) => (output.type === 'chunk' ? Object.entries(output.modules) : []))
  const inBuild = modules.filter(([id, { renderedLength }]) => renderedLength > 0 && id.includes('node_modules')).map(([id]) => id)
  // What a plugin has cut off a module has a name of its own, in front of the module's.
  const folders = [...new Set(inBuild.map((id) => packageFolder(id.replace(/^\0[\w-]+:/, ''))))]
  const texts = new Map(folders.map((folder) => [nameOf(folder), textOf(folder)]))
  const sorted = [...texts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text)
  const header = `${what} contains code of the following packages, under their licences.`
  return `${[header, ...sorted].join(SEPARATOR)}\n`
}

const SEPARATOR = `\n\n${'-'.repeat(80)}\n\n`

/** The packages that such a text is about, as `name@version`. */
export const packagesIn = (licences: string): string[] =>
  licences.split(SEPARATOR).flatMap((text) => /^(\S+) (\d\S*) \(/.exec(text)?.slice(1).join('@') ?? [])

/** A folder inside a package may have a manifest too, without a name. */
function packageFolder(id: string): string {
  let folder = dirname(id)
  while (!existsSync(join(folder, 'package.json')) || manifestOf(folder).version === undefined) folder = dirname(folder)
  return folder
}

const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

function nameOf(folder: string): string {
  const { name, version } = manifestOf(folder)
  return `${name} ${version}`
}

function textOf(folder: string): string {
  const { name, license = 'no licence', author } = manifestOf(folder)
  const by = typeof author === 'object' ? author.name : author
  const head = `${nameOf(folder)} (${license})${by === undefined ? '' : `, by ${by}`}`
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  if (file !== undefined) return `${head}\n\n${readFileSync(join(folder, file), 'utf8').trim()}`
  const notice = NOTICES[name]
  if (notice === undefined || license !== 'MIT') throw new Error(`${head} comes without the text of its licence.`)
  return `${head}\n\n${notice}\n\n${mitText()}`
}

/** The copyright notices of packages under the MIT licence whose text is in their repository only. */
const NOTICES: Record<string, string> = {
  '@redocly/openapi-core': 'Copyright 2019 Redocly Inc.',
}

/** This package has the same licence; the text follows the notice. */
const mitText = (): string => /^Permission is hereby granted.*$/ms.exec(readFileSync('LICENSE', 'utf8'))![0].trim()
