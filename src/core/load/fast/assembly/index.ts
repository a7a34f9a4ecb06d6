/**
 * Reads JSON and YAML, and writes what was read as JSON without spaces: a tight loop over bytes, which is compiled to
 * WebAssembly in advance. That takes a third of the time that JavaScript takes, and is fast from the beginning. A trap is
 * how it gives up.
 */
export { begin, isMarked, isStarved, length, names, place, start } from './session'
export { rewind } from './restart'
export { clear, closeMap, openMap } from './output'
export {
  jsonBeginEntries,
  jsonEnter,
  jsonEntries,
  jsonEntry,
  jsonEntryCount,
  jsonEntryStart,
  jsonEntryStarts,
  jsonNext,
  jsonToken,
  jsonValue,
} from './json'
export { yamlBegin, yamlEntries, yamlEntry, yamlIndent, yamlIsMap, yamlValue } from './yaml'
