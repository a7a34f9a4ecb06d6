import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { type Code, codeOf } from '../model/code.ts'
import type { Endpoint, Model } from '../model/model.ts'
import { describedAs, revision, source, viewers } from '../state.ts'
import { CodeView } from './code-view.tsx'
import { Button, CopyButton, Empty } from './parts.tsx'

interface Loaded {
  readonly bytes: Uint8Array
  readonly text: string
  readonly code: Code
}

/** The slice itself, exactly as it was written. */
export function SliceTab({ model, endpoint }: { model: Model; endpoint: Endpoint }): JSX.Element {
  const [loaded, setLoaded] = useState<Loaded>()
  const [failure, setFailure] = useState<string>()
  const { file } = endpoint
  const { files, output } = model.report
  const entry = file === null ? undefined : files[file]
  useEffect(() => {
    let isCurrent = true
    setFailure(undefined)
    if (!entry || !output.hasTexts) return
    source()
      .file(describedAs(), file!, entry)
      .then(
        (bytes) => {
          const text = new TextDecoder().decode(bytes)
          if (isCurrent) setLoaded({ bytes, text, code: codeOf(text, output.format) })
        },
        (error: unknown) => isCurrent && setFailure(error instanceof Error ? error.message : String(error)),
      )
    return () => void (isCurrent = false)
  }, [entry, revision.value])

  if (!entry) return <NotWritten endpoint={endpoint} />
  if (!output.hasTexts) return <LeftOut file={entry.file} hasFiles={output.hasFiles} />
  if (failure !== undefined) {
    return (
      <Empty icon="warning" title="The slice could not be read">
        <p>{failure}</p>
      </Empty>
    )
  }
  if (!loaded) return <div class="code-loading" role="status" aria-label="Loading the slice" />
  return (
    <CodeView key={entry.file} code={loaded.code} label={entry.file} sizes={sizesOf(model)}>
      {viewers.value.map((viewer) => (
        <a class="button" target="_blank" rel="noreferrer" href={source().viewerUrl(viewer, describedAs(), entry)}>
          Open in {viewer.title}
        </a>
      ))}
      {output.hasFiles && (
        <a class="button" href={entry.file.split('/').map(encodeURIComponent).join('/')} title="Open the file itself">
          File
        </a>
      )}
      <CopyButton text={() => loaded.text} label="Copy" />
      <Button icon="download" label="Save" onClick={() => save(loaded.bytes, entry.file)} />
    </CodeView>
  )
}

/** By pointer: what a component weighs. */
function sizesOf({ components }: Model): ReadonlyMap<string, { kind: string; bytes: number }> {
  return new Map(
    components.map(({ kind, name, bytes }) => [`${kind}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, { kind, bytes }]),
  )
}

function save(bytes: Uint8Array, file: string): void {
  const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]))
  const link = document.createElement('a')
  link.href = address
  link.download = file.split('/').at(-1)!
  link.click()
  URL.revokeObjectURL(address)
}

const NotWritten = ({ endpoint }: { endpoint: Endpoint }): JSX.Element => (
  <Empty icon={endpoint.verdict === 'failed' ? 'cross' : 'info'} title="No slice was written">
    <p>{endpoint.reason || 'Its problems are in the tab beside.'}</p>
  </Empty>
)

const LeftOut = ({ file, hasFiles }: { file: string; hasFiles: boolean }): JSX.Element => (
  <Empty icon="info" title="The slices are too large for one page">
    <p>Their texts were left out of this report; everything else is here.</p>
    {hasFiles && (
      <p>
        This one lies beside the report: <a href={file.split('/').map(encodeURIComponent).join('/')}>{file}</a>
      </p>
    )}
  </Empty>
)
