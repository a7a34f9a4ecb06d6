import type { Explanation } from './explanation.ts'

const INVALID = 'A document with it is not valid by its specification, and tools may refuse or misread it.'
const ODD = 'It is no violation of the specification, but hardly what was meant.'

/** The rules of Redocly's `spec` set, by name; a `ruleset` may add others. */
export const OF_REDOCLY: Readonly<Record<string, Explanation>> = {
  struct: {
    what: 'An object lacks a field that it must have, has one that it may not have, or a value is of the wrong type.',
    why: INVALID,
    remedy: 'Correct the field that the message names; extensions of your own begin with “x-”.',
  },
  'no-unresolved-refs': {
    what: 'A reference leads nowhere.',
    why: 'What should stand there is missing, in the source as in a slice.',
    remedy: 'Correct the reference, or add what it refers to.',
  },
  'spec-strict-refs': {
    what: 'A reference stands where the specification has none.',
    why: INVALID,
    remedy: 'Write there what the reference leads to.',
  },
  'no-duplicated-tag-names': {
    what: 'Two tags have the same name.',
    why: 'Which of the two an operation means is unknown.',
    remedy: 'Keep one of the tags with the same name.',
  },
  'no-identical-paths': {
    what: 'Two paths differ only in the names of their parameters.',
    why: 'Which of them a request belongs to is unknown.',
    remedy: 'Make one path of the two, or tell them apart by a fixed segment.',
  },
  'path-declaration-must-exist': {
    what: 'A template in a path has no name.',
    why: 'What stands for “{}” is unknown.',
    remedy: 'Write a name between the braces, and declare it as a parameter.',
  },
  'path-parameters-defined': {
    what: 'The templates of a path and its path parameters are not the same.',
    why: 'Callers cannot know what to put into the path.',
    remedy: 'Declare each {name} of the path as a parameter with “in: path”, and no others.',
  },
  'operation-operationId-unique': {
    what: 'Two operations have the same “operationId”.',
    why: 'Generated clients name their functions by it, and links are told by it.',
    remedy: 'Give each operation an operationId of its own.',
  },
  'operation-parameters-unique': {
    what: 'Two parameters of an operation have the same name and place.',
    why: 'Which of the two counts is unknown.',
    remedy: 'Remove one of the parameters with the same name and place.',
  },
  'no-example-value-and-externalValue': {
    what: 'An example has both “value” and “externalValue”.',
    why: 'Which of the two is the example is unknown.',
    remedy: 'Keep one of the two.',
  },
  'spec-components-invalid-map-name': {
    what: 'The name of a component has characters that names may not have.',
    why: INVALID,
    remedy: 'Use only letters, digits, “.”, “-” and “_” in names of components.',
  },
  'spec-example-values': {
    what: 'Fields of an example stand together that exclude each other.',
    why: 'Which of them is the example is unknown.',
    remedy: 'Keep one way of giving the example.',
  },
  'spec-no-invalid-encoding-combinations': {
    what: '“encoding” stands beside “prefixEncoding” or “itemEncoding”.',
    why: INVALID,
    remedy: 'Keep “encoding” for bodies with named parts, the others for bodies with parts in order.',
  },
  'spec-no-invalid-tag-parents': {
    what: 'The parent of a tag does not exist, or a tag is its own ancestor.',
    why: 'The tags make no tree, so they cannot be shown as one.',
    remedy: 'Correct the “parent” of the tag, or declare the tag that it names.',
  },
  'spec-querystring-parameters': {
    what: '“in: querystring” stands twice, or beside “in: query”.',
    why: 'The whole query cannot be one value and have parts beside it.',
    remedy: 'Describe the query as one value, or by its parts.',
  },
  'nullable-type-sibling': {
    what: '“nullable” has no “type” beside it.',
    why: 'Without one it has no effect.',
    remedy: 'Add a “type” beside “nullable”; without one it has no effect.',
  },
  'spec-ref-siblings': {
    what: 'Something stands beside “$ref”.',
    why: 'It has no effect: tools ignore it. It is kept as it is.',
    remedy: 'Remove what stands beside “$ref”; tools ignore it.',
  },
  'path-not-include-query': {
    what: 'A path has a query.',
    why: ODD,
    remedy: 'Describe the query as parameters with “in: query”.',
  },
  'spec-discriminator-defaultMapping': {
    what: 'A discriminator whose property is optional has no “defaultMapping”.',
    why: 'What a value without the property is, is unknown.',
    remedy: 'Require the property, or add a “defaultMapping”.',
  },
  'no-undefined-server-variable': {
    what: 'A variable in the URL of a server is not declared.',
    why: 'Callers cannot know what to put there.',
    remedy: 'Declare it below “variables” of the server, with a default.',
  },
}
