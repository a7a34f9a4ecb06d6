/** Fifteen significant digits always survive a double; longer or exponential texts are compared digit by digit. */
export function isExact(source: string, value: number): boolean {
  if (Object.is(value, -0)) return false
  if (source.length <= 15 && !/[eE]/.test(source)) return Number.isFinite(value)
  return Number.isFinite(value) && (/^0[xo]/.test(source) ? Number.isSafeInteger(value) : digits(source) === digits(String(value)))
}

/** A number's value as sign, significant digits and exponent, whatever its notation. */
function digits(source: string): string {
  const [, sign, whole, fraction = '', exponent = '0'] = /^([-+]?)(\d*)\.?(\d*)(?:[eE]([-+]?\d+))?$/.exec(source) ?? []
  if (whole === undefined) return source
  const all = (whole + fraction).replace(/^0+/, '')
  const significant = withoutZeros(all)
  const power = Number(exponent) - fraction.length + (all.length - significant.length)
  return significant ? `${sign === '-' ? '-' : ''}${significant}e${power}` : '0'
}

/** Without zeros at the end. An expression would begin anew at each zero: there may be a million. */
function withoutZeros(digits: string): string {
  let end = digits.length
  while (digits.charCodeAt(end - 1) === 48) end--
  return digits.slice(0, end)
}
