import { ADDRESSES, type FileEntry, type Overview, type PageEvent, type PageSource, type Report } from '../../protocol.ts'

/** A development server: it is asked for everything, and tells when something is new. */
export function liveSource(): PageSource {
  return {
    overview: () => json<Overview>(ADDRESSES.overview),
    report: (description) => json<Report>(ADDRESSES.report(description)),
    async file(description, _, { file }: FileEntry) {
      return new Uint8Array(await (await answer(ADDRESSES.file(description, file))).arrayBuffer())
    },
    viewerUrl: ({ id }, description, { file }) => ADDRESSES.viewer(id, description, file),
    listen(onEvent, onConnection) {
      // It connects again by itself when the server comes back.
      const events = new EventSource(ADDRESSES.events)
      events.addEventListener('open', () => onConnection('connected'))
      events.addEventListener('error', () => onConnection('lost'))
      events.addEventListener('message', ({ data }) => onEvent(JSON.parse(String(data)) as PageEvent))
      return () => events.close()
    },
  }
}

const json = async <Value>(address: string): Promise<Value> => (await (await answer(address)).json()) as Value

async function answer(address: string): Promise<Response> {
  const response = await fetch(address, { cache: 'no-cache' })
  if (response.ok) return response
  throw new Error(`The development server answered ${response.status} ${response.statusText} to ${address}.`)
}
