import { printableJson } from '../../core/printable.ts'
import { pathToFileURL } from 'node:url'
import type { Location, Log, ReportingDescriptor, Result } from 'sarif'
import { entriesOf } from '../../core/problems/catalogue.ts'
import { plain } from '../../report/plain.ts'
import { version } from '../version.ts'
import type { Checked, Reporter, ReporterContext } from './checked.ts'
import { type Finding, findingsOf } from './findings.ts'
import { repositoryPath } from './repository-path.ts'

/** SARIF 2.1.0, which code scanning and editors read. */
export const sarif: Reporter = (checked, context) => {
  const found = checked.flatMap((one) => findingsOf(one).map((finding) => ({ one, finding })))
  const codes = [...new Set(found.map(({ finding }) => finding.code))].toSorted()
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'slice-oas', semanticVersion: version(), rules: codes.map(ruleOf) } },
        invocations: [{ executionSuccessful: checked.every(({ refusal }) => !refusal), exitCode: context.exitCode }],
        columnKind: 'utf16CodeUnits',
        results: found.map(({ one, finding }) => resultOf(one, finding, codes.indexOf(finding.code), context)),
      },
    ],
  }
  return printableJson(log)
}

function ruleOf(code: string): ReportingDescriptor {
  const [entry] = entriesOf(code)
  if (!entry) return { id: code, shortDescription: { text: code } }
  const { what, why, remedy } = entry
  return { id: code, shortDescription: { text: what }, fullDescription: { text: `${what} ${why}` }, help: { text: remedy } }
}

function resultOf(one: Checked, finding: Finding, ruleIndex: number, context: ReporterContext): Result {
  const { code, severity, message, help, endpoints } = finding
  return { ruleId: code, ruleIndex, level: severity, message: { text: `${message} ${help}` }, locations: [location()] }

  function location(): Location {
    const { file, line, column } = finding.place ?? { file: plain(one.input), line: undefined, column: undefined }
    return {
      physicalLocation: {
        artifactLocation: artifact(file, context),
        ...(line !== undefined && { region: { startLine: line, ...(column !== undefined && { startColumn: column }) } }),
      },
      ...(endpoints.length > 0 && {
        logicalLocations: endpoints.map((endpoint) => ({ fullyQualifiedName: endpoint, kind: 'resource' })),
      }),
    }
  }
}

function artifact(file: string, { cwd, env }: ReporterContext): { uri: string; uriBaseId?: string } {
  if (/^https?:\/\//.test(file)) return { uri: file }
  const path = repositoryPath(file, cwd, env['GITHUB_WORKSPACE'])
  // A path from the root of the file system starts with a slash, or with a drive.
  if (/^(?:\/|[A-Za-z]:)/.test(path)) return { uri: pathToFileURL(path).href }
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' }
}
