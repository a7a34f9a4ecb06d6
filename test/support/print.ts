import { Notes } from '../../src/core/load/notes.ts'
import type { JsonObject } from '../../src/core/model/json.ts'
import type { Format } from '../../src/core/render/format.ts'
import { Printer } from '../../src/core/render/printer.ts'

/** A whole document as a format writes it, field by field. */
export function printed(document: JsonObject, format: Format, notes = new Notes()): string {
  const { open, close, separator } = format
  const printer = new Printer(format)
  const fields = Object.keys(document).map((key) => printer.write(key, document[key]!, 0, notes, notes.numberAt(document, key)).toString())
  return `${open}${fields.join('').slice(0, fields.length > 0 ? -separator.length || undefined : undefined)}${close}`
}
