/** A block of code in a document. */
export interface Snippet {
  /** Such as `docs/api.md:12`. */
  place: string
  /** Such as `ts`; empty for what is only shown, as the output of a command is. */
  language: string
  text: string
  /** The file that its first line names, as in `// vite.config.ts` or `<!-- index.html -->`. */
  file: string | undefined
  /** Why it is not run, as a comment above it says: `<!-- not run: … -->`. */
  reason: string | undefined
}

const BLOCK = /(?:<!-- not run: ([^>]+) -->\n+)?^```(\w*)\n(.*?)^```$/gms

export function snippetsOf(document: string, text: string): Snippet[] {
  return [...text.matchAll(BLOCK)].map((match) => {
    const [all, reason, language, body] = match
    const line = text.slice(0, match.index + all.indexOf('```')).split('\n').length
    return {
      place: `${document}:${line}`,
      language: language!,
      text: body!,
      file: /^(?:\/\/|<!--) ([\w.-]+)(?: -->)?\n/.exec(body!)?.[1],
      reason,
    }
  })
}
