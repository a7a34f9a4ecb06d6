/** What the judge has to say, and where. */
export interface Finding {
  code: string
  message: string
  /** A JSON pointer into the slice, or into the source where the slice has nothing. */
  pointer?: string
}

/** A place as a linked list: it becomes text only when there is something to report. */
export interface Place {
  parent: Place | undefined
  key: string
}

export const place = (key: string, parent?: Place): Place => ({ parent, key })

function pointerOf(at: Place): string {
  const keys: string[] = []
  for (let step: Place | undefined = at; step !== undefined; step = step.parent) keys.unshift(step.key)
  return `#/${keys.map((key) => key.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`
}

/** One defect can show in thousands of places; more than this helps nobody. */
const LIMIT = 50

export class Findings {
  readonly list: Finding[] = []

  add(code: string, message: string, at?: Place): void {
    if (this.list.length >= LIMIT) return
    this.list.push(at === undefined ? { code, message } : { code, message, pointer: pointerOf(at) })
  }
}
