import type { Place, Severity } from '../../core/problems.ts'
import { plain } from '../../report/plain.ts'
import type { Checked } from './checked.ts'

/** A problem or a refusal, in texts that are harmless wherever they are shown. */
export interface Finding {
  code: string
  severity: Severity
  message: string
  help: string
  place: Place | undefined
  /** As `GET /users`; empty if it is about the description as a whole. */
  endpoints: readonly string[]
}

/** Everything that was found in a description, errors first. */
export function findingsOf({ result, refusal }: Checked): Finding[] {
  const refused = refusal && { ...refusal, severity: 'error' as const, endpoints: [] }
  const found = result?.problems ?? (refused ? [refused] : [])
  return found.map(({ code, severity, message, help, place, endpoints = [] }) => ({
    code,
    severity,
    message: plain(message),
    help: plain(help),
    place: place && { ...place, file: plain(place.file) },
    endpoints: endpoints.map(plain),
  }))
}
