import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { build } from '../cli/slice-oas.ts'
import { ROOT } from '../docs/sources.ts'

// What a release says that it consists of.

interface Component {
  'bom-ref': string
  name: string
  version: string
  purl: string
  components?: Component[]
}

interface Sbom {
  metadata: { component: Component }
  components: Component[]
  dependencies: { ref: string; dependsOn: string[] }[]
}

const folder = mkdtempSync(join(tmpdir(), 'sbom-'))
let sbom: Sbom

beforeAll(() => {
  build()
  const file = join(folder, 'sbom.cdx.json')
  // The command of the release, which needs no registry.
  execFileSync('npm', ['run', 'sbom', '--silent', '--', file], { cwd: ROOT, shell: process.platform === 'win32' })
  sbom = JSON.parse(readFileSync(file, 'utf8')) as Sbom
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true }))

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  version: string
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}
const names = (components: readonly Component[] = []): string[] => components.map(({ name }) => name)

/** What CycloneDX 1.5 requires, and what a reader looks for beside it. */
const component = {
  type: 'object',
  required: ['type', 'name', 'version', 'bom-ref', 'purl', 'licenses'],
  properties: {
    type: { const: 'library' },
    name: { type: 'string', pattern: '^(?:@[\\w.-]+/)?[\\w.-]+$' },
    version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
    purl: { type: 'string', pattern: '^pkg:npm/(?:%40[\\w.-]+/)?[\\w.-]+@\\d' },
    licenses: { type: 'array', minItems: 1 },
    hashes: { type: 'array', items: { type: 'object', required: ['alg', 'content'], properties: { content: { pattern: '^[0-9a-f]+$' } } } },
    components: { type: 'array', items: { $ref: '#/$defs/component' } },
  },
}
const SHAPE = {
  $defs: { component },
  type: 'object',
  required: ['bomFormat', 'specVersion', 'serialNumber', 'version', 'metadata', 'components', 'dependencies'],
  properties: {
    bomFormat: { const: 'CycloneDX' },
    specVersion: { type: 'string', pattern: '^1\\.[5-9]$' },
    serialNumber: { type: 'string', pattern: '^urn:uuid:[0-9a-f-]{36}$' },
    version: { const: 1 },
    metadata: { type: 'object', required: ['timestamp', 'tools', 'component'], properties: { component: { $ref: '#/$defs/component' } } },
    components: { type: 'array', items: { $ref: '#/$defs/component' } },
    dependencies: {
      type: 'array',
      items: {
        type: 'object',
        required: ['ref', 'dependsOn'],
        properties: { ref: { type: 'string' }, dependsOn: { type: 'array', uniqueItems: true, items: { type: 'string' } } },
      },
    },
  },
}

it('has the shape of CycloneDX', () => {
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile(SHAPE)
  validate(sbom)

  expect(validate.errors).toBeNull()
})

it('is about this package', () => {
  expect(sbom.metadata.component).toMatchObject({
    name: 'unplugin-openapi-slice',
    version: manifest.version,
    purl: `pkg:npm/unplugin-openapi-slice@${manifest.version}`,
  })
})

it('has what is installed, with the versions of the lock file, and nothing that is there for development', () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version: string }>
  }

  expect(names(sbom.components)).toEqual(expect.arrayContaining(Object.keys(manifest.dependencies)))
  for (const { name, version } of sbom.components) expect(packages[`node_modules/${name}`]?.version).toBe(version)
  for (const name of ['vitest', 'vite', 'typescript', 'webpack', 'esbuild']) expect(names(sbom.components)).not.toContain(name)
})

it('has what is built in as parts of the package, the page included', () => {
  const inside = names(sbom.metadata.component.components)

  expect(inside).toEqual(expect.arrayContaining(['@redocly/openapi-core', 'minimatch', 'p-queue', 'preact']))
  expect(inside).not.toContain('unplugin-openapi-slice')
  expect(inside).not.toContain('typescript')
})

it('names everything once, and depends on nothing that it does not name', () => {
  const all = [sbom.metadata.component, ...(sbom.metadata.component.components ?? []), ...sbom.components]
  const refs = all.map((one) => one['bom-ref'])
  const graph = new Map(sbom.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]))

  expect(new Set(refs).size).toBe(refs.length)
  expect([...graph.keys()].toSorted()).toEqual([sbom.metadata.component, ...sbom.components].map((one) => one['bom-ref']).toSorted())
  for (const need of [...graph.values()].flat()) expect(graph.has(need)).toBe(true)
  expect(graph.get(sbom.metadata.component['bom-ref'])).toHaveLength(Object.keys(manifest.dependencies).length)
})

it('says nothing of the folder that it was made in', () => {
  expect(JSON.stringify(sbom)).not.toContain(ROOT)
  expect(JSON.stringify(sbom)).not.toContain('node_modules')
})
