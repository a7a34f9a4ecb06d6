/** Judges the text of a slice before its meaning: readable by all, without anything left over. */
import type { Findings } from './finding.ts'
import { readJson } from './json.ts'
import { firstDifference, readSecond } from './second-reader.ts'
import { isDict, isList, type Value } from './value.ts'
import type { Reading } from './yaml.ts'
import { readYaml } from './yaml.ts'

/** The value of the text, or undefined when nothing can be judged. */
export function judgeText(text: string, findings: Findings): Value | undefined {
  if (text.startsWith('\uFEFF')) findings.add('bom', 'the text begins with a byte order mark')
  if (text.includes('\r')) findings.add('line-end', 'a carriage return stands in the text')
  const value = text.trimStart().startsWith('{') ? judgeJson(text, findings) : judgeYaml(text, findings)
  if (newlinesOf(text) !== 1 && newlinesOf(text) !== Math.max(1, newlinesOf(lastOf(value)))) {
    findings.add('final-newline', 'the text does not end with exactly one newline of its own')
  }
  return value
}

const newlinesOf = (text: string): number => text.length - text.replace(/\n+$/, '').length

/** The text that a description ends with: its own empty lines, kept by a block, end the file as well. */
function lastOf(value: Value | undefined): string {
  let last = value
  while (isDict(last) || isList(last)) last = [...last.values()].at(-1)
  return typeof last === 'string' ? last : ''
}

function judgeJson(text: string, findings: Findings): Value | undefined {
  const { value, duplicates } = readJson(text)
  if (value === undefined) return judgeYaml(text, findings)
  for (const key of duplicates) findings.add('duplicate-key', `${key} stands twice in one object`)
  return value
}

function judgeYaml(text: string, findings: Findings): Value | undefined {
  const reading = readYaml(text)
  const second = readSecond(text)
  // What nests deeper than one library can go is judged by the other alone.
  if (reading.tooDeep && second?.value !== undefined) return second.value
  for (const error of reading.errors) findings.add(error.startsWith('DUPLICATE_KEY') ? 'duplicate-key' : 'unreadable', error)
  for (const oddity of new Set(reading.oddities)) findings.add(codeOf(oddity), oddity)
  if (reading.errors.length > 0) return undefined
  judgeSecond(reading, second, findings)
  return reading.value
}

function codeOf(oddity: string): string {
  if (/^(?:alias|anchor|merge)/.test(oddity)) return 'alias'
  return oddity.startsWith('YAML 1.1') ? 'yaml-1.1' : 'yaml-oddity'
}

function judgeSecond({ value }: Reading, second: ReturnType<typeof readSecond>, findings: Findings): void {
  if (second === undefined) return
  if (second.error !== undefined) return findings.add('unreadable', `js-yaml: ${second.error}`)
  const at = firstDifference(value, second.value ?? null)
  if (at !== undefined) findings.add('readers-differ', `js-yaml reads another value at ${at}`)
}
