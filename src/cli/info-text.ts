import type { EndpointTrouble, SpecInfo, TargetInfo } from '../core/spec-info.ts'
import { printableJson } from '../core/printable.ts'
import { formatPlace } from '../core/problems.ts'
import { plain } from '../report/plain.ts'
import { sizeText } from '../core/size-text.ts'

/** A terminal shows about this many lines at once. */
const MAX_LISTED = 20

/** What is known of a description, in lines without newlines. */
export function infoLines(info: SpecInfo): string[] {
  const { name, version, size, files, broken, components, targets } = info
  const kinds = Object.entries(components).map(([kind, count]) => `${count} ${kind}`)
  return [
    `${plain(name)}: version ${plain(version)}`,
    `  Size: ${sizeText(size)} in ${counted(files, 'file')}`,
    `  Endpoints: ${endpointsText(info)}`,
    ...(broken.length === 0 ? [] : [`  ${broken.length} cannot be read:`, ...troubleLines(broken)]),
    `  Components: ${kinds.length > 0 ? kinds.join(', ') : 'none'}`,
    ...targets.flatMap((target) => targetLines(target, info.endpoints - broken.length)),
  ]
}

const endpointsText = ({ endpoints, allEndpoints }: SpecInfo): string =>
  endpoints === allEndpoints ? String(endpoints) : `${endpoints} selected of ${allEndpoints}`

function targetLines({ version, isOwn, lossless, lossy, losses, impossible }: TargetInfo, endpoints: number): string[] {
  if (isOwn) return [`${version}: the version it has`]
  const width = Math.max(...losses.map(({ code }) => code.length))
  return [
    `${version}: ${lossless} of ${counted(endpoints, 'endpoint')} without loss`,
    ...(lossy === 0 ? [] : [`  ${lossy} with losses:`]),
    ...losses.map(
      (loss) =>
        `    ${loss.code.padEnd(width)}  ${counted(loss.places, 'place')}, ${counted(loss.endpoints, 'endpoint')}: ${plain(loss.message)}`,
    ),
    ...(impossible.length === 0 ? [] : [`  ${impossible.length} cannot be said there:`]),
    ...troubleLines(impossible),
  ]
}

function troubleLines(endpoints: readonly EndpointTrouble[]): string[] {
  const more = endpoints.length - MAX_LISTED
  return [...endpoints.slice(0, MAX_LISTED).map(troubleLine), ...(more > 0 ? [`    … and ${more} more, see --json`] : [])]
}

function troubleLine({ method, path, problems }: EndpointTrouble): string {
  const reasons = problems.map(({ message, place }) => (place ? `${message} (${formatPlace(place)})` : message))
  return `    ${plain(`${method} ${path} — ${[...new Set(reasons)].join(' ')}`)}`
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** One description is an object, several are a list. */
export const infoJson = (infos: readonly SpecInfo[]): string => printableJson(infos.length === 1 ? infos[0] : infos)
