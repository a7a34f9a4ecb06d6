import { createRequire } from 'node:module'
import type * as Yaml from 'yaml'
import { MAX_DEPTH, SyntaxProblem, TOO_DEEP } from './syntax-problem.ts'

/**
 * The door to the YAML library. It takes longer to load than a small description takes to slice, and is needed for YAML
 * of unusual kinds and for places in it only: so it is loaded when one of its functions is called.
 */
let library: typeof Yaml | undefined
const yaml = (): typeof Yaml => (library ??= createRequire(import.meta.url)('yaml') as typeof Yaml)

/**
 * The library's `parseDocument`, which looks at each piece as it comes: its parser takes a time that grows with the square
 * of the nesting, and what puts the document together may run out of stack, which ends the process where an expression
 * has to be compiled just then.
 *
 * @throws SyntaxProblem `too-deep`; `syntax-error` if there is more than one document
 */
export function parseDocument(
  source: string,
  options: Yaml.ParseOptions & Yaml.DocumentOptions & Yaml.SchemaOptions,
): Yaml.Document.Parsed {
  const { Composer } = yaml()
  let document: Yaml.Document.Parsed | undefined
  for (const next of new Composer(options).compose(tokensOf(source, options.lineCounter), true, source.length)) {
    document ??= next
    if (document.errors.length > 0) break
    // A line that ends a document may also begin another one, with nothing in it.
    const [start, end] = next.contents?.range ?? [0, 0]
    if (next !== document && start < end) throw new SyntaxProblem('syntax-error', 'A second document begins here; a file has one', start)
  }
  // There always is one, if need be an empty one.
  return document!
}

function* tokensOf(source: string, lineCounter: Yaml.LineCounter | undefined): Generator<Yaml.CST.Token> {
  const { Lexer, Parser } = yaml()
  const parser = new Parser(lineCounter?.addNewLine)
  lineCounter?.addNewLine(0)
  for (const lexeme of new Lexer().lex(source)) {
    yield* parser.next(lexeme)
    if (parser.stack.length > MAX_DEPTH) throw new SyntaxProblem('too-deep', TOO_DEEP, parser.offset)
  }
  yield* parser.end()
}

export const newLineCounter = (): Yaml.LineCounter => new (yaml().LineCounter)()
export const isAlias = (node: unknown): node is Yaml.Alias => yaml().isAlias(node)
export const isMap = (node: unknown): node is Yaml.YAMLMap => yaml().isMap(node)
export const isNode = (node: unknown): node is Yaml.Node => yaml().isNode(node)
export const isScalar = (node: unknown): node is Yaml.Scalar => yaml().isScalar(node)
export const isSeq = (node: unknown): node is Yaml.YAMLSeq => yaml().isSeq(node)
