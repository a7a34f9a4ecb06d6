import type { Place, Severity } from '../../core/problems.ts'
import type { Checked, Reporter } from './checked.ts'
import { repositoryPath } from './repository-path.ts'
import { findingsOf } from './findings.ts'
import { prettyWithoutFrames } from './pretty.ts'

/** Annotations of GitHub Actions, at the lines that they are about, and a text for the log. */
export const github: Reporter = (checked, context) => {
  const pathOf = (file: string): string => repositoryPath(file, context.cwd, context.env['GITHUB_WORKSPACE'])
  const annotations = checked.flatMap((one) => annotationsOf(one, pathOf))
  return `${annotations.map((line) => `${line}\n`).join('')}${prettyWithoutFrames(checked, { ...context, colors: false })}`
}

function annotationsOf(checked: Checked, pathOf: (file: string) => string): string[] {
  return findingsOf(checked).map(({ code, severity, message, help, place, endpoints }) => {
    const about = endpoints.length === 0 ? '' : ` (${endpoints.slice(0, MAX_NAMED).join(', ')}${endpoints.length > MAX_NAMED ? ', …' : ''})`
    return annotation(severity, { ...placeOf(place, checked.input, pathOf), title: code }, `${message}${about}\n${help}`)
  })
}

/** A part that many endpoints share may be wrong for hundreds. */
const MAX_NAMED = 5

function placeOf(place: Place | undefined, input: string, pathOf: (file: string) => string): Record<string, string | undefined> {
  const { file, line, column } = place ?? { file: input, line: undefined, column: undefined }
  return { file: pathOf(file), line: line?.toString(), col: column?.toString() }
}

/** `::error file=a.yaml,line=1::message`, as the runner reads it. */
function annotation(severity: Severity, properties: Readonly<Record<string, string | undefined>>, message: string): string {
  const given = Object.entries(properties).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${escapedProperty(value)}`]))
  return `::${severity} ${given.join(',')}::${escapedData(message)}`
}

const escapedData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const escapedProperty = (text: string): string => escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
