import type { RefusalCode } from '../problems.ts'
import type { Explanation } from './explanation.ts'

const NOTHING_WRITTEN = 'Nothing was written.'

/** Why a whole request or description is refused. */
export const REFUSALS: Readonly<Record<RefusalCode, Explanation>> = {
  'bad-option': {
    what: 'An option or a flag does not exist, is not of its kind, or does not go with another one.',
    why: `An option that is misread would slice something else than what was meant. ${NOTHING_WRITTEN}`,
    remedy: 'Correct the option that the message names. slice-oas --help lists the flags, the README the options.',
  },
  'bad-pattern': {
    what: 'A pattern for paths cannot be read.',
    why: `Which endpoints it selects is unknown. ${NOTHING_WRITTEN}`,
    remedy: 'Correct the pattern: * stands for one segment of a path, ** at the end for one or more. Put it in quotes on the command line.',
  },
  'bad-config': {
    what: 'The configuration file is missing, or cannot be loaded.',
    why: `What it declares is unknown. ${NOTHING_WRITTEN}`,
    remedy: 'Correct the file; it should end with “export default defineConfig({ … })”. “slice-oas init” writes one.',
  },
  'no-specs': {
    what: 'No description is named, neither on the command line nor in a configuration.',
    why: 'There is nothing to slice, and descriptions are never searched for.',
    remedy: 'Name the file, as in “slice-oas openapi.yaml”, or declare it as “specs” in unplugin.config.ts.',
  },
  'input-missing': {
    what: 'The file of the description does not exist.',
    why: `There is nothing to slice. ${NOTHING_WRITTEN}`,
    remedy: 'Check the spelling and the folder you are in: relative paths start from there.',
  },
  'input-not-a-file': {
    what: 'The description that is named is a folder, not a file.',
    why: 'Descriptions are never searched for in folders. Guessing the file could slice another API.',
    remedy: 'Name the root file of the description, for example openapi.yaml inside the folder.',
  },
  'input-unreadable': {
    what: 'The file of the description is there, and cannot be read.',
    why: `What is in it is unknown. ${NOTHING_WRITTEN}`,
    remedy: 'Check that you may read the file, and that no other program has locked it.',
  },
  'input-changing': {
    what: 'A file of the description was written to while it was read, again and again.',
    why: 'Half of a change may mean something that nobody has written.',
    remedy: 'Wait for the program that writes it, such as a generator or a synchronised folder, and run again.',
  },
  'input-empty': {
    what: 'The file of the description is empty.',
    why: `There is nothing to slice. ${NOTHING_WRITTEN}`,
    remedy: 'Check whether it was saved, or whether the step that makes it has run. It begins with a line such as “openapi: 3.1.0”.',
  },
  'not-utf8': {
    what: 'The file has bytes that are no text in UTF-8.',
    why: `Read as UTF-8, its texts and names would be others than the ones that were written. ${NOTHING_WRITTEN}`,
    remedy: 'Save the file as UTF-8. UTF-16 is read too; older encodings, such as Windows-1252 or Latin-1, cannot be told apart.',
  },
  'syntax-error': {
    what: 'The file is not valid YAML or JSON.',
    why: `Everything behind the mistake could mean something else. ${NOTHING_WRITTEN}`,
    remedy: 'Correct the file at the line that the message names; the mistake can also be just before it, often in the indentation.',
  },
  'duplicate-key': {
    what: 'The same key stands twice in one map of the file.',
    why: 'Programs differ in which of the two counts, so a slice could say something else than your other tools read.',
    remedy: 'Rename or remove one of the two.',
  },
  'endless-alias': {
    what: 'A YAML alias stands inside its own anchor.',
    why: 'Written out it would never end, and a slice has to be written out.',
    remedy: 'Use a reference ($ref) to a component for something that contains itself.',
  },
  'too-deep': {
    what: 'The file nests deeper than any description does.',
    why: 'To follow it could exhaust the memory of the machine.',
    remedy: 'Check whether the file was generated wrongly.',
  },
  'not-openapi': {
    what: 'The file has neither an “openapi” nor a “swagger” field at its top.',
    why: 'It is another kind of file, or only a part of a description.',
    remedy: 'Name the root file of the description, the one that begins with “openapi: 3.…” or “swagger: "2.0"”.',
  },
  'unsupported-version': {
    what: 'The description declares a version that is not known.',
    why: 'What its fields mean is decided by the version.',
    remedy: 'Versions 2.0, 3.0.x, 3.1.x and 3.2.x can be read. Correct the version, if it is a slip.',
  },
  'nothing-selected': {
    what: 'No endpoint of the description matches what was asked for.',
    why: 'An empty result is mostly a slip of the keyboard, so it is an error unless “allowEmpty” (--allow-empty) is set; then it is a warning.',
    remedy:
      'Compare with the endpoints that there are: “slice-oas list” shows them. The message names the nearest, where a path or a name was asked for that does not exist.',
  },
  'part-missing': {
    what: 'A part of a divided run is not there, or its run has not finished.',
    why: `Without it the whole would lack endpoints, and nobody would notice. ${NOTHING_WRITTEN}`,
    remedy: 'Make the part that the message names, as in “slice-oas --shard 3/8”, and name the folders of all parts.',
  },
  'part-damaged': {
    what: 'A file of a part is missing, or is not as it was written.',
    why: `What is joined must be what was checked. ${NOTHING_WRITTEN}`,
    remedy: 'Make the part anew, or copy it again. Nothing may change its files on the way, not even their line ends.',
  },
  'part-repeated': {
    what: 'Two folders hold the same part of a run.',
    why: `Only one of them can count, and mostly another part is missing. ${NOTHING_WRITTEN}`,
    remedy: 'Name each part once. If one of the folders should be another part, make that anew.',
  },
  'part-differs': {
    what: 'A part was made from another source, with other options, or by another version.',
    why: `Together they would be what no run gives. ${NOTHING_WRITTEN}`,
    remedy: 'Make all parts anew, from the same files, with the same options and the same version.',
  },
  'output-too-large': {
    what: 'The slices would take more room than is allowed, or than there is.',
    why: `Slices repeat what endpoints share, which may be a hundred times the source. ${NOTHING_WRITTEN}`,
    remedy: 'Select fewer endpoints, group them into fewer files (--group-by), or raise the limit (--max-output, --yes).',
  },
  'output-in-use': {
    what: 'Another run writes to the same folder, and was waited for in vain.',
    why: 'The files of two runs would be mixed.',
    remedy: 'Run again when it has finished, or choose another folder. If there is no such run, remove the file that the message names.',
  },
  'cannot-write': {
    what: 'The output folder cannot be written to, or what the run reads is among the files that it would replace or remove.',
    why: NOTHING_WRITTEN,
    remedy: 'Choose another folder, or make room for it: a file may be in its place, or the folder may belong to somebody else.',
  },
  'cannot-convert': {
    what: 'The description cannot be said in the version asked for.',
    why: NOTHING_WRITTEN,
    remedy: 'Keep the version of the source, or choose a newer one. “slice-oas info” says what each would cost.',
  },
}
