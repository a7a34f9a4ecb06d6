import type { Description } from '../load/load.ts'
import type { Notes } from '../load/notes.ts'
import { isAtMost, multiplies } from '../model/expanded-size.ts'
import { isArray, isObject, type Json, type JsonObject, own, put, text } from '../model/json.ts'
import { kindOf } from '../model/kinds.ts'
import { type ComponentKind, fieldOf, type ObjectType } from '../model/object-types.ts'
import { tokensOf } from '../model/pointer.ts'
import { type Problem, readable, type Severity } from '../problems.ts'
import { type Draft, emptyDraft, type Home, Linker, type LinkOptions } from './linker.ts'
import type { Component, LinkedDescription, LinkedOperation, LinkedPathItem, Unit } from './linked.ts'
import { implicitSubtypes } from './subtypes.ts'

export interface LinkSettings extends LinkOptions {
  /** Whether subtypes come along that only build on a schema through `allOf`. */
  subtypes: boolean
  /** Whether webhooks are sliced too. */
  webhooks: boolean
  /** Which root extensions every slice keeps. */
  rootExtensions: boolean | readonly string[]
}

/** Gives every part of a description its place: a component, an operation, or something all slices have. */
export function link(source: Description, settings: LinkSettings): LinkedDescription {
  const linker = new Linker(source, settings)
  const { root, model, notes } = source
  const pathItemType = typeIn(typeIn(model.root, 'paths'), '/')
  const operationType = typeIn(pathItemType, 'get')
  const tagType = typeIn(model.root, 'tags')
  const problems: Problem[] = []
  let firstLost: Lost | undefined
  let lost = 0

  const webhooks = isNothing(own(root, 'webhooks')) ? 'x-webhooks' : 'webhooks'
  const pathItems = [...pathItemsOf('paths', false), ...(settings.webhooks ? pathItemsOf(webhooks, true) : [])]
  const shell = shellOf()
  const security =
    own(root, 'security') === undefined ? undefined : unitOf(linker.unit(own(root, 'security')!, fieldOf(model.root, 'security')), notes)
  const tags = tagsOf(own(root, 'tags'))
  const components: Component[] = []
  // Walking a component may hoist others, which are then walked in turn.
  for (let id = 0; id < linker.components.length; id++) {
    const { kind, name, type, node } = linker.components[id]!
    // Spelt out, as all units: copied from others, each would have a hidden class of its own, which is larger than it is.
    const { value, needs, tags, inheritsSecurity, unresolved, problems } = unitOf(
      linker.unit(node, { holds: 'one', type }, emptyDraft(), { tokens: [], nodes: [node], id }),
      notes,
    )
    components.push({ id, kind, name, type, origin: node, value, needs, tags, inheritsSecurity, unresolved, problems })
  }
  if (settings.subtypes) addSubtypes(components)
  noteWhatIsLost()
  noteWhatIsChanged()
  const byAddress = new Map(linker.kinds.map((kind) => [containerOf(kind), new Map<string, Component>()]))
  for (const component of components) byAddress.get(containerOf(component.kind))!.set(component.name, component)
  const { kinds, isModular } = linker
  return { source, pathItems, components, kinds, byAddress, shell, security, tags, problems, isModular }

  function containerOf(kind: ComponentKind): string {
    return model.components.get(kind)!.container.at(-1)!
  }

  function pathItemsOf(field: string, isWebhook: boolean): LinkedPathItem[] {
    const map = own(root, field)
    // A description may have none, and say so.
    if (isNothing(map)) return []
    if (!isObject(map)) {
      lose({ name: field, reason: `it must be an object but is ${kindOf(map)}`, help: BELOW_PATHS, key: field, owner: root })
      return []
    }
    return notes
      .keys(map)
      .filter((key) => isWebhook || !key.startsWith('x-'))
      .map((key) => pathItemOf(field, key, map, isWebhook))
      .filter((item) => item !== undefined)
  }

  function pathItemOf(mapField: string, key: string, map: JsonObject, isWebhook: boolean): LinkedPathItem | undefined {
    const node = own(map, key)!
    const draft = emptyDraft()
    const item = linker.pathItem(node, draft)
    if (!item) {
      if (draft.problems.length === 0) {
        lose({ name: key, reason: `it must be an object but is ${kindOf(node)}`, help: BELOW_PATHS, key, owner: map })
        return undefined
      }
      return {
        key,
        isWebhook,
        value: {},
        shared: unitOf({ value: {}, draft: emptyDraft() }, notes),
        operations: [],
        broken: draft.problems,
      }
    }
    const found = operationsIn(item)
    const rest = without(item, (field) => found.some(({ field: [first] }) => first === field))
    const tokens = [mapField, key]
    // Of a path with more operations a slice has not all, and so not the item that a reference to it means.
    const homeOf = (operation: Json): Home => ({ tokens, nodes: found.length === 1 ? [node, item] : [operation, rest] })
    const operations = found.map((entry) => operationOf(entry, homeOf(entry.node)))
    const isUnknown = (field: string): boolean => fieldOf(pathItemType, field) === pathItemType.others
    const unknown = operations.length > 0 ? undefined : Object.keys(item).find(isUnknown)
    if (unknown !== undefined) {
      const help = OF_32.includes(unknown) ? 'It is one from OpenAPI 3.2 on.' : BY_METHODS
      lose({ name: key, reason: `“${unknown}” is not a field of it`, help, key: unknown, owner: item })
    }
    const shared = linker.unit(rest, { holds: 'one', type: pathItemType }, draft, { tokens, nodes: [rest] })
    const value = replaced(item, (field, old) => own(shared.value, field) ?? old)
    return { key, isWebhook, value, shared: unitOf(shared, notes), operations, broken: undefined }
  }

  function operationsIn(item: JsonObject): FoundOperation[] {
    const operations: FoundOperation[] = []
    const add = (method: string, field: readonly string[], holder: JsonObject): void => {
      const key = field.at(-1)!
      const node = holder[key]!
      // Not by the letter, but nobody means a method.
      if (!key.startsWith('x-') || isObject(node)) operations.push({ method, field, holder, node })
    }
    for (const key of Object.keys(item)) {
      if (model.methods.includes(key)) add(key.toUpperCase(), [key], item)
      const more = key === 'additionalOperations' && model.family === '3.2' ? item[key] : undefined
      if (isObject(more)) for (const method of Object.keys(more)) add(method, [key, method], more)
    }
    return operations
  }

  function operationOf({ method, field, holder, node }: FoundOperation, home: Home): LinkedOperation {
    const walked = linker.unit(node, { holds: 'one', type: operationType }, emptyDraft(), home)
    const { value: found, needs, tags, inheritsSecurity, unresolved, problems } = unitOf(walked, notes)
    const [value, broken] = isObject(found) ? [found, undefined] : [{}, [notAnOperation(field.at(-1)!, found, holder)]]
    return { method, field, origin: node, value, needs, tags, inheritsSecurity, unresolved, problems, broken }
  }

  function shellOf(): Map<string, Unit> {
    const kept = new Map<string, Unit>()
    const oversized: string[] = []
    for (const key of Object.keys(root)) {
      if (keepsExtension(key) && multiplies(root[key]!)) {
        oversized.push(key)
      } else if (model.keptRootFields.includes(key) || keepsExtension(key)) {
        kept.set(key, unitOf(linker.unit(root[key]!, fieldOf(model.root, key)), notes))
      }
    }
    if (oversized[0] !== undefined) {
      note(
        'oversized-extension',
        `${oversized.join(', ')} would make every slice far too large and was left out.`,
        'Look for YAML aliases that multiply, or keep the data elsewhere.',
        oversized[0],
      )
    }
    return kept
  }

  function keepsExtension(key: string): boolean {
    if (!key.startsWith('x-') || key === 'x-webhooks') return false
    const { rootExtensions } = settings
    return typeof rootExtensions === 'boolean' ? rootExtensions : rootExtensions.includes(key)
  }

  /** The list, or one of it, may stand behind a reference. */
  function tagsOf(field: Json | undefined): LinkedDescription['tags'] {
    const list = isObject(field) ? linker.unit(field, fieldOf(model.root, 'tags')).value : field
    if (!isArray(list)) return []
    return list.flatMap((tag) => {
      const unit = linker.unit(tag, { holds: 'one', type: tagType })
      const name = text(unit.value, 'name')
      return name === undefined
        ? []
        : [{ name, parent: model.family === '3.2' ? text(unit.value, 'parent') : undefined, ...unitOf(unit, notes) }]
    })
  }

  function addSubtypes(all: Component[]): void {
    const { container } = model.components.get('schemas')!
    const ids = new Map(all.filter(({ kind }) => kind === 'schemas').map(({ name, id }) => [name, id]))
    const idOf = (ref: string): number | undefined => {
      const tokens = ref.startsWith('#') ? tokensOf(ref) : undefined
      const isWhole = tokens?.length === container.length + 1 && container.every((token, index) => token === tokens[index])
      return isWhole ? ids.get(tokens.at(-1)!) : undefined
    }
    for (const [base, subtypes] of implicitSubtypes(all, idOf, model.schemaSiblings)) {
      const { needs, problems: known } = all[base]!
      all[base] = subtypes
        ? { ...all[base]!, needs: new Set([...needs, ...subtypes]) }
        : { ...all[base]!, problems: [...known, TOO_MANY_SUBTYPES] }
    }
  }

  function noteWhatIsChanged(): void {
    const leftOut = own(root, webhooks)
    if (!settings.webhooks && isObject(leftOut) && Object.keys(leftOut).length > 0) {
      note(
        'webhooks-left-out',
        `${counted(Object.keys(leftOut).length, 'webhook')} left out.`,
        'Set the option “webhooks” to slice them too.',
        'webhooks',
      )
    }
    if (!source.isFullVersion) {
      const { versionField: field } = model
      note(
        'short-version',
        `The description declares ${field}: ${source.version}, which is not a full version as a text.`,
        `Write ${field}: '${model.newest}'; slices have a full one.`,
        field,
      )
    }
    if (linker.relativeUrl) {
      const { owner, key } = linker.relativeUrl
      note(
        'relative-url',
        'Relative URLs are kept as they are; they start from where the description is served, not from the slices.',
        'Make them absolute if readers of the slices are to follow them.',
        key,
        owner,
      )
    }
    for (const { owner, ref } of source.emptyPointers) {
      note(
        'odd-reference',
        `The reference ${ref} ends in “#/”, which names a field without a name; the whole file was taken.`,
        'Leave out the “#/”.',
        '$ref',
        owner,
      )
    }
    const known = new Set([...model.root.fields.keys(), ...model.keptRootFields, 'components', '$self', 'externalDocs'])
    for (const key of Object.keys(root)) {
      if (!known.has(key) && !key.startsWith('x-')) {
        note(
          'unknown-root-field',
          `The root field ${JSON.stringify(key)} is not part of the specification and was left out.`,
          'Remove it, or give it a name that begins with “x-”.',
          key,
        )
      }
    }
  }

  function notAnOperation(key: string, value: Json, holder: JsonObject): Problem {
    const message = `“${key}” must be an operation but is ${kindOf(value)}.`
    return problemAt('not-an-operation', 'error', message, 'Describe the operation there, or remove the method.', key, holder)
  }

  function lose(one: Lost): void {
    firstLost ??= one
    lost++
  }

  /** Together, for there may be a million. */
  function noteWhatIsLost(): void {
    if (!firstLost) return
    const { name, reason, help, key, owner } = firstLost
    const more = lost === 1 ? '' : ` So it is with ${lost - 1} more.`
    note('no-operations', `“${name}” has no operations: ${reason}.${more}`, help, key, owner)
  }

  function note(code: Problem['code'], message: string, help: string, key: string, owner: JsonObject = root): void {
    problems.push(problemAt(code, 'warning', message, help, key, owner))
  }

  function problemAt(code: Problem['code'], severity: Severity, message: string, help: string, key: string, owner: JsonObject): Problem {
    const place = source.places.of(owner, key)
    return { code, severity, phase: 1, message: readable(message), help, ...(place && { place }) }
  }

  function replaced(item: JsonObject, value: (field: string, old: Json) => Json): JsonObject {
    const copy: Record<string, Json> = {}
    for (const key of Object.keys(item)) put(copy, key, value(key, item[key]!))
    notes.inherit(copy, item)
    return copy
  }

  function without(item: JsonObject, leftOut: (field: string) => boolean): JsonObject {
    const copy: Record<string, Json> = {}
    for (const key of Object.keys(item)) if (!leftOut(key)) put(copy, key, item[key])
    notes.inherit(copy, item)
    return copy
  }
}

/** No part of a real description comes near; YAML aliases that multiply do, as each is written out. */
const MAX_VALUES = 1_000_000

/** What is too large to write out is not carried along: it fails every slice that needs it. */
function unitOf({ value, draft }: { value: Json; draft: Draft }, notes: Notes): Unit {
  const { needs, tags, inheritsSecurity, unresolved, problems } = draft
  // Most parts have no tags, no problems and nothing unresolved, and there may be a million of them.
  const unit = {
    value,
    needs: needs.size === 0 ? NONE : needs,
    tags: tags.size === 0 ? NONE : tags,
    inheritsSecurity,
    unresolved: unresolved.size === 0 ? NONE : unresolved,
    problems: problems.length === 0 ? NO_PROBLEMS : problems,
  }
  // Every value takes a character at least.
  const isShort = (notes.textOf(value)?.length ?? Infinity) <= MAX_VALUES
  if (isShort || isAtMost(MAX_VALUES, value)) return unit
  const problem: Problem = {
    code: 'not-rendered',
    severity: 'error',
    phase: 1,
    message: `A part that is needed holds more than ${MAX_VALUES.toLocaleString('en')} values, or as much text, with YAML aliases written out.`,
    help: 'Keep large examples in files of their own (externalValue), and use references ($ref) where aliases multiply.',
  }
  return { ...unit, value: {}, problems: [...problems, problem] }
}

const NONE: ReadonlySet<never> = new Set()
const NO_PROBLEMS: readonly Problem[] = []

const TOO_MANY_SUBTYPES: Problem = {
  code: 'incomplete',
  severity: 'error',
  phase: 5,
  message: 'More schemas build on this one than can be followed.',
  help: 'Leave them out with the option “subtypes”.',
}

const counted = (count: number, noun: string): string => (count === 1 ? `1 ${noun} was` : `${count} ${noun}s were`)

const isNothing = (value: Json | undefined): value is null | undefined => value === undefined || value === null

/** An operation as found: it is walked later. */
type FoundOperation = Pick<LinkedOperation, 'method' | 'field'> & { holder: JsonObject; node: Json }

/** What should have operations and has none. */
interface Lost {
  name: string
  reason: string
  help: string
  key: string
  owner: JsonObject
}

const BELOW_PATHS = 'Write each path with its operations below it, by their methods: get, put, post and so on.'
const BY_METHODS = 'Name operations by their methods, in small letters: get, put, post and so on.'

/** Fields of a path item that earlier versions do not have. */
const OF_32: readonly string[] = ['query', 'additionalOperations']

/** The type of the objects that a field holds. */
function typeIn(type: ObjectType, key: string): ObjectType {
  const field = fieldOf(type, key)
  if (!('type' in field)) throw new TypeError(`${type.name}.${key} holds no objects`)
  return field.type
}
