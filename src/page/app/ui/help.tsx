import type { JSX, RefObject } from 'preact'
import { Button } from './parts.tsx'

const KEYS: readonly [keys: readonly string[], what: string][] = [
  [['/'], 'Search'],
  [['↑', '↓'], 'Move through a list; Page Up, Page Down, Home and End too'],
  [['Enter'], 'Open what is marked, and go there'],
  [['Esc'], 'Back to the list; in the search: empty it'],
  [['←', '→'], 'Other tab; in the picture: along the arrows'],
  [['1', '2', '3', '4'], 'Endpoints, components, sizes, problems'],
  [['?'], 'This list'],
]

export const Help = ({ dialog }: { dialog: RefObject<HTMLDialogElement | null> }): JSX.Element => (
  <dialog ref={dialog} class="help" aria-labelledby="help-title">
    <h2 id="help-title">Keys</h2>
    <dl>
      {KEYS.map(([keys, what]) => (
        <div>
          <dt>
            {keys.map((key) => (
              <kbd>{key}</kbd>
            ))}
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
    <Button label="Close" onClick={() => dialog.current?.close()} />
  </dialog>
)
