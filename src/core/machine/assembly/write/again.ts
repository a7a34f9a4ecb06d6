import { CLOSE_BRACE, CLOSE_BRACKET, OPEN_BRACKET } from '../codes'
import { jsonToken, jsonValue } from '../read/json'
import { yamlBegin, yamlValue } from '../read/yaml'
import { begin } from '../read/session'
import { areSame, lookAt, Output, Text } from '../state'

/**
 * Reads what was written once more. For YAML it stands by itself; JSON needs its brackets.
 *
 * @returns whether it is the text that it was written of; a trap if it cannot be read at all
 */
export function readsTheSame(isYaml: bool, maxDepth: i32): bool {
  const text = Text.start
  const size = Text.end - text
  const from = Output.start
  const end = Output.at
  if (isYaml) lookAt(from, end)
  else {
    const isItem = load<u8>(text) === OPEN_BRACKET
    store<u8>(from - 1, load<u8>(text))
    store<u8>(end, (isItem ? CLOSE_BRACKET : CLOSE_BRACE) as u8)
    lookAt(from - 1, end + 1)
  }
  begin(maxDepth, false)
  Output.isExact = true
  const isWhole = isYaml ? yamlBegin(0) !== -1 && yamlValue() : isJson()
  return isWhole && Output.at - Output.start === size && areSame(Output.start, text, size)
}

function isJson(): bool {
  jsonValue()
  return jsonToken() === -1
}
