/** A small description with something of everything, and the slice of one operation made by hand. */
export const SOURCE = `openapi: 3.1.0
info: {title: Pets, version: '1.0', x-logo: {url: logo.png}}
servers: [{url: 'https://example.com'}]
externalDocs: {url: docs.html}
jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema
x-company: {team: t}
x-webhooks: {w: {}}
x-tagGroups: [{name: Animals, tags: [pets, fish]}, {name: Rest, tags: [other]}]
unknown: left out
tags: [{name: other}, {name: pets, description: All pets, x-model: {$ref: '#/components/schemas/Model'}}, {name: fish}]
security: [{key: []}]
webhooks: {w: {post: {responses: {'200': {description: ok}}}}}
paths:
  /pets/{id}:
    summary: One pet
    servers: [{url: /v1}]
    x-owner: zoo
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {$ref: '#/components/parameters/Trace', description: traced}
    get: {operationId: unused, responses: {'200': {description: ok}}}
    post:
      operationId: updatePet
      summary: '=Update'
      tags: [pets, undefined]
      deprecated: true
      security: [{oauth: [write]}]
      servers: [{url: /v2}]
      parameters: [{name: id, in: path, required: true, schema: {type: string, minLength: 1}}, {name: q, in: query, schema: {type: integer, maximum: 9223372036854775807}, example: 1.0}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}, examples: {e: {$ref: '#/components/examples/E'}}}}}
      responses:
        '201': {description: made, headers: {H: {$ref: '#/components/headers/H'}}, links: {next: {operationRef: '#/paths/~1other/get'}}}
        '404': {description: none, content: {application/json: {example: {$ref: '#/components/schemas/Named', none: null, empty: {}, list: []}}}}
        default: {$ref: '#/components/responses/Error'}
      callbacks: {done: {'{$request.body#/url}': {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Event'}}}}, responses: {'200': {description: ok}}}}}}
  /other:
    get: {operationId: other, tags: [other], security: [], responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {far: {type: string, enum: [a, b]}}}}}}}}
components:
  schemas:
    Model: {type: string}
    Pet:
      type: object
      required: [kind, name]
      properties: {kind: {type: string, enum: [cat, dog]}, name: {type: [string, 'null'], default: null, minLength: 2}, next: {$ref: '#/components/schemas/Pet', description: The next}, far: {$ref: '#/paths/~1other/get/responses/200/content/application~1json/schema'}, part: {$ref: '#/components/schemas/Whole/properties/part'}}
      discriminator: {propertyName: kind, mapping: {cat: Cat, dog: '#/components/schemas/Dog'}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}], properties: {fur: {type: boolean, const: false}}}
    Dog: {allOf: [{$ref: '#/components/schemas/Pet'}], additionalProperties: false}
    Mouse: {allOf: [{$ref: '#/components/schemas/Pet'}]}
    Named: {type: string, pattern: ^a$}
    Event: {type: object, properties: {anchored: {$ref: '#spot'}}}
    Anchored: {type: object, $defs: {inner: {$anchor: spot, type: number, multipleOf: 0.1}}}
    Whole: {type: object, properties: {part: {type: array, items: {type: string}}}}
    Unused: {type: object}
  responses: {Error: {description: error, content: {application/json: {schema: {type: object, x-shape: {$ref: '#/components/schemas/Model'}}}}}, Unused: {description: u}}
  parameters: {Trace: {name: trace, in: header, schema: {type: string}}}
  examples: {E: {value: {kind: cat, id: 12345678901234567890, when: '2024-01-01'}}}
  headers: {H: {schema: {type: integer}}}
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}, oauth: {$ref: '#/components/securitySchemes/real'}, real: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://example.com/t', scopes: {read: r, write: w}}}}, unused: {type: http, scheme: basic}}
`

export const SLICE = `openapi: 3.1.0
info: {title: Pets, version: '1.0', x-logo: {url: logo.png}}
servers: [{url: 'https://example.com'}]
externalDocs: {url: docs.html}
jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema
x-company: {team: t}
x-tagGroups: [{name: Animals, tags: [pets]}]
tags: [{name: pets, description: All pets, x-model: {$ref: '#/components/schemas/Model'}}]
security: [{key: []}]
paths:
  /pets/{id}:
    summary: One pet
    servers: [{url: /v1}]
    x-owner: zoo
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {$ref: '#/components/parameters/Trace', description: traced}
    post:
      operationId: updatePet
      summary: '=Update'
      tags: [pets, undefined]
      deprecated: true
      security: [{oauth: [write]}]
      servers: [{url: /v2}]
      parameters: [{name: id, in: path, required: true, schema: {type: string, minLength: 1}}, {name: q, in: query, schema: {type: integer, maximum: 9223372036854775807}, example: 1}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}, examples: {e: {$ref: '#/components/examples/E'}}}}}
      responses:
        '201': {description: made, headers: {H: {$ref: '#/components/headers/H'}}, links: {next: {operationId: other}}}
        '404': {description: none, content: {application/json: {example: {$ref: '#/components/schemas/Named', none: null, empty: {}, list: []}}}}
        default: {$ref: '#/components/responses/Error'}
      callbacks: {done: {'{$request.body#/url}': {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Event'}}}}, responses: {'200': {description: ok}}}}}}
components:
  schemas:
    Model: {type: string}
    Pet:
      type: object
      required: [kind, name]
      properties: {kind: {type: string, enum: [cat, dog]}, name: {type: [string, 'null'], default: null, minLength: 2}, next: {$ref: '#/components/schemas/Pet', description: The next}, far: {$ref: '#/components/schemas/OtherGet200'}, part: {$ref: '#/components/schemas/Whole/properties/part'}}
      discriminator: {propertyName: kind, mapping: {cat: Cat, dog: '#/components/schemas/Dog'}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}], properties: {fur: {type: boolean, const: false}}}
    Dog: {allOf: [{$ref: '#/components/schemas/Pet'}], additionalProperties: false}
    Mouse: {allOf: [{$ref: '#/components/schemas/Pet'}]}
    Named: {type: string, pattern: ^a$}
    Event: {type: object, properties: {anchored: {$ref: '#spot'}}}
    Anchored: {type: object, $defs: {inner: {$anchor: spot, type: number, multipleOf: 0.1}}}
    Whole: {type: object, properties: {part: {type: array, items: {type: string}}}}
    OtherGet200: {type: object, properties: {far: {type: string, enum: [a, b]}}}
  responses: {Error: {description: error, content: {application/json: {schema: {type: object, x-shape: {$ref: '#/components/schemas/Model'}}}}}}
  parameters: {Trace: {name: trace, in: header, schema: {type: string}}}
  examples: {E: {value: {kind: cat, id: 12345678901234567890, when: '2024-01-01'}}}
  headers: {H: {schema: {type: integer}}}
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}, oauth: {$ref: '#/components/securitySchemes/real'}, real: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://example.com/t', scopes: {read: r, write: w}}}}}
`

export const ROW: Record<string, string> = {
  path: '/pets/{id}',
  method: 'POST',
  summary: "'=Update",
  operation_id: 'updatePet',
  tags: 'pets,undefined',
  file_size_kb: (Buffer.byteLength(SLICE) / 1024).toFixed(2),
  schema_count: '10',
  parameter_count: '3',
  response_codes: '201,404,default',
  security_required: 'true',
  deprecated: 'true',
  output_oas_version: '3.1.x',
  validation_status: 'PASS',
}

/** What it does to the slice, what stands there, and what stands there afterwards. */
export type Mutation = [name: string, from: string, to: string]

export const MUTATIONS: Mutation[] = [
  ['another version', 'openapi: 3.1.0', 'openapi: 3.1.1'],
  ['a lost info extension', ', x-logo: {url: logo.png}', ''],
  ['a changed root server', "https://example.com'}]\next", "https://example.org'}]\next"],
  ['lost root servers', "servers: [{url: 'https://example.com'}]\n", ''],
  ['lost externalDocs', 'externalDocs: {url: docs.html}\n', ''],
  ['a lost jsonSchemaDialect', 'jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema\n', ''],
  ['a lost root extension', 'x-company: {team: t}\n', ''],
  ['kept x-webhooks', 'x-company: {team: t}\n', 'x-company: {team: t}\nx-webhooks: {w: {}}\n'],
  ['an unknown root field', 'x-company: {team: t}\n', 'x-company: {team: t}\nunknown: left out\n'],
  ['a $self', 'x-company: {team: t}\n', 'x-company: {team: t}\n$self: https://example.com/a\n'],
  ['webhooks', 'paths:\n', "webhooks: {w: {post: {responses: {'200': {description: ok}}}}}\npaths:\n"],
  ['tag groups with a tag that is gone', 'tags: [pets]}]', 'tags: [pets, fish]}]'],
  ['a lost tag', /^tags: .*\n/m.exec(SLICE)?.[0] ?? '', ''],
  ['a lost tag description', 'description: All pets, ', ''],
  ['a tag that no operation uses', 'tags: [{name: pets', 'tags: [{name: other}, {name: pets'],
  ['a lost root security that a callback inherits', 'security: [{key: []}]\n', ''],
  ['a lost path-level parameter', '      - {name: id, in: path, required: true, schema: {type: string}}\n', ''],
  ['a lost description next to a reference', ', description: traced', ''],
  ['a lost path-level summary', '    summary: One pet\n', ''],
  ['a changed path-level server', '{url: /v1}', '{url: /v3}'],
  ['a lost path-level extension', '    x-owner: zoo\n', ''],
  ['a path-level server moved to the operation', '{url: /v2}', '{url: /v1}'],
  ['a changed path key', '/pets/{id}:', '/pets/{ID}:'],
  ['an extra operation', '    post:\n', "    get: {operationId: unused, responses: {'200': {description: ok}}}\n    post:\n"],
  ['an extra path', 'components:\n', "  /other: {get: {responses: {'200': {description: ok}}}}\ncomponents:\n"],
  ['an extra empty path', 'components:\n', '  /other: {}\ncomponents:\n'],
  ['another method', '    post:\n', '    put:\n'],
  ['a lost operationId', '      operationId: updatePet\n', ''],
  ['a lost undefined tag name', '[pets, undefined]', '[pets]'],
  ['a lost deprecated', '      deprecated: true\n', ''],
  ['a lost operation security', '      security: [{oauth: [write]}]\n', ''],
  ['another scope', '[{oauth: [write]}]', '[{oauth: [read]}]'],
  ['an optional security', '[{oauth: [write]}]', '[{oauth: [write]}, {}]'],
  [
    'reordered parameters',
    'parameters: [{name: id, in: path, required: true, schema: {type: string, minLength: 1}}, {name: q, in: query, schema: {type: integer, maximum: 9223372036854775807}, example: 1}]',
    'parameters: [{name: q, in: query, schema: {type: integer, maximum: 9223372036854775807}, example: 1}, {name: id, in: path, required: true, schema: {type: string, minLength: 1}}]',
  ],
  ['the last digit of a big integer', '9223372036854775807', '9223372036854775806'],
  ['a big integer rounded to a double', '12345678901234567890', '12345678901234567000'],
  ['a number that became a string', 'example: 1}', "example: '1'}"],
  ['a lost required of the request body', 'requestBody: {required: true, ', 'requestBody: {'],
  ['a renamed example', 'examples: {e: {$ref', 'examples: {f: {$ref'],
  ['swapped response codes', "'201': {description: made", "'202': {description: made"],
  ['swapped contents of responses', '{description: none', '{description: made'],
  ['a lost response', "        default: {$ref: '#/components/responses/Error'}\n", ''],
  ['a lost header', "headers: {H: {$ref: '#/components/headers/H'}}, links", 'links'],
  ['a link to another operation', 'operationId: other}', 'operationId: updatePet}'],
  ['a link whose operationRef leads nowhere', '{operationId: other}', "{operationRef: '#/paths/~1other/get'}"],
  ['a lost link', ', links: {next: {operationId: other}}', ''],
  ['a lost null in an example', ', none: null', ''],
  ['a lost empty object in an example', ', empty: {}', ''],
  ['an empty list that became null', 'list: []', 'list: null'],
  [
    'a reference in data that was followed',
    "example: {$ref: '#/components/schemas/Named', none",
    'example: {type: string, pattern: ^a$, none',
  ],
  ['a lost callback', /^ {6}callbacks: .*\n/m.exec(SLICE)?.[0] ?? '', ''],
  ['a changed callback expression', '{$request.body#/url}', '{$request.body#/uri}'],
  ['a shortened required', '[kind, name]', '[kind]'],
  ['a changed enum value', 'enum: [cat, dog]', 'enum: [cat, cow]'],
  ['a reordered enum', 'enum: [cat, dog]', 'enum: [dog, cat]'],
  ['a renamed property', 'properties: {kind:', 'properties: {sort:'],
  ['a lost null type', "[string, 'null']", '[string]'],
  ['a null type that became a null', "[string, 'null']", '[string, null]'],
  ['a lost default of null', 'default: null, ', ''],
  ['a changed minLength', 'minLength: 2', 'minLength: 3'],
  ['a lost sibling of a reference', ', description: The next', ''],
  ['a changed hoisted target', 'enum: [a, b]', 'enum: [a, c]'],
  [
    'a reference into a path that is gone',
    "'#/components/schemas/OtherGet200'",
    "'#/paths/~1other/get/responses/200/content/application~1json/schema'",
  ],
  ['a deep reference to another place', "/Whole/properties/part'", "/Whole/properties/part/items'"],
  ['a lost discriminator', /^ {6}discriminator: .*\n/m.exec(SLICE)?.[0] ?? '', ''],
  ['a changed discriminator property', 'propertyName: kind', 'propertyName: name'],
  ['a mapping to another schema', 'cat: Cat', 'cat: Dog'],
  ['a lost mapping value', 'cat: Cat, ', ''],
  ['a mapping that leads nowhere', 'cat: Cat', 'cat: Tiger'],
  ['a false that became true', 'const: false', 'const: true'],
  ['a lost false', ', additionalProperties: false', ''],
  ['a lost implicit subtype', "    Mouse: {allOf: [{$ref: '#/components/schemas/Pet'}]}\n", ''],
  ['a lost component that only data names', '    Named: {type: string, pattern: ^a$}\n', ''],
  ['a changed component that only data names', 'pattern: ^a$', 'pattern: ^b$'],
  ['a lost anchor', '$anchor: spot, ', ''],
  ['a reference to an anchor that is gone', "{$ref: '#spot'}", "{$ref: '#spit'}"],
  ['a changed decimal', 'multipleOf: 0.1', 'multipleOf: 0.10000000000000001'],
  ['part of a component that is kept for one of its parts', '    Whole: {type: object, ', '    Whole: {'],
  ['an unused schema', '    OtherGet200:', '    Unused: {type: object}\n    OtherGet200:'],
  ['an unused response', 'responses: {Error: ', 'responses: {Unused: {description: u}, Error: '],
  ['an unused security scheme', 'securitySchemes: {key', 'securitySchemes: {unused: {type: http, scheme: basic}, key'],
  ['a lost security scheme', 'key: {type: apiKey, in: header, name: X-Key}, ', ''],
  ['a changed security scheme', 'name: X-Key', 'name: Y-Key'],
  ['a lost security scheme behind a reference', /, real: .*\}\}\}\}/.exec(SLICE)?.[0] ?? '', ''],
  ['a scheme without the scopes that are not asked for', '{read: r, write: w}', '{write: w}'],
  ['components in another order', '    Model: {type: string}\n    Pet:', '    Pet:'],
  ['an empty kind of components', '  headers: {H', '  links: {}\n  headers: {H'],
  ['an extension of an extension that is gone', ", x-shape: {$ref: '#/components/schemas/Model'}", ''],
  ['a dangling reference', "'#/components/schemas/Event'", "'#/components/schemas/Evnt'"],
  ['a reference to a file', "'#/components/schemas/Event'", "'event.yaml'"],
  [
    'a reference to an equal component of another name',
    "    Named: {type: string, pattern: ^a$}\n    Event: {type: object, properties: {anchored: {$ref: '#spot'}}}\n",
    "    Named: {type: string, pattern: ^a$}\n    Happening: {type: object, properties: {anchored: {$ref: '#spot'}}}\n",
  ],
  ['an alias', '    Model: {type: string}\n', '    Model: &model {type: string}\n'],
  ['a duplicate key', '    Model: {type: string}\n', '    Model: {type: string, type: string}\n'],
  ['a date that YAML 1.1 reads as a date', "'2024-01-01'", '2024-01-01'],
  ['a response code that is a number', "'201':", '201:'],
  ['a carriage return', 'info: {title', '\rinfo: {title'],
  ['text that is no YAML', 'info: {title', 'info: {{title'],
]
