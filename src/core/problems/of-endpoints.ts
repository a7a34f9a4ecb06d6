import type { ProblemCode } from '../problems.ts'
import type { Explanation } from './explanation.ts'

/** The codes that are told one by one; the families `redocly/…` and `conversion/…` have catalogues of their own. */
export type OwnCode = Exclude<ProblemCode, `${string}/${string}`>

const NO_FILE = 'An endpoint with it gets no file; the others are not touched.'
const OURS = 'Please report it, with the description or a part of it that shows it: it is a mistake of unplugin-openapi-slice.'

/** What is wrong with an endpoint, or worth knowing about it. */
export const OF_ENDPOINTS: Readonly<Record<OwnCode, Explanation & { severity: 'error' | 'warning' }>> = {
  'unresolved-reference': {
    severity: 'error',
    what: 'A reference leads nowhere.',
    why: `What should stand there is missing, in the source as in a slice. ${NO_FILE}`,
    remedy: 'Correct the reference, or add what it refers to.',
  },
  'refused-reference': {
    severity: 'error',
    what: 'A reference leads to the network, or to a folder that is not allowed.',
    why: `A description from elsewhere could read private files or call servers through it. ${NO_FILE}`,
    remedy: 'If you trust the place, open it with “allow” (--allow): a folder, or an origin such as https://example.com.',
  },
  'circular-reference': {
    severity: 'error',
    what: 'References lead only to each other, and never to a value.',
    why: `There is nothing that they stand for. ${NO_FILE}`,
    remedy: 'Let one of them lead to what is meant.',
  },
  'undefined-security-scheme': {
    severity: 'warning',
    what: 'A requirement names a scheme that is not declared.',
    why: 'Readers and tools cannot know how to sign in.',
    remedy: 'Declare the scheme below “components/securitySchemes”, or correct the name.',
  },
  'unresolved-link': {
    severity: 'warning',
    what: 'A link leads out of the slice to an operation that has no `operationId`, or belongs to another API.',
    why: 'In the slice, which has no other operations, nobody can follow it.',
    remedy: 'Give the operation an “operationId”; the link is then said by it. Refer to one of another API by its whole address.',
  },
  'merged-path-item': {
    severity: 'warning',
    what: 'A field stands both beside the `$ref` of a path item and in what it refers to.',
    why: 'The specification leaves open which one counts. The one beside the reference was taken.',
    remedy: 'Keep one of the two.',
  },
  'not-an-operation': {
    severity: 'error',
    what: 'What stands under a method is not an object, so it is no operation.',
    why: `Nothing is known of the endpoint. ${NO_FILE}`,
    remedy: 'Describe the operation there, at least its “responses”, or remove the method.',
  },
  'not-together': {
    severity: 'error',
    what: 'Endpoints that are to share a file have the same `operationId`, or paths that differ only in the names of their parameters.',
    why: 'No document may have both. The first is in the file; in a file of its own each would be.',
    remedy: "Correct the description, or group otherwise: with “groupBy: 'endpoint'” each has a file of its own.",
  },
  'no-operations': {
    severity: 'warning',
    what: 'A path has no operations, but something that it cannot have, such as a method in capitals; or it is no object at all.',
    why: 'What is meant to be an endpoint is none, for every tool that reads the description.',
    remedy: 'Write operations below their paths, by their methods, in small letters: get, put, post and so on.',
  },
  'webhooks-left-out': {
    severity: 'warning',
    what: 'The description has webhooks, and `webhooks` is not set.',
    why: 'They are no paths, so they have no slices of their own unless these are asked for.',
    remedy: 'Set “webhooks” (--webhooks) to slice them too.',
  },
  'unknown-root-field': {
    severity: 'warning',
    what: 'A root field is not part of the specification and was left out.',
    why: 'With it a slice would not be valid.',
    remedy: 'Correct its name, or begin it with “x-” to make it an extension; those are kept.',
  },
  'oversized-extension': {
    severity: 'warning',
    what: 'A root extension that YAML aliases multiply was left out.',
    why: 'Written out it would make every slice enormous.',
    remedy: 'Write it without aliases that multiply.',
  },
  'relative-url': {
    severity: 'warning',
    what: 'Relative URLs are kept; they start from where the description is served.',
    why: 'A slice that is served from another address makes them lead elsewhere.',
    remedy: 'Write the whole address, if slices are not served from where the source is.',
  },
  'odd-reference': {
    severity: 'warning',
    what: 'A reference to a file ends in `#/`.',
    why: 'By its text it means a field with an empty name; the whole file was taken, as it was surely meant.',
    remedy: 'Leave out “#/”.',
  },
  'reference-below-id': {
    severity: 'warning',
    what: 'A schema with an `$id` refers to what is a component of the slice, and something needs the `$id`.',
    why: 'What begins with “#” is relative to the nearest `$id`, so strict validators do not find the component. Most tools take it for a part of the document, as it is meant. Where nothing needs the `$id`, slices have none.',
    remedy: 'Leave out the `$id`, or else what needs it: anchors, dynamic references, and references that go by it.',
  },
  'short-version': {
    severity: 'warning',
    what: 'The description gives its version without the last number, or as a number instead of a text.',
    why: 'The specification asks for a full version, as a text; tools refuse a slice that has another.',
    remedy: "Write the full version in quotes, such as `openapi: '3.1.2'`.",
  },
  'linter-failed': {
    severity: 'warning',
    what: 'The linter threw.',
    why: 'The checks of its phases could not be made for this endpoint; the other ones passed.',
    remedy: 'Look at this endpoint with a second validator.',
  },
  incomplete: {
    severity: 'error',
    what: 'A slice lacks what it needs, or nests too deeply to be followed.',
    why: `It could not stand by itself. ${NO_FILE}`,
    remedy: `If the description nests that deeply, check whether it was generated wrongly. Otherwise: ${OURS}`,
  },
  'not-minimal': {
    severity: 'error',
    what: 'A slice holds what it does not need.',
    why: `It would tell more than its endpoint. ${NO_FILE}`,
    remedy: OURS,
  },
  'not-equivalent': {
    severity: 'error',
    what: 'A part differs from the source.',
    why: `The slice would mean something else. ${NO_FILE}`,
    remedy: OURS,
  },
  'audit-differs': {
    severity: 'error',
    what: 'A finished slice, linted by itself, is judged otherwise than as a part of the whole description.',
    why: 'The short way of checking has gone wrong, so no verdict of this run is certain.',
    remedy: `Run it again with --validate each, which takes the long way. ${OURS}`,
  },
  'not-rendered': {
    severity: 'error',
    what: 'A slice cannot be written so that it reads back the same.',
    why: `What cannot be read back is not worth writing. ${NO_FILE}`,
    remedy: `Do what the message says: mostly YAML aliases multiply beyond measure, where references ($ref) would do. Otherwise: ${OURS}`,
  },
  'not-ours': {
    severity: 'error',
    what: 'A file is in the way that no earlier run wrote.',
    why: 'Somebody may need it, so it is left alone, and the slice is not written.',
    remedy: 'Move the file away, choose another folder, or overwrite it with “force” (--force).',
  },
  'write-failed': {
    severity: 'error',
    what: 'A file could not be written, also at the second attempt.',
    why: 'The slice is not there. What stood in its place before is whole.',
    remedy: 'Look at the reason in the message: mostly the disk is full, or the file is open in another program. Then run it again.',
  },
  'not-removed': {
    severity: 'warning',
    what: 'A slice of an earlier run no longer belongs to the folder, and could not be removed.',
    why: 'The folder holds more than the index names.',
    remedy: 'Close whatever uses the file, or check the permissions of the folder. The next run tries again.',
  },
  'unmatched-filter': {
    severity: 'warning',
    what: 'A path, a tag or an operation id that a filter asks for is that of no endpoint.',
    why: 'It selects nothing, or with `exclude` leaves nothing out: it may be mistyped, or meant for an endpoint that is gone.',
    remedy: 'Correct or remove it. Filters that several descriptions share can stand with those that they are meant for.',
  },
  'nothing-selected': {
    severity: 'warning',
    what: 'Filters select nothing, and `allowEmpty` is set.',
    why: 'The run has no slices.',
    remedy: 'Correct the filters, if that was not meant. “slice-oas list” shows the endpoints.',
  },
}
