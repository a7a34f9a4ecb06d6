import { describe, expect, it } from 'vitest'
import { hasSpecs, judgeDescription, type RealDescription, type Verdict } from '../support/specs.ts'

/** Slices every operation of real descriptions and has each slice judged; the figures are kept in a table. */
export function judged(group: string, descriptions: readonly RealDescription[]): void {
  describe.runIf(hasSpecs)(`${group}: every slice means what its source means`, () => {
    const verdicts = new Map<string, Verdict>()

    it.for(descriptions)('$file', { timeout: 600_000 }, async (description) => {
      const verdict = await judgeDescription(description)
      verdicts.set(description.file, verdict)
      expect(verdict.findings).toEqual([])
      expect(verdict.rejected).toEqual([])
      expect(verdict.written + verdict.failed).toBe(verdict.operations)
      expect(verdict.judgedEqual).toBe(verdict.written)
    })

    it('writes what it wrote before, and fails what it failed', async () => {
      const rows = descriptions.map(({ file }) => row(file, verdicts.get(file)!))
      await expect([...HEAD, ...rows, ''].join('\n')).toMatchFileSnapshot(`results/${group}.md`)
    })
  })
}

const HEAD = ['| description | operations | written | judged equal | failed | reasons (endpoints) |', '|---|---:|---:|---:|---:|---|']

const row = (file: string, { operations, written, judgedEqual, failed, reasons }: Verdict): string =>
  `| ${[
    file,
    operations,
    written,
    judgedEqual,
    failed,
    Object.entries(reasons)
      .map(([code, count]) => `${code} ${count}`)
      .join(', '),
  ].join(' | ')} |`
