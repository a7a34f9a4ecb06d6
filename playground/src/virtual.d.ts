// A project of its own has these types from the file that the plugin writes; here they come from the sources.
declare module 'virtual:openapi-slices' {
  export const endpoints: import('../../src/virtual-types.ts').SliceEndpoint[]
}
