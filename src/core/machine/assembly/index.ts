/**
 * Reads JSON and YAML, and writes JSON without spaces of what was read; writes JSON and YAML of such JSON. Tight loops over
 * bytes, compiled to WebAssembly in advance: they take a third of the time that JavaScript takes, and are fast from the
 * beginning. A trap is how they give up.
 */
export { beginToWrite, place, placeToWrite } from './state'
export { beginToRead, isMarked, isStarved, length, names, start } from './read/session'
export { rewind } from './read/restart'
export { clear, closeMap, openMap } from './read/output'
export { beginEntries, entryCount, entryStart, entryStarts } from './read/entries'
export { beginTexts, textCount, texts } from './read/texts'
export { jsonEnter, jsonEntries, jsonEntry, jsonNext, jsonToken, jsonValue } from './read/json'
export { yamlBegin, yamlEntries, yamlEntry, yamlIndent, yamlIsMap, yamlMarks, yamlValue } from './read/yaml'
export { writeJson, writeMinified } from './write/json'
export { writeYaml } from './write/yaml'
export { readsTheSame } from './write/again'
export { lineEnds, unitsMore } from './lines'
