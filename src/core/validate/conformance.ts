import { isLegalName } from '../model/legal-name.ts'
import type { LinkedDescription, LinkedPathItem, Unit } from '../link/linked.ts'
import { type Json, own } from '../model/json.ts'
import type { Endpoint } from '../select/endpoints.ts'
import type { Slice } from '../slice/slice.ts'
import { areUnique, type ParameterKey, parametersOf, templatesOf, withoutVariables } from './conditions.ts'
import { ConformanceWalk } from './conformance-walk.ts'
import type { Finding } from './linter.ts'
import type { LinterTypes } from './linter-types.ts'
import { inDocumentOrder } from './order.ts'

/** What is known of the parts of a description without asking the linter. */
export interface Conformance {
  /** All that the linter finds in these parts. */
  readonly findings: ReadonlyMap<Unit, readonly Finding[]>
  /** Parts that only the linter can judge. */
  readonly doubtful: ReadonlySet<Unit>
  /** Whether one of these belongs to every slice. */
  readonly isGlobal: boolean
}

/**
 * Which parts of a slice the linter has nothing to say about, or what: found out by its own object types and by
 * conditions at least as strict as its other rules, in a fraction of its time. What is not obviously fine is left to it.
 */
export function conformanceOf(linked: LinkedDescription, slice: Slice, types: LinterTypes): Conformance {
  const { model } = linked.source
  const walk = new ConformanceWalk(linked, types)
  const findings = new Map<Unit, readonly Finding[]>()
  const doubtful = new Set<Unit>()
  const root = walk.shapeAt([], {})!
  let isGlobal = false

  const judge = (unit: Unit, tokens: readonly string[], check: () => boolean): boolean => {
    const found = walk.judge(unit, tokens, check)
    if (!found) doubtful.add(unit)
    else if (found.length > 0) findings.set(unit, inDocumentOrder(found, slice.document))
    return found !== undefined
  }

  for (const [key, unit] of linked.shell) isGlobal = !judge(unit, [key], () => walk.field(key, unit.value, root)) || isGlobal
  const required = typeof root.required === 'function' ? [] : root.required
  isGlobal ||= required.some((key) => key !== 'paths' && !linked.shell.has(key))
  const { security } = linked
  if (security) isGlobal = !judge(security, ['security'], () => walk.field('security', security.value, root)) || isGlobal
  judgeTags()
  for (const component of slice.components) {
    const shape = walk.shapeOf(component)
    const { container } = model.components.get(component.kind)!
    judge(component, [...container, component.name], () => {
      if (!shape || (model.family !== '2.0' && !isLegalName(component.name))) return false
      return walk.node(component.value, shape, component.name)
    })
  }
  const paths = new Map<string, LinkedPathItem>()
  for (const item of new Set(slice.endpoints.map((endpoint) => endpoint.item))) judgePathItem(item)
  for (const endpoint of slice.endpoints) judgeOperation(endpoint)
  for (const unit of walk.repeated()) doubtful.add(unit)
  return { findings, doubtful, isGlobal }

  function judgeTags(): void {
    const names = new Set<string>()
    for (const [index, tag] of linked.tags.entries()) {
      const tokens = ['tags', String(index)]
      const shape = walk.shapeAt(tokens, tag.value)
      judge(tag, tokens, () => shape !== undefined && !names.has(tag.name) && walk.node(tag.value, shape, ''))
      names.add(tag.name)
    }
  }

  function judgePathItem(item: LinkedPathItem): void {
    const { key, value, shared, isWebhook, operations } = item
    const tokens = tokensOfItem(item)
    judge(shared, tokens, () => {
      const shape = walk.shapeAt(tokens, value)
      // path-declaration-must-exist, no-identical-paths
      if (shape?.name !== 'PathItem' || key.includes('{}') || Object.hasOwn(value, '$ref') || isTwin(item)) return false
      if (key.includes('?') && !isWebhook) walk.find('path-not-include-query', QUERY)
      const parameters = parametersOf(own(value, 'parameters'), walk)
      if (!areUnique(parameters) || !areIn(templatesOf(key), parameters)) return false
      return walk.fields(value, shape, 0, new Set(operations.map(({ field }) => field[0]!)))
    })
  }

  function judgeOperation({ item, operation: { field, value }, operation }: Endpoint): void {
    const tokens = [...tokensOfItem(item), ...field]
    judge(operation, tokens, () => {
      const shape = walk.shapeAt(tokens, value)
      const shared = parametersOf(own(item.value, 'parameters'), walk)
      const parameters = parametersOf(own(value, 'parameters'), walk)
      if (shape?.name !== 'Operation' || !shared || !parameters) return false
      const templates = templatesOf(item.key)
      const isDefined = (name: Json | undefined): boolean =>
        [...parameters, ...shared].some((parameter) => parameter.in === 'path' && parameter.name === name)
      if (!areIn(templates, parameters) || ![...templates].every(isDefined)) return false
      return walk.node(value, shape, field.at(-1)!)
    })
  }

  /** Where it stands in a slice. */
  function tokensOfItem({ key, isWebhook }: LinkedPathItem): string[] {
    if (!isWebhook) return ['paths', key]
    return [own(linked.source.root, 'webhooks') === undefined ? 'x-webhooks' : 'webhooks', key]
  }

  /** Whether another path differs only in the names of its templates (no-identical-paths). Both are doubtful then. */
  function isTwin(item: LinkedPathItem): boolean {
    if (item.isWebhook) return false
    const id = withoutVariables(item.key)
    const other = paths.get(id)
    paths.set(id, item)
    if (other) doubtful.add(other.shared)
    return other !== undefined
  }
}

/** path-parameters-defined, for what is declared. */
const areIn = (templates: ReadonlySet<Json | undefined>, parameters: readonly ParameterKey[]): boolean =>
  parameters.every((parameter) => parameter.in !== 'path' || templates.has(parameter.name))

const QUERY = "Don't put query string items in the path, they belong in parameters with `in: query`."
