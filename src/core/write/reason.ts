import { messageOf } from '../problems.ts'

const REASONS: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file is larger than the system allows',
  EIO: 'the disk does not work',
  EBADF: 'it is not open for writing',
  ENOTDIR: 'there is a file where a folder is needed',
  EEXIST: 'there is a file where a folder is needed',
  EISDIR: 'there is a folder of that name',
  ENOTEMPTY: 'there is a folder of that name',
  ENOENT: 'the folder is gone',
  ELOOP: 'the links that it leads through never end',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
}

/** Why something could not be written, in plain words. */
export const reasonOf = (error: unknown): string => REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? messageOf(error)

/** Where the disk is well, and something has to be moved. */
const IN_THE_WAY: ReadonlySet<string | undefined> = new Set(['EISDIR', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR'])

/** What to do about a file that could not be written. */
export const remedyFor = (error: unknown): string =>
  IN_THE_WAY.has((error as NodeJS.ErrnoException).code)
    ? 'Move it away, or choose another output folder, then run again.'
    : 'Check the free space and the permissions of the folder, then run again.'
