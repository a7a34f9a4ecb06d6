/**
 * Writes what the published package consists of as a CycloneDX document: what is installed with it, and what is built
 * into it. npm knows the packages of this repository; which of them the package holds, only the build knows.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import manifest from '../package.json' with { type: 'json' }
import { packagesIn } from './licences.ts'

interface Component {
  'bom-ref': string
  name: string
  properties?: { name: string; value: string }[]
  /** What is in it. */
  components?: Component[]
}

/** A package in the lock file. */
interface Locked {
  version: string
  /** To a folder of this repository. */
  link?: true
  dev?: true
  devOptional?: true
  optional?: true
  peer?: true
}

interface Sbom {
  metadata: { component: Component }
  components: Component[]
  dependencies: { ref: string; dependsOn: string[] }[]
}

function packageSbom({ metadata, components, dependencies, ...rest }: Sbom): Sbom {
  const root = metadata.component['bom-ref']
  const installed = installedWith()
  const needs = dependencies
    .filter(({ ref }) => ref === root || installed.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((need) => installed.has(need)) }))
  const byRef = new Map(components.map((component) => [component['bom-ref'], component]))
  return {
    ...rest,
    // npm takes the name of the folder for that of the package.
    metadata: {
      ...metadata,
      component: { ...metadata.component, name: manifest.name, components: builtIn().map((ref) => part(root, found(byRef, ref))) },
    },
    components: components.filter((component) => installed.has(component['bom-ref'])).map(cleaned),
    dependencies: needs,
  }
}

/** The packages that everybody gets who installs this one, as `name@version`; none of what is there for development. */
function installedWith(): Set<string> {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }
  const isInstalled = ([path, { link, dev, devOptional, optional, peer }]: [string, Locked]): boolean =>
    path.startsWith('node_modules/') && !link && !dev && !devOptional && !optional && !peer
  return new Set(
    Object.entries(packages)
      .filter(isInstalled)
      .map(([path, { version }]) => `${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`),
  )
}

/** The packages whose code is in the files of the package, the page among them, as `name@version`. */
function builtIn(): string[] {
  const page = /<!--\n(This page contains .*)-->/s.exec(readFileSync('dist/page.html', 'utf8'))![1]!
  return [...new Set([readFileSync('dist/THIRD-PARTY-LICENSES.txt', 'utf8'), page].flatMap(packagesIn))].toSorted()
}

function found(components: ReadonlyMap<string, Component>, ref: string): Component {
  const component = components.get(ref)
  if (!component) throw new Error(`npm does not know ${ref}.`)
  return component
}

/** Some packages are installed as well, and a document names everything once. */
const part = (root: string, component: Component): Component => ({ ...cleaned(component), 'bom-ref': `${root}/${component['bom-ref']}` })

/** Where it lies in this repository, and that it is for development here, says nothing about the package. */
function cleaned(component: Component): Component {
  const { properties: _, ...rest } = component
  return rest
}

const [file = 'sbom.cdx.json'] = process.argv.slice(2)
const npm = JSON.parse(
  execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--offline'], {
    maxBuffer: 1e8,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  }),
) as Sbom
writeFileSync(file, `${JSON.stringify(packageSbom(npm), null, 2)}\n`)
