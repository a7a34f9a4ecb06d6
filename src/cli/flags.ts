import type { SliceRequest } from '../core/options/request.ts'

/** One flag of the command. */
export interface Flag {
  /** The option of a request that it sets; absent if it concerns the command itself. */
  option?: keyof SliceRequest
  short?: string
  /** How help names its value; a flag without one is a switch. `file` and `folder` are those of the disk. */
  value?: string
  /** What the value may be, where help does not list it: for completion. */
  choices?: readonly string[]
  isRepeatable?: boolean
  /** How help names it, where the plain name is not what people write. */
  shown?: string
  group: 'Description and output' | 'Selection' | 'Checks and limits' | 'Command'
  /** In a few words, with the default in parentheses. */
  text: string
}

/** HTTP methods that any version knows. */
const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE', 'QUERY']

/** Everything that the command understands, by name, in the order of help. */
export const FLAGS: Readonly<Record<string, Flag>> = {
  input: { option: 'input', short: 'i', value: 'file', group: 'Description and output', text: 'the OpenAPI description' },
  'output-dir': { option: 'outDir', short: 'o', value: 'folder', group: 'Description and output', text: 'where the slices go (slices)' },
  'output-version': {
    option: 'outputVersion',
    value: 'version',
    choices: ['auto', '3.0.x', '3.1.x', '3.2.x'],
    group: 'Description and output',
    text: 'OpenAPI version of the slices (auto)',
  },
  format: { option: 'format', value: 'yaml|json', group: 'Description and output', text: 'format of the slices (yaml)' },
  minify: { option: 'minify', group: 'Description and output', text: 'JSON without spaces' },
  header: { option: 'header', group: 'Description and output', text: 'YAML: a comment with endpoint and source' },
  layout: {
    option: 'layout',
    value: 'flat|by-prefix',
    group: 'Description and output',
    text: 'by-prefix: folder per first path segment (flat)',
  },
  'group-by': {
    option: 'groupBy',
    value: 'unit',
    choices: ['endpoint', 'path', 'tag', 'prefix'],
    group: 'Description and output',
    text: 'endpoint, path, tag or prefix (endpoint)',
  },
  name: { option: 'name', value: 'name', group: 'Description and output', text: 'name of the description (its file name)' },
  csv: { option: 'csv', shown: '--no-csv', group: 'Description and output', text: 'no index.csv' },
  llms: { option: 'llms', group: 'Description and output', text: 'an index for language models: llms.txt' },
  report: { option: 'report', group: 'Description and output', text: 'a page to look at the slices with: report.html' },
  shard: { option: 'shard', value: 'part', group: 'Description and output', text: 'one of several parts, to be merged: 2/8' },
  force: { option: 'force', group: 'Description and output', text: 'overwrite files of others in the folder' },
  'dry-run': { option: 'dryRun', group: 'Description and output', text: 'check and list, write nothing' },

  batch: { group: 'Selection', text: 'every endpoint selected (that is the default)' },
  filter: { option: 'filter', value: 'pattern', isRepeatable: true, group: 'Selection', text: 'paths, "/users/*" or "/users/**#GET" *' },
  'filter-type': { option: 'filterType', value: 'glob|regex', group: 'Selection', text: 'how --filter and --exclude are read (glob)' },
  method: { option: 'methods', value: 'method', choices: METHODS, isRepeatable: true, group: 'Selection', text: 'HTTP method *' },
  tag: { option: 'tags', value: 'tag', isRepeatable: true, group: 'Selection', text: 'tag or glob *' },
  'operation-id': { option: 'operationIds', value: 'id', isRepeatable: true, group: 'Selection', text: 'operation id or glob *' },
  exclude: {
    option: 'exclude',
    value: 'pattern',
    isRepeatable: true,
    group: 'Selection',
    text: 'paths to leave out; wins over the others *',
  },
  deprecated: { option: 'deprecated', shown: '--[no-]deprecated', group: 'Selection', text: 'only deprecated endpoints, or none of them' },
  webhooks: { option: 'webhooks', group: 'Selection', text: 'webhooks too' },
  path: { value: 'path', group: 'Selection', text: 'one endpoint, together with --method' },
  'allow-empty': { option: 'allowEmpty', group: 'Selection', text: 'selecting nothing is a warning' },

  strict: { option: 'strict', group: 'Checks and limits', text: 'a loss in conversion fails the endpoint' },
  inherited: { option: 'inherited', value: 'fail|warn', group: 'Checks and limits', text: 'endpoints with errors of the source (fail)' },
  validate: {
    option: 'validate',
    value: 'once|each',
    group: 'Checks and limits',
    text: 'the whole once, or each slice by itself (once)',
  },
  ruleset: { option: 'ruleset', value: 'file', group: 'Checks and limits', text: 'a redocly.yaml whose rules are checked too' },
  allow: {
    option: 'allow',
    value: 'where',
    isRepeatable: true,
    group: 'Checks and limits',
    text: 'folder or origin that may be read from *',
  },
  subtypes: { option: 'subtypes', shown: '--no-subtypes', group: 'Checks and limits', text: 'no schemas that only extend a needed one' },
  'refs-in-data': {
    option: 'refsInData',
    value: 'way',
    choices: ['keep', 'literal'],
    group: 'Checks and limits',
    text: 'keep or literal: $ref in example data (keep)',
  },
  'root-extensions': {
    option: 'rootExtensions',
    value: 'names',
    group: 'Checks and limits',
    text: 'root x- fields: true, false, "x-a,x-b" (true)',
  },
  concurrency: { option: 'concurrency', value: 'number', group: 'Checks and limits', text: 'slices in flight at once, 1 to 16 (4)' },
  cache: { option: 'cache', shown: '--no-cache', group: 'Checks and limits', text: 'remember nothing of this run' },
  'cache-dir': {
    option: 'cacheDir',
    value: 'folder',
    group: 'Checks and limits',
    text: 'for runs remembered (node_modules/.cache)',
  },
  'max-output': { option: 'maxOutput', value: 'size', group: 'Checks and limits', text: 'largest output of a run ("10 GB")' },
  yes: { group: 'Checks and limits', text: 'write however much it is' },

  json: { group: 'Command', text: 'everything, as JSON' },
  reporter: {
    value: 'form',
    choices: ['pretty', 'json', 'github', 'sarif', 'junit'],
    group: 'Command',
    text: 'pretty, json, github, sarif or junit (pretty)',
  },
  config: { value: 'file', group: 'Command', text: 'configuration (unplugin.config.ts)' },
  quiet: { group: 'Command', text: 'say nothing unless something fails' },
  timing: { group: 'Command', text: 'where the time went' },
  debug: { group: 'Command', text: 'add phases, pointers and causes' },
  help: { short: 'h', group: 'Command', text: 'show this text' },
  version: { short: 'v', group: 'Command', text: 'show the version' },
}

/** What the value of a flag may be, if only certain values may be. */
export const choicesOf = ({ value, choices }: Flag): readonly string[] => choices ?? (value?.includes('|') ? value.split('|') : [])

/** The flag that sets an option. */
export const flagOfOption: ReadonlyMap<string, string> = new Map(
  Object.entries(FLAGS).flatMap(([name, { option }]) => (option ? [[option, `--${name}`] as const] : [])),
)

/** Whether `--no-…` is understood: for switches that a configuration may have set. */
export const isNegatable = ({ option, value }: Flag): boolean => option !== undefined && value === undefined
