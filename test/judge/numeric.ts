/**
 * A number as its source writes it. Doubles would round integers beyond 2^53 and turn
 * 1e400 into infinity, so numbers are compared by their exact decimal value.
 */
export class Numeric {
  readonly source: string
  readonly exact: string

  constructor(source: string) {
    this.source = source
    this.exact = exactValue(source)
  }

  /** Beyond what a double can hold; some readers take such a number for a string. */
  get overflows(): boolean {
    return !/inf|nan/i.test(this.source) && !Number.isFinite(Number(this.source))
  }
}

function exactValue(source: string): string {
  if (/^[-+]?0[xo]/i.test(source)) return exactValue(BigInt(source.replace('+', '')).toString())
  const special = /^([-+]?)\.(inf|nan)$/i.exec(source)
  if (special) return `${special[1] === '-' ? '-' : ''}.${(special[2] ?? '').toLowerCase()}`
  return exactDecimal(source)
}

/** Sign, digits without outer zeros, and a power of ten: 1.0 and 1 are one number, 0 and -0 are two. */
function exactDecimal(source: string): string {
  const [, sign = '', whole = '', fraction = '', power = '0'] = /^([-+]?)(\d*)\.?(\d*)(?:e([-+]?\d+))?$/i.exec(source) ?? []
  const minus = sign === '-' ? '-' : ''
  const digits = (whole + fraction).replace(/^0+/, '')
  const bare = digits.replace(/0+$/, '')
  if (bare === '') return `${minus}0`
  const exponent = BigInt(power) - BigInt(fraction.length) + BigInt(digits.length - bare.length)
  return `${minus}${bare}e${exponent}`
}
