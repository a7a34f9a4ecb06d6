import type { Plugin } from 'rolldown'

/** Redocly lints GraphQL, too, with a library as large as all the rest. No description of an HTTP API comes by there. */
export function withoutGraphql(): Plugin {
  return {
    name: 'without-graphql',
    load: {
      filter: { id: /openapi-core\/lib\/(?:rules\/graphql\/index|graphql\/lint-graphql)\.js$/ },
      handler: () => 'export const rules = {}\nexport const lintGraphqlDocument = undefined\n',
    },
  }
}
