/** Judges the components of a slice: all that the source makes necessary, nothing that the slice does not reach. */
import type { Closure } from './closure.ts'
import type { Comparison } from './comparison.ts'
import { componentKey, componentTarget, componentType, rootDict, sectionOf, sectionsOf } from './components.ts'
import { place } from './finding.ts'
import { nodeOf } from './node.ts'
import { isDict, refOf, sameOrder } from './value.ts'
import type { Dict } from './value.ts'

export function judgeComponents(comparison: Comparison, wanted: Closure, reached: Closure): void {
  compareWanted(comparison, wanted)
  judgeSections(comparison, reached)
  judgeOrder(comparison)
  for (const dict of reached.dangling) {
    if (!comparison.inherited.has(dict)) {
      comparison.findings.add('dangling', `${refOf(dict) ?? 'a dynamic reference'} leads nowhere in the slice`)
    }
  }
}

/** Some components are needed without any reference to compare: subtypes, and what data names. */
function compareWanted(comparison: Comparison, wanted: Closure): void {
  for (const [key, component] of wanted.components) {
    const source = componentTarget(comparison.source, component)
    const slice = componentTarget(comparison.slice, component)
    const at = place(component.name, place(component.section))
    if (source === undefined) continue
    if (slice === undefined) comparison.findings.add('component-missing', `${key} is missing`, at)
    else if (comparison.isNew(componentType(comparison.source, component.section), source.value, slice.value)) {
      comparison.compare(componentType(comparison.source, component.section), nodeOf(source), nodeOf(slice), at)
    }
  }
}

function judgeSections({ slice, findings }: Comparison, reached: Closure): void {
  const components = rootDict(slice).get('components')
  if (components !== undefined && (!isDict(components) || components.size === 0)) {
    findings.add('empty-container', 'components is empty', place('components'))
  }
  for (const [section, value] of sectionsOf(slice)) {
    const at = place(section, slice.grammar.family === '2.0' ? undefined : place('components'))
    if (!isDict(value) || value.size === 0) findings.add('empty-container', `${section} is empty`, at)
    for (const name of isDict(value) ? value.keys() : []) {
      if (!reached.components.has(componentKey({ section, name }))) {
        findings.add('component-unreachable', `nothing refers to ${section}/${name}`, place(name, at))
      }
    }
  }
}

/** Those that have their name from the source stand in its order; hoisted ones may stand anywhere. */
function judgeOrder({ source, slice, findings }: Comparison): void {
  const sections = sectionsOf(slice).map(([section]) => section)
  if (slice.grammar.family !== '2.0' && !inSameOrder(new Map(sectionsOf(source)), new Map(sectionsOf(slice)))) {
    findings.add('order-changed', 'the kinds of components stand in another order', place('components'))
  }
  for (const section of sections) {
    if (!inSameOrder(sectionOf(source, section), sectionOf(slice, section))) {
      findings.add('order-changed', `${section} stand in another order`, place(section))
    }
  }
}

function inSameOrder(source: Dict, slice: Dict): boolean {
  const of = (dict: Dict, other: Dict): Dict => new Map([...dict].filter(([key]) => other.has(key)))
  return sameOrder(of(source, slice), of(slice, source))
}
