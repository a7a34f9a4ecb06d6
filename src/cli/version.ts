import { createRequire } from 'node:module'

/** The version of the package. */
export function version(): string {
  // By its own name: from the sources the way to the file is another than from the build.
  const manifest = createRequire(import.meta.url)('unplugin-openapi-slice/package.json') as { version: string }
  return manifest.version
}
