import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { plain } from '../../report/plain.ts'

/** Why nothing can be written into a folder, in words; undefined if it can. */
export function folderProblem(folder: string, cwd: string): string | undefined {
  const shown = plain(folder)
  const nearest = nearestExisting(resolve(cwd, folder))
  if (!isFolder(nearest)) return `${shown} cannot be a folder: ${plain(nearest)} is a file. Type another name.`
  return isWritable(nearest) ? undefined : `You may not write into ${plain(nearest)}. Type another name.`
}

/** What is to be known about what is in a folder. */
export function folderNote(folder: string, cwd: string): string {
  const files = filesIn(resolve(cwd, folder))
  if (files === undefined) return 'a new folder'
  if (files.includes('.openapi-slice.json')) return 'files of the last time that are no longer needed go away'
  return files.length === 0 ? 'an empty folder' : 'what is in it already stays as it is'
}

function nearestExisting(path: string): string {
  let nearest = path
  while (!existsSync(nearest) && nearest !== dirname(nearest)) nearest = dirname(nearest)
  return nearest
}

const isFolder = (path: string): boolean => statSync(path).isDirectory()

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function filesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder)
  } catch {
    return undefined
  }
}
