import type { Report } from '../../protocol.ts'

/** Marks that turn the direction of writing, with which a text looks like another one; and what no text needs. */
const HIDDEN = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g

/** A text in which nothing plays tricks unseen: `‹U+202E›`. */
export const visible = (text: string): string =>
  text.replace(HIDDEN, (mark) => `‹U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}›`)

/** A report as it is shown. What is asked of a server are files, whose names have no such marks. */
export function visibleReport(report: Report): Report {
  return {
    ...report,
    title: visible(report.title),
    version: visible(report.version),
    source: { ...report.source, file: visible(report.source.file) },
    endpoints: report.endpoints.map((endpoint) => ({
      ...endpoint,
      path: visible(endpoint.path),
      method: visible(endpoint.method),
      summary: visible(endpoint.summary),
      operationId: visible(endpoint.operationId),
      tags: endpoint.tags.map(visible),
      responses: endpoint.responses.map(visible),
      reason: visible(endpoint.reason),
    })),
    components: report.components.map((component) => ({ ...component, name: visible(component.name) })),
    problems: report.problems.map((problem) => ({
      ...problem,
      message: visible(problem.message),
      help: visible(problem.help),
      place: visible(problem.place),
    })),
  }
}
