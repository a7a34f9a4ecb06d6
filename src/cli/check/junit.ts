import { plain } from '../../report/plain.ts'
import type { Checked, CheckedEndpoint, Reporter } from './checked.ts'

/** JUnit's XML, which CI servers read: a suite for each description, a case for each endpoint. */
export const junit: Reporter = (checked) =>
  ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="slice-oas">', ...checked.flatMap(suiteLines), '</testsuites>', ''].join(
    '\n',
  )

function suiteLines(checked: Checked): string[] {
  const { name, endpoints, refusal } = checked
  const cases = refusal ? [refusedCase(checked)] : endpoints.map((endpoint) => endpointCase(name, endpoint))
  const facts = {
    name,
    tests: cases.length,
    failures: endpoints.filter(({ failure }) => failure).length,
    errors: refusal ? 1 : 0,
    time: seconds(sumOf(endpoints)),
  }
  return [`  <testsuite${attributes(facts)}>`, ...cases.flat(), '  </testsuite>']
}

function refusedCase({ name, input, refusal }: Checked): string[] {
  const { code, message, help } = refusal!
  return caseLines({ classname: name, name: input }, `<error${attributes({ message, type: code })}>${text(help)}</error>`)
}

function endpointCase(classname: string, { method, path, failure, elapsed }: CheckedEndpoint): string[] {
  const facts = { classname, name: `${method} ${path}`, time: seconds(elapsed) }
  if (!failure) return caseLines(facts)
  const { reason, place, help, phase } = failure
  const where = place === undefined ? '' : `${place}: `
  return caseLines(
    facts,
    `<failure${attributes({ message: reason, type: `phase ${phase}` })}>${text(`${where}${reason} ${help}`)}</failure>`,
  )
}

type Facts = Readonly<Record<string, string | number | undefined>>

const caseLines = (facts: Facts, content?: string): string[] =>
  content === undefined
    ? [`    <testcase${attributes(facts)}/>`]
    : [`    <testcase${attributes(facts)}>`, `      ${content}`, '    </testcase>']

const attributes = (facts: Facts): string =>
  Object.entries(facts)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${text(String(value))}"`))
    .join('')

/** Undefined in reproducible runs. */
const sumOf = (endpoints: readonly CheckedEndpoint[]): number | undefined =>
  endpoints.some(({ elapsed }) => elapsed !== undefined) ? endpoints.reduce((sum, { elapsed = 0 }) => sum + elapsed, 0) : undefined

const seconds = (milliseconds: number | undefined): string | undefined =>
  milliseconds === undefined ? undefined : (milliseconds / 1000).toFixed(3)

/** For content and attributes alike. `plain` leaves no control characters; what else is no character in XML 1.0 becomes U+FFFD. */
const text = (value: string): string =>
  plain(value)
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, entity)

const entity = (character: string): string => `&#${character.charCodeAt(0)};`
