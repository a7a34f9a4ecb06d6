/** A description: its entry document, the further documents it refers to, and the version they are read by. */
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, extname, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Family } from './grammar.ts'
import { Grammar } from './grammar.ts'
import { readJson } from './json.ts'
import { readSecond } from './second-reader.ts'
import type { Value } from './value.ts'
import { isDict, scalarText } from './value.ts'
import { readYaml } from './yaml.ts'

/** A document, or a schema in it that `$id` makes a resource of its own; references start from it. */
export interface Resource {
  document: ParsedDocument
  uri: string
  /** Where in the document the resource begins. */
  pointer: string[]
  /** `$anchor` and `$dynamicAnchor` names with the place of their schema. */
  anchors: Map<string, string[]>
}

export interface ParsedDocument {
  /** Where the document was read from; its `$self` may give it another identity. */
  location: string
  value: Value
  resource: Resource
  indexed: Set<string>
  /** False when the text has no `$id` or anchor at all, which saves looking for them. */
  hasIdentifiers: boolean
}

export interface Description {
  root: ParsedDocument
  grammar: Grammar
  /** Folder that references may not leave; undefined when the description may read no files at all. */
  folder: string | undefined
  documents: Map<string, ParsedDocument | undefined>
  resources: Map<string, Resource>
}

export function familyOf(value: Value): Family {
  const version = isDict(value) ? (value.get('openapi') ?? value.get('swagger')) : undefined
  // Without quotes it is a number.
  const family = scalarText(version).slice(0, 3)
  return family === '2.0' || family === '3.1' || family === '3.2' ? family : '3.0'
}

export function createDescription(value: Value, location: string, text: string, folder?: string): Description {
  const root = createDocument(value, location, text)
  const description: Description = { root, grammar: new Grammar(familyOf(value)), folder, documents: new Map(), resources: new Map() }
  description.documents.set(location, root)
  description.resources.set(root.resource.uri, root.resource)
  return description
}

function createDocument(value: Value, location: string, text: string): ParsedDocument {
  const self = isDict(value) && value.has('openapi') ? value.get('$self') : undefined
  const uri = typeof self === 'string' ? (absolute(self, location) ?? location) : location
  const hasIdentifiers = /\$(?:id|anchor|dynamicAnchor)\b/.test(text)
  const document = { location, value, indexed: new Set<string>(), hasIdentifiers } as ParsedDocument
  document.resource = { document, uri, pointer: [], anchors: new Map() }
  return document
}

export function absolute(reference: string, base: string): string | undefined {
  try {
    const url = new URL(reference, base)
    url.hash = ''
    return url.href
  } catch {
    return undefined
  }
}

/** The document at a location; read once, undefined when there is none that may be read. */
export function documentAt(description: Description, location: string): ParsedDocument | undefined {
  if (!description.documents.has(location)) description.documents.set(location, readAllowed(description, location))
  return description.documents.get(location)
}

function readAllowed({ folder }: Description, location: string): ParsedDocument | undefined {
  if (folder === undefined || !location.startsWith('file:')) return undefined
  const file = filePath(location)
  if (file === undefined || !existsSync(file) || !statSync(file).isFile() || leaves(folder, file)) return undefined
  return readDocument(file, location)
}

function filePath(location: string): string | undefined {
  try {
    return fileURLToPath(location)
  } catch {
    return undefined
  }
}

/** Links are followed first: a link inside the folder must not lead out of it. */
function leaves(folder: string, file: string): boolean {
  const path = relative(realpathSync(folder), realpathSync(file))
  return path.startsWith('..') || resolve(path) === path
}

function readDocument(file: string, location: string): ParsedDocument {
  const text = textOf(file)
  const isStructured = ['.yaml', '.yml', '.json'].includes(extname(file).toLowerCase())
  return createDocument(isStructured || isDict(tryParse(text)) ? parseText(text) : text, location, text)
}

function textOf(file: string): string {
  const bytes = readFileSync(file)
  return new TextDecoder(encodingOf(bytes)).decode(bytes)
}

/** A byte order mark, or where the zero bytes of ASCII stand (YAML 1.2.2 §5.2). */
function encodingOf([first, second]: Uint8Array): string {
  if ((first === 0xff && second === 0xfe) || second === 0) return 'utf-16le'
  return (first === 0xfe && second === 0xff) || first === 0 ? 'utf-16be' : 'utf-8'
}

function tryParse(text: string): Value {
  try {
    return parseText(text)
  } catch {
    return null
  }
}

export function parseText(text: string): Value {
  const json = text.trimStart().startsWith('{') ? readJson(text).value : undefined
  if (json !== undefined) return json
  const reading = readYaml(text)
  const deep = reading.tooDeep ? readSecond(text)?.value : undefined
  if (deep !== undefined) return deep
  if (reading.errors.length > 0) throw new Error(reading.errors.join('\n'))
  return reading.value
}

/** Reads the entry document; the others follow when a reference leads to them. */
export function readDescription(file: string, folder = dirname(file)): Description {
  const path = resolve(file)
  const text = textOf(path)
  return createDescription(parseText(text), pathToFileURL(path).href, text, resolve(folder))
}
