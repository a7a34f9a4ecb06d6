import type { EndpointFacts } from './options/request.ts'
import type { Problem } from './problems.ts'

/** An endpoint that would be sliced. */
export interface ListedEndpoint extends EndpointFacts {
  /** As messages name it: `GET /users/{id}`. */
  readonly id: string
  /** Whether it is a webhook, and `path` its name. */
  readonly isWebhook: boolean
  /** The file that its slice goes into, relative to the output folder, with forward slashes. */
  readonly file: string
  /** Why it cannot be known: of a path item whose `$ref` leads nowhere, which is listed once, with the method `*`. Otherwise empty. */
  readonly problems: readonly Problem[]
}
