/** Compares two numbers whose exact digits are known where a double cannot hold them: negative, zero or positive. */
export function compareNumbers(a: number, aDigits: string | undefined, b: number, bDigits: string | undefined): number {
  if (a !== b) return a - b
  const [exactA, exactB] = [wholeOf(a, aDigits), wholeOf(b, bDigits)]
  if (exactA === undefined || exactB === undefined || exactA === exactB) return 0
  return exactA < exactB ? -1 : 1
}

function wholeOf(value: number, digits: string | undefined): bigint | undefined {
  if (digits !== undefined) return /^-?\d+$/.test(digits) ? BigInt(digits) : undefined
  return Number.isInteger(value) ? BigInt(value) : undefined
}
