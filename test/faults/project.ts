import { parse as parseCsv } from 'csv-parse/sync'
import { parse as parseYaml } from 'yaml'
import { COLUMNS } from '../../src/core/write/index-csv.ts'
import { isLong } from '../support/scale.ts'
import { isAccepted } from '../support/second-validator.ts'
import { type Tree, treeOf } from '../support/tree.ts'

export const [LOCK, TEMPORARY, MANIFEST] = ['.openapi-slice.lock', '.slice-tmp', '.openapi-slice.json']

/** What others keep in the output folder. None of it may ever be touched. */
export const FOREIGN: Tree = { 'mine.txt': 'mine', 'mine_GET.yaml': 'mine: too\n', 'folder/mine.json': '{}', 'group-1/mine.yaml': 'mine' }

export const isOurs = (name: string): boolean => !Object.hasOwn(FOREIGN, name)

/** What is only there while a run is under way, or was killed. */
export const isLeftover = (name: string): boolean => name === LOCK || name.endsWith(TEMPORARY)

const REPORTS = [MANIFEST, 'index.csv', 'problems.json', 'report.html']

/** The rows of an index, which must be one. */
export function rowsOf(index: string): Record<string, string>[] {
  const [head, ...rows] = parseCsv(index) as string[][]
  if (head?.join() !== COLUMNS.join()) throw new Error(`The index begins with ${head?.join()}`)
  return rows.map((row) => Object.fromEntries(row.map((cell, column) => [COLUMNS[column], cell])))
}

/** Which slices a parser and a validator that are not ours reject; of our own description a few stand for all. */
export async function invalidSlices(tree: Tree): Promise<string[]> {
  const invalid: string[] = []
  const slices = Object.entries(tree).filter(([name]) => !REPORTS.includes(name) && isOurs(name))
  for (const [name, text] of isLong ? slices : slices.slice(0, 10)) if (!(await isAccepted(parseYaml(text)))) invalid.push(name)
  return invalid
}

export interface Expected {
  /** Results of undisturbed runs. Every file must be, byte for byte, of one of them. */
  undisturbed: readonly Tree[]
  foreign?: Tree
  /** Whether the run ended by itself, with failed endpoints perhaps, so that its reports are its own. */
  isOver?: boolean
}

/**
 * What is wrong with a folder in which a run was stopped, or met with trouble. The index must not name what is not there,
 * and of a run that was stopped it must be the former one or the beginning of the new one.
 */
export function wrongIn(folder: string, { undisturbed, foreign = FOREIGN, isOver = false }: Expected): string[] {
  const tree = treeOf(folder)
  const wrong: string[] = []
  for (const [name, text] of Object.entries(foreign)) if (tree[name] !== text) wrong.push(`${name} of others was touched`)
  for (const [name, text] of Object.entries(tree)) {
    const isWhole = undisturbed.some((one) => one[name] === text)
    if (Object.hasOwn(foreign, name) || isLeftover(name)) continue
    if (name === MANIFEST || (isOver && name === 'problems.json')) JSON.parse(text)
    else if (name === 'index.csv') wrong.push(...missingIn(text, tree), ...(isOver ? [] : notGrown(text, undisturbed)))
    else if (!isWhole) wrong.push(`${name} is not whole`)
  }
  return wrong
}

const missingIn = (index: string, tree: Tree): string[] =>
  rowsOf(index).flatMap(({ filename }) =>
    filename && tree[filename] === undefined ? [`index.csv names ${filename}, which is not there`] : [],
  )

const notGrown = (index: string, undisturbed: readonly Tree[]): string[] =>
  undisturbed.some((one) => one['index.csv']?.startsWith(index)) ? [] : ['index.csv is neither the former nor a beginning of the new one']
