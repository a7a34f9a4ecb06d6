/** Names that lead somewhere else, mean something else, or look like something else. */
export interface HostileName {
  what: string
  name: string
}

const named = (what: string, ...names: string[]): HostileName[] => names.map((name) => ({ what: `${what}: ${JSON.stringify(name)}`, name }))

/** Each is a path, a tag, an operation id, a property, a key of examples, a webhook and the name of a description. */
export const HOSTILE_NAMES: readonly HostileName[] = [
  ...named(
    'of JavaScript',
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '__defineGetter__',
    'length',
    'then',
  ),
  ...named('that leads up', '..', '../x', '../../../x', '..\\..\\x', './.', 'a/../../x', '%2e%2e%2fx', '..%2f', '....//x'),
  ...named(
    'that begins at the root',
    '/x',
    '//x',
    '\\x',
    'C:\\x',
    'c:/x',
    'C:x',
    '\\\\server\\share\\x',
    '\\\\?\\C:\\x',
    'file:///x',
    '~/x',
    '$HOME/x',
  ),
  ...named(
    'that files cannot have',
    'a\u0000b',
    'a\nb',
    'a\r\nb',
    'a\tb',
    'a\u001bb',
    'a\u007fb',
    'a:b',
    'a*b',
    'a?b',
    'a"b',
    'a<b>',
    'a|b',
  ),
  ...named('that cannot be seen', '\u202egnp.exe', 'a\u200fb', '\u2066a\u2069', '\ufeffa', 'a\u200bb', 'a\u2028b', 'a\u0085b'),
  ...named('with half a character', '\ud800', 'a\udfffb'),
  { what: 'of 5,000 characters', name: 'x'.repeat(5_000) },
  { what: 'of 5,000 characters that no file name has', name: 'é'.repeat(5_000) },
  { what: 'of 5,000 dots between two letters', name: `x${'.'.repeat(5_000)}y` },
  ...named(
    'that Windows keeps for a device',
    'con',
    'CON',
    'nul',
    'Aux',
    'prn',
    'com1',
    'COM9',
    'lpt1',
    'con.txt',
    'nul.a.b',
    'con .txt',
    'com¹',
    'CONIN$',
  ),
  ...named('that ends where Windows cuts', 'a.', 'a..', 'a ', 'a. ', '.', ' ', '...'),
  ...named(
    'of a file of ours',
    'index',
    'index.csv',
    'problems',
    'problems.json',
    'report.html',
    '.openapi-slice.json',
    'a.slice-tmp',
    'root',
  ),
  ...named('of an option or a formula', '-rf', '--help', '-', '--', '=cmd', '+1', '@SUM(1)', "'=1"),
  ...named(
    'of YAML',
    'null',
    'true',
    'yes',
    '~',
    '1e3',
    '0x1F',
    '2020-01-01',
    '<<',
    '- a',
    'a: b',
    'a #b',
    '&a',
    '*a',
    '!a',
    '%a',
    '@a',
    '`a`',
    '[]',
  ),
  ...named('of a pointer', '~0', '~1', 'a~b', '%', '%zz', '%41', '#', '#/', 'a#b', '$ref', '$id'),
  { what: 'that is nothing', name: '' },
]

/** Names that are one name to some file system, and several to HTTP. */
export const TWINS: readonly (readonly string[])[] = [
  ['é', 'e\u0301'],
  ['Å', 'A\u030a', '\u212b'],
  ['users', 'Users', 'USERS'],
  ['straße', 'STRASSE', 'strasse'],
  ['k', 'K', '\u212a'],
  ['ﬁle', 'file'],
  ['a b', 'a-b', 'a--b', 'a  b'],
  ['a', 'a.', 'a ', 'a/', '{a}', '{a'],
  ['con', 'CON', 'con.', 'con '],
  [`${'x'.repeat(300)}1`, `${'x'.repeat(300)}2`],
]

export const VERSIONS = ['2.0', '3.0.3', '3.1.0', '3.2.0'] as const
export type Version = (typeof VERSIONS)[number]

/** A description that uses each name for whatever a name can be used for. */
export function descriptionWith(names: readonly string[], version: Version): Record<string, unknown> {
  const common = { info: { title: 'Names', version: '1' }, tags: names.map((name) => ({ name })) }
  const paths = Object.fromEntries(names.map((name) => [`/${name}`, pathItem(name, version)]))
  if (version === '2.0') return { swagger: version, ...common, paths }
  const webhooks = Object.fromEntries(names.map((name) => [name, { post: operation(name, version, 'webhook ') }]))
  return { openapi: version, ...common, paths, ...(version !== '3.0.3' && { webhooks }) }
}

/** What stands in braces is a parameter of the path. */
function pathItem(name: string, version: Version): unknown {
  const parameters = Array.from(name.matchAll(/\{([\w.-]+)\}+/g), ([, parameter]) => ({
    ...{ name: parameter, in: 'path', required: true },
    ...(version === '2.0' ? { type: 'string' } : { schema: { type: 'string' } }),
  }))
  return { ...(parameters.length > 0 && { parameters }), get: operation(name, version, '') }
}

function operation(name: string, version: Version, kind: string): unknown {
  const property = { type: 'string', example: Object.fromEntries([[name, name]]) }
  const schema = { type: 'object', properties: Object.fromEntries([[name, property]]), required: [name] }
  const response = { description: 'OK', ...(version === '2.0' ? { schema } : { content: { 'application/json': { schema } } }) }
  return { operationId: `${kind}${name}`, tags: [name], summary: name, responses: { 200: response } }
}
