import { EXIT } from '../problems.ts'
import type { Explanation } from './explanation.ts'

/** What the command ends with, by name of the exit code. */
export const OF_EXITS: Readonly<Record<keyof typeof EXIT | 'interrupted' | 'terminated', Explanation & { codes: readonly number[] }>> = {
  ok: {
    codes: [EXIT.ok],
    what: 'Everything selected was sliced.',
    why: 'What was asked for is there.',
    remedy: 'Nothing needs to be done. Warnings, if there are any, are in the summary and in problems.json.',
  },
  someFailed: {
    codes: [EXIT.someFailed],
    what: 'Some endpoints failed; the others were written.',
    why: 'The set of slices is not complete. The summary, the index and problems.json say which are missing and why.',
    remedy: "Correct the description at the places that are named, and run it again. “failOn: 'never'” ends with 0 all the same.",
  },
  usage: {
    codes: [EXIT.usage],
    what: 'The command line or the configuration is wrong.',
    why: 'Nothing was read or written.',
    remedy: 'Correct what the message names. slice-oas --help lists the flags.',
  },
  inputMissing: {
    codes: [EXIT.inputMissing],
    what: 'The input is missing, is not a file, or cannot be read.',
    why: 'Nothing was written.',
    remedy: 'Check the path of the description, and the folder that the command runs in.',
  },
  inputInvalid: {
    codes: [EXIT.inputInvalid],
    what: 'The input is empty, broken, or no OpenAPI description of a supported version.',
    why: 'Nothing was written.',
    remedy: 'Correct the file at the place that the message names.',
  },
  nothingSelected: {
    codes: [EXIT.nothingSelected],
    what: 'Nothing was selected, or the endpoint named does not exist.',
    why: 'Nothing was written.',
    remedy: 'Compare with “slice-oas list”. With --allow-empty it is a warning.',
  },
  cannotWrite: {
    codes: [EXIT.cannotWrite],
    what: 'The output cannot be written, or would be too large.',
    why: 'Nothing was written, unless it is the index, the report, the page, or what the command says, that could not be: then the slices are there.',
    remedy:
      'Do what the message says: choose another folder (--output-dir), move away what is in it, select less, or raise the limit (--max-output).',
  },
  cannotConvert: {
    codes: [EXIT.cannotConvert],
    what: 'Endpoints failed, and only because of the version asked for.',
    why: 'They cannot be said in it, or lose something and “strict” is set. The others were written.',
    remedy: 'Ask for a newer version, or keep that of the source (--output-version auto). “slice-oas info” says what each costs.',
  },
  internal: {
    codes: [EXIT.internal],
    what: 'Something went wrong inside the command.',
    why: 'That should not happen, whatever the input.',
    remedy: 'Run it again with --debug for details, and please report it with them.',
  },
  interrupted: {
    codes: [130],
    what: 'The run was interrupted by Ctrl-C.',
    why: 'Files that were written by then are whole; others are missing.',
    remedy: 'Run it again; the next run finishes the folder.',
  },
  terminated: {
    codes: [143],
    what: 'The run was asked to terminate.',
    why: 'Files that were written by then are whole; others are missing.',
    remedy: 'Run it again; the next run finishes the folder. In CI, look for a limit of time.',
  },
}
