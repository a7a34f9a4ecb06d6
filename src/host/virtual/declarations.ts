import type { Catalogue } from './catalogue.ts'
import { ALL, INDEX, PREFIX } from '../virtual-ids.ts'

const PACKAGE = 'unplugin-openapi-slice'

/** The types of the virtual modules, by which an editor completes their names. */
export function declarationsOf({ files, aliases }: Catalogue): string {
  const ids = [...files.keys()]
  const modules = [...ids, ...aliases.keys()].map(
    (name) =>
      `declare module ${JSON.stringify(PREFIX + name)} {\n  const slice: import('${PACKAGE}').OpenApiSlice\n  export default slice\n}\n`,
  )
  return `// Made by ${PACKAGE}: what can be imported of ${INDEX}.
/* eslint-disable */

declare module '${INDEX}' {
  export type SliceId =${ids.map((id) => `\n    | ${JSON.stringify(id)}`).join('') || ' never'}
  export const endpoints: import('${PACKAGE}').SliceEndpoint<SliceId>[]
}

declare module '${ALL}' {
  const load: Record<import('${INDEX}').SliceId, () => Promise<import('${PACKAGE}').OpenApiSlice>>
  export default load
}

${modules.join('\n')}`
}
