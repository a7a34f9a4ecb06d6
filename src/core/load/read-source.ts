import { messageOf, SliceError } from '../problems.ts'
import { NotAFile, type ReadFiles } from '../read-files.ts'

/** The bytes of a file. Synchronously: nothing can be done before they are there, and that way costs a third. @throws SliceError */
export function readSource(files: ReadFiles, file: string, shown: string): Uint8Array {
  try {
    return files.read(file)
  } catch (error) {
    refuse(error as NodeJS.ErrnoException, shown)
  }
}

function refuse(error: NodeJS.ErrnoException, shown: string): never {
  if (error instanceof NotAFile) {
    throw new SliceError(
      'input-not-a-file',
      `${shown} is a ${error.kind}, not a file.`,
      'Name the OpenAPI file itself, for example openapi.yaml inside a folder.',
    )
  }
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
    throw new SliceError('input-missing', `There is no file ${shown}.`, 'Check the spelling and the folder you are in.', undefined, {
      cause: error,
    })
  }
  throw new SliceError(
    'input-unreadable',
    `${shown} cannot be read: ${messageOf(error)}.`,
    error.code === 'ELOOP' ? 'Let the link lead to the file, or name the file itself.' : 'Check that you may read the file.',
    undefined,
    { cause: error },
  )
}
