/** A plain scalar by the core schema (YAML 1.2.2 §10.3.2). */
export function plainValue(written: string): string | number | boolean | null {
  if (/^[-+.\d]/.test(written)) return NUMBER.test(written) ? numberOf(written) : written
  return WORDS.has(written) ? WORDS.get(written)! : written
}

/** The number that a text of the core schema stands for. */
export function numberOf(written: string): number {
  const named = /^([-+]?)\.(?:inf|(nan))$/i.exec(written)
  if (!named) return Number(written)
  return named[2] ? Number.NaN : named[1] === '-' ? -Infinity : Infinity
}

const NUMBER =
  /^(?:[-+]?\d+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[\da-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/

const WORDS = new Map<string, boolean | null>([
  ['', null],
  ['~', null],
  ['null', null],
  ['Null', null],
  ['NULL', null],
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
])
