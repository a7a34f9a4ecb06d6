/** What reads Redocly configurations, with all that may stand in one: much more than the rest, so it is imported when there is one. */
export { loadConfig } from '@redocly/openapi-core'
