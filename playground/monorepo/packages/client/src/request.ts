/** As much of a slice as a request needs. */
interface Slice {
  servers: { url: string }[]
  paths: object
}

/** A request to the endpoint of a slice. A path or method that the slice does not have does not compile. */
export function requestOf<Of extends Slice, Path extends keyof Of['paths'] & string>(
  slice: Of,
  path: Path,
  method: keyof Of['paths'][Path] & string,
  { values = {}, body }: { values?: Record<string, string>; body?: unknown } = {},
): Request {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))
  return new Request(`${slice.servers[0]?.url}${filled}`, {
    method: method.toUpperCase(),
    body: body === undefined ? null : JSON.stringify(body),
  })
}

/** An object with the properties that a schema has. */
export type ObjectOf<Schema extends { properties: object }> = { [Name in keyof Schema['properties']]?: unknown }
