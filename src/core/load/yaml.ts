import { createRequire } from 'node:module'
import type * as Yaml from 'yaml'

/**
 * The door to the YAML library. It takes longer to load than a small description takes to slice, and is needed for YAML
 * of unusual kinds and for places in it only: so it is loaded when one of its functions is called.
 */
let library: typeof Yaml | undefined
const yaml = (): typeof Yaml => (library ??= createRequire(import.meta.url)('yaml') as typeof Yaml)

export const parseDocument: typeof Yaml.parseDocument = (source, options) => yaml().parseDocument(source, options) as never
export const newLineCounter = (): Yaml.LineCounter => new (yaml().LineCounter)()
export const isAlias = (node: unknown): node is Yaml.Alias => yaml().isAlias(node)
export const isMap = (node: unknown): node is Yaml.YAMLMap => yaml().isMap(node)
export const isNode = (node: unknown): node is Yaml.Node => yaml().isNode(node)
export const isScalar = (node: unknown): node is Yaml.Scalar => yaml().isScalar(node)
export const isSeq = (node: unknown): node is Yaml.YAMLSeq => yaml().isSeq(node)
