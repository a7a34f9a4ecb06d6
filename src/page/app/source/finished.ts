import { type Overview, type PageSource, PARTS, PROTOCOL, type Report } from '../../protocol.ts'
import { bytesOf, inflated } from './inflate.ts'

/** A finished report: everything lies in the page itself. */
export function finishedSource(): PageSource {
  const report = once(async () => JSON.parse(await text(PARTS.report)) as Report)
  const book = once(async () => {
    const [pieces, recipes] = await Promise.all([text(PARTS.pieces), inflated(bytesOf(partOf(PARTS.recipes)))])
    return { pieces: JSON.parse(pieces) as string[], recipes: recipesOf(recipes) }
  })
  return {
    async overview(): Promise<Overview> {
      const { name, title } = await report()
      return { protocol: PROTOCOL, descriptions: [{ name, title, trouble: null }], viewers: [] }
    },
    report,
    async file(_, index) {
      const { pieces, recipes } = await book()
      const recipe = recipes[index] ?? new Int32Array()
      return new TextEncoder().encode(Array.from(recipe, (piece) => pieces[piece]).join(''))
    },
    viewerUrl: () => '',
    listen(_, onConnection) {
      onConnection('finished')
      return () => {}
    },
  }
}

export const hasReport = (): boolean => document.getElementById(PARTS.report) !== null

const partOf = (id: string): string => document.getElementById(id)?.textContent ?? ''

const text = async (id: string): Promise<string> => new TextDecoder().decode(await inflated(bytesOf(partOf(id))))

/** The work is done when it is first asked for, and never twice. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => (made ??= make())
}

/** The pieces of every file, see `PARTS.recipes`. */
export function recipesOf(bytes: Uint8Array): Int32Array[] {
  const recipes: Int32Array[] = []
  let at = 0
  while (at < bytes.length) {
    const recipe = new Int32Array(number())
    let piece = 0
    for (let position = 0; position < recipe.length; position++) {
      const difference = number()
      piece += (difference >>> 1) ^ -(difference & 1)
      recipe[position] = piece
    }
    recipes.push(recipe)
  }
  return recipes

  function number(): number {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]!
      value |= (byte & 127) << shift
      if (byte < 128) return value
    }
  }
}
