import { Notes } from '../../src/core/load/notes.ts'
import type { JsonObject } from '../../src/core/model/json.ts'
import { ByteWriter } from '../../src/core/render/byte-writer.ts'
import type { Format } from '../../src/core/render/format.ts'

/** A whole document as a format writes it, all at once. */
export function printed(document: JsonObject, format: Format, notes = new Notes()): string {
  const out = new ByteWriter()
  out.ascii(format.open)
  for (const key of Object.keys(document)) {
    format.key(out, key, 0)
    format.value(out, document[key]!, 0, notes, notes.numberAt(document, key))
    out.ascii(format.separator)
  }
  out.length -= format.separator.length
  out.ascii(format.close)
  return out.bytes.toString('utf8', 0, out.length)
}
