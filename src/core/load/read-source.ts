import { statSync } from 'node:fs'
import { messageOf, SliceError } from '../problems.ts'
import type { ReadFiles } from '../read-files.ts'

/** The bytes of a file. Synchronously: nothing can be done before they are there, and that way costs a third. @throws SliceError */
export function readSource(files: ReadFiles, file: string, shown: string): Uint8Array {
  let isFolder: boolean
  try {
    if (files.has(file)) return files.read(file)
    const found = statSync(file)
    if (found.isFile()) return files.read(file)
    isFolder = found.isDirectory()
  } catch (error) {
    refuse(error as NodeJS.ErrnoException, shown)
  }
  // Reading a pipe could wait for ever, and a device may have no end.
  throw new SliceError(
    'input-not-a-file',
    `${shown} is ${isFolder ? 'a folder' : 'a pipe or a device'}, not a file.`,
    'Name the OpenAPI file itself, for example openapi.yaml inside a folder.',
  )
}

function refuse(error: NodeJS.ErrnoException, shown: string): never {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
    throw new SliceError('input-missing', `There is no file ${shown}.`, 'Check the spelling and the folder you are in.', undefined, {
      cause: error,
    })
  }
  throw new SliceError(
    'input-unreadable',
    `${shown} cannot be read: ${messageOf(error)}.`,
    'Check that you may read the file.',
    undefined,
    { cause: error },
  )
}
