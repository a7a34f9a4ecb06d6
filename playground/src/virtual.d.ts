// A project of its own has these types from the file that the plugin writes; here they come from the sources.
declare module 'virtual:openapi-slices' {
  import type { SliceEndpoint } from '../../src/virtual-types.ts'

  export const endpoints: SliceEndpoint[]
}
