import { readFileSync, statSync } from 'node:fs'
import { dirname, extname, resolve } from 'node:path'

/** Files that are looked into. A configuration is a handful; what refers to so many is none. */
const MAX_FILES = 1_000

/** What may be left out at the end of an import. */
const ENDINGS = ['', '.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json', '/index.ts', '/index.js']

const PROGRAM = /\.[cm]?[jt]s$/

/** Relative imports, exports and `require`; a program may read more, which only it knows. */
const IMPORTED = /\b(?:from|import|require)\b\s*\(?\s*(['"`])(\.{1,2}\/[^'"`\n]+)\1/g

/** What may be the name of a file in YAML: with an ending. */
const NAMED = /[^\s'"`,[\](){}]+\.\w+/g

/**
 * A configuration of a user, and the files that it consists of: what programs import by a relative path, and what YAML names.
 * Absolute paths, the file itself first.
 */
export function filesBehind(file: string): string[] {
  const found = new Set([file])
  for (const path of found) {
    if (found.size > MAX_FILES) break
    for (const name of namesIn(path)) {
      const named = ENDINGS.map((ending) => resolve(dirname(path), name + ending)).find(isFile)
      if (named !== undefined) found.add(named)
    }
  }
  return [...found].filter(isFile)
}

function namesIn(path: string): string[] {
  if (PROGRAM.test(path)) return [...read(path).matchAll(IMPORTED)].map(([, , name]) => name!)
  return ['.yaml', '.yml'].includes(extname(path)) ? (read(path).match(NAMED) ?? []) : []
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true
