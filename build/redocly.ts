import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'rolldown'

/**
 * Redocly lints GraphQL, too, with a library as large as all the rest. No description of an HTTP API comes by there; only the
 * names of its rules are kept, which configurations for several kinds of documents have.
 */
export function withoutGraphql(): Plugin {
  return {
    name: 'without-graphql',
    load: {
      filter: { id: /openapi-core\/lib\/(?:rules\/graphql\/index|graphql\/lint-graphql)\.js$/ },
      async handler(id) {
        const { rules = {} } = (await import(pathToFileURL(id).href)) as { rules?: object }
        const names = Object.keys(rules).map((name) => [name, null])
        return `export const rules = ${JSON.stringify(Object.fromEntries(names))}\nexport const lintGraphqlDocument = undefined\n`
      },
    },
  }
}

const CHARACTERS = '\0component-name-characters'

/** A constant of Redocly's stands beside the types of everything that it lints, which come along with whoever imports it. */
export function constantByItself(): Plugin {
  // Not a part of the id: what is built would tell where.
  let file = ''
  return {
    name: 'constant-by-itself',
    resolveId: {
      filter: { id: /\/oas-types\.js$/ },
      async handler(source, importer = '') {
        if (!/\/(?:spec-components-invalid-map-name|component-name-from-title)\.js$/.test(importer)) return null
        file = (await this.resolve(source, importer, { skipSelf: true }))!.id
        return { id: CHARACTERS }
      },
    },
    load: {
      filter: { id: new RegExp(`^${CHARACTERS}$`) },
      handler: () => /^export const COMPONENT_NAME_CHARS = .*;$/m.exec(readFileSync(file, 'utf8'))![0],
    },
  }
}
