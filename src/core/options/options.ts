import type { SliceRequest } from './request.ts'

/** Options of the plugin and of `unplugin.config.ts`. */
export interface Options extends Omit<SliceRequest, 'input' | 'name'> {
  /** The descriptions to slice. What stands beside `specs` is the default for each of them. */
  specs: string | readonly (string | SliceRequest)[]
  /** Folder of the slices among the build's assets; the command uses `outDir` instead. @default 'slices' */
  assetsDir?: string
  /** Whether failed endpoints fail the build. @default 'error' */
  failOn?: 'error' | 'never'
  /**
   * Writes the types of the virtual modules, to `openapi-slices.d.ts` or the file that is named.
   * @default once one is imported, where there is a `tsconfig.json`
   */
  dts?: boolean | string
}

/** Types a configuration and gives it back as it is. */
export const defineConfig = (options: Options): Options => options
