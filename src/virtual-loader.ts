/** What is used of the context of a loader. */
interface LoaderContext {
  resourceQuery: string
  cacheable(flag: boolean): void
  getOptions(): LoaderOptions
}

export interface LoaderOptions {
  /** The code of a virtual module. */
  code(id: string, context: object): Promise<string>
}

/** Gives webpack and Rspack the code of a virtual module, which is this file with the module's id as its query, in hexadecimal digits. */
export default function load(this: LoaderContext): Promise<string> {
  // It is the plugin that knows when slices change.
  this.cacheable(false)
  return this.getOptions().code(Buffer.from(this.resourceQuery.slice(1), 'hex').toString(), this)
}
