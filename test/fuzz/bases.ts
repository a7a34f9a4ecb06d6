import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import { memorySink, sliceSpec } from '../../dist/index.js'
import type { Base } from './pool.ts'
import { child, type Tree, treeOf } from './tree.ts'

const TEST = resolve(import.meta.dirname, '..')

/** Real descriptions; a checkout of this repository alone does not have them. */
const SPECS = resolve(TEST, '../../shared/specs')

/** Small ones are taken as they are. */
const SMALL = [
  'oai-3.2-pass',
  'oai-learn',
  'readme-oas-examples',
  'heyapi-specs',
  'redocly-cafe',
  'speakeasy-3.2',
  'swagger-parser-edge',
  'museum',
]

/** Large ones are cut into small ones; a pattern spares reading of them what is not used. */
const LARGE: readonly [file: string, filter: string][] = [
  ['adyen/CheckoutService-v71.yaml', '/{originKeys,orders,cardDetails,storedPaymentMethods}/**'],
  ['box/openapi.json', '/{files,webhooks,oauth2,sign_requests}/**'],
  ['conjur/spec/openapi.yml', '/**'],
  ['discord/openapi.json', '/{gateway,channels,webhooks}/**'],
  ['docker-engine/v1.55.yaml', '/{plugins,session,tasks}/**'],
  ['github-rest/api.github.com.json', '/{gists,zen,repos/*/*/actions}/**'],
  ['lob/lob-api-public.yml', '/{accounts,bank_accounts,templates,uploads}/**'],
  ['meilisearch/open-api.json', '/{health,version,indexes,keys}/**'],
  ['netlify/swagger.yml', '/{sites,forms,submissions}/**'],
  ['twilio/twilio_conversations_v1.yaml', '/v1/{Roles,Services,Conversations}/**'],
  ['workos/open-api-spec.yaml', '/{user_management,portal,connect}/**'],
]

/** Bytes: larger ones take longer to read than they are worth. */
const MAX_SIZE = 16_000

/** Slices that are taken of a large description, from the smallest to the largest. */
const PER_DESCRIPTION = 8

/** All descriptions to begin with: the catalogue's, and real ones where they are. */
export async function readBases(): Promise<Base[]> {
  const bases = foldersIn(join(TEST, 'catalogue/cases')).flatMap(baseIn)
  if (!existsSync(SPECS)) return bases
  const small = SMALL.flatMap((folder) => filesIn(join(SPECS, folder)).map((file) => join(SPECS, folder, file)))
  bases.push(...small.flatMap((file) => baseOf(file.slice(SPECS.length + 1), readFileSync(file, 'utf8'))))
  for (const [file, filter] of LARGE) bases.push(...(await slicesOf(file, filter)))
  return bases
}

const foldersIn = (folder: string): string[] =>
  readdirSync(folder)
    .toSorted()
    .map((name) => join(folder, name))

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:json|ya?ml)$/.test(file))
    .toSorted()

/** A case of the catalogue: one file, or several. */
function baseIn(folder: string): Base[] {
  const files = filesIn(folder)
  const root = files.find((file) => /^openapi\.(?:json|ya?ml)$/.test(file))
  if (root === undefined) return []
  const others = files.filter((file) => file !== root)
  const [base] = baseOf(folder.slice(TEST.length + 1), readFileSync(join(folder, root), 'utf8'))
  return base ? [{ ...base, others: new Map(others.map((file) => [file, treeOf(dataOf(readFileSync(join(folder, file), 'utf8')))])) }] : []
}

/** Without an endpoint there is little to be done. */
function baseOf(name: string, text: string): Base[] {
  const root: Tree = treeOf(text.length < MAX_SIZE ? dataOf(text) : null)
  const isDescription = (child(root, 'openapi') ?? child(root, 'swagger')) !== undefined
  const paths = child(root, 'paths') ?? child(root, 'webhooks')
  return isDescription && root.kind === 'map' && paths?.kind === 'map' && paths.entries.length > 0
    ? [{ name, root, others: new Map() }]
    : []
}

function dataOf(text: string): unknown {
  try {
    // Aliases are written out, and those that contain themselves fail.
    return JSON.parse(JSON.stringify(parse(text, { merge: true, maxAliasCount: 1_000, logLevel: 'silent' })))
  } catch {
    return null
  }
}

async function slicesOf(file: string, filter: string): Promise<Base[]> {
  const slices = new Map<string, string>()
  const sink = memorySink((name, bytes) => slices.set(name, Buffer.from(bytes).toString()))
  const options = { format: 'json', csv: false, inherited: 'warn', cache: false, maxOutput: Infinity } as const
  await sliceSpec({ ...options, input: join(SPECS, file), filter, groupBy: 'path' }, { sink })
  const bySize = [...slices]
    .filter(([name, { length }]) => name !== 'problems.json' && length < MAX_SIZE)
    .toSorted(([, a], [, b]) => a.length - b.length)
  const step = Math.max(1, bySize.length / PER_DESCRIPTION)
  const chosen = bySize.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
  return chosen.flatMap(([name, text]) => baseOf(`${file} ${name}`, text))
}
