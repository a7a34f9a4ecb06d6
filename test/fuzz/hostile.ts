/** Names that mean something to JavaScript, to JSON Pointers, to YAML, to file systems or to people's eyes. */
export const NAMES: readonly string[] = [
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf', 'length', '0', '1', '01', '-1', '1e3', '9007199254740993'],
  ...['$ref', '$id', '$anchor', '$dynamicRef', '$self', '$defs', 'x-', 'x-a', '<<', '', ' ', '-', '?', ':', '*', '&a', '!', '|', '@', '`'],
  ...['/', '//', '~', '~0', '~1', '~2', '%', '%2F', '%zz', '%25', 'a/b', 'a~b', 'a%b', '#', '#/', '#/paths', '?a=b', 'a b', 'a:b'],
  ...['{', '}', '{}', '{a}', '{a}{b}', '/{a', '/{a}', '/{a}/{a}', '/{b}', '/a?b=c', '/a#b', '../x', '..', '.', '/../../x', 'C:\\x', '\\\\a\\b'],
  ...['con', 'NUL', 'com1', 'a.', 'a ', 'index', 'problems', 'é', 'e\u0301', 'İ', 'ß', '\u0000', '\n', '\r', '\t', '\u0085', '\u2028', '\u202e'],
  ...['\ud800', '\ufeff', '😀', 'null', 'true', 'yes', 'no', '2020-01-01', '=1+1', '+1', '@a', 'x'.repeat(300), 'x'.repeat(5_000)],
]

/** Names that the specification gives a meaning, which is another one elsewhere. */
export const FIELDS: readonly string[] = [
  ...['get', 'query', 'additionalOperations', 'parameters', 'responses', 'content', 'schema', 'schemas', 'components', 'paths', 'webhooks'],
  ...['security', 'tags', 'servers', 'callbacks', 'links', 'headers', 'examples', 'example', 'default', 'enum', 'const', 'properties', 'items'],
  ...['allOf', 'oneOf', 'not', 'discriminator', 'mapping', 'defaultMapping', 'prefixItems', 'patternProperties', 'additionalProperties'],
  ...['nullable', 'type', 'format', 'required', 'in', 'name', 'description', 'operationId', 'operationRef', 'value', 'externalValue', 'x-webhooks'],
  ...['definitions', 'securityDefinitions', 'securitySchemes', 'pathItems', 'mediaTypes', 'encoding', 'itemSchema', 'jsonSchemaDialect'],
]

/** Scalars in JSON's notation. */
export const SCALARS: readonly string[] = [
  ...['null', 'true', 'false', '0', '-0', '-1', '1.5', '1e3', '1e308', '1e309', '-1e400', '1e-400', '12345678901234567890', '0.1000000000000000055'],
  ...['', ' ', 'null', '~', 'yes', 'on', 'off', '1', '1e3', '0x10', '0o7', '.inf', '1_000', '2020-01-01', '12:30:45', '=', '<<', 'a: b'].map(quoted),
  ...['a #b', '- a', '? a', '---', '...', '%YAML 1.1', 'a\nb', '\n', 'a\n\n', ' a\n b', 'a \nb', '\t', 'a\tb', '\r\n', '\u0085', '\u2028'].map(quoted),
  ...['\ufeff', '\u0000', '\u001b[31m', '\ud83d', '😀', 'a'.repeat(3_000), '{a}', '#/components/schemas/A', 'https://example.com/{a}'].map(quoted),
  ...['path', 'query', 'querystring', 'object', 'array', 'string', 'integer', 'get', '3.1.0', 'deepObject', 'cookie', 'body', 'formData'].map(quoted),
]

/** Scalars that only YAML can say. */
export const YAML_SCALARS: readonly string[] = [
  ...['.inf', '-.INF', '.nan', '0x1F', '0o17', '0b1', '1_000', '+1', '1.', '.5', '12e03', '~', 'Null', 'TRUE', 'yes', 'No', '2001-12-14t21:59:43Z'],
  ...['!!str 12', '!!int "3"', '!!float 1', '!!bool "yes"', '!!null ""', '!!binary aGFsbG8=', '!!timestamp 2001-01-01', '!!set {a}', '!x y', '! a'],
  ...['|\n      a\n      b', '|-\n      a', '|+\n      a\n\n', '>\n      a\n      b\n', '>1-\n      a', '"a\n   b"', "'a\n\n   b'", "''", '"\\x41\\_\\N"'],
  ...['{a, b: , ? c}', '[a: b, c]', '[,]', '{"a":b}', "{'a':b}", '@a', '`a', '%a', '*nowhere', '&a &b c', '- a', 'a: b', '? a', '\ta', 'a # b', '#'],
  ...['!!map [a]', '!!seq {a: b}', '!<tag:yaml.org,2002:str> 1', '&a', '!!str', '"\\ud800"', '"\\uD83D\\uDE00"', '[[[[[[', '}}', '"', "'"],
]

function quoted(text: string): string {
  return JSON.stringify(text)
}
