import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** What a test that repeats something has counted. Reporters show it. */
export interface Figures {
  runs: number
  faults: number
  /** In a few words, what else was measured. */
  note?: string
}

declare module 'vitest' {
  interface TaskMeta {
    figures?: Figures
  }
}

/** Prints the figures of all tests that have some: `vitest --reporter=default --reporter=./test/support/figures.ts`. */
export default function figuresReporter(): Reporter {
  return {
    onTestRunEnd(modules) {
      const rows = modules.flatMap(rowsOf)
      if (rows.length === 0) return
      const head = ['what', 'runs', 'faults', 'seconds', '']
      const total = [
        '',
        ...[1, 2, 3].map((column) => rows.reduce((sum, row) => sum + Number(row[column]), 0).toFixed(column === 3 ? 1 : 0)),
        '',
      ]
      console.log(`\n${tableOf([head, ...rows, total])}\n`)
    },
  }
}

const rowsOf = (module: TestModule): string[][] => [...module.children.allTests()].flatMap(rowOf)

function rowOf(test: TestCase): string[][] {
  const { figures } = test.meta()
  if (!figures) return []
  const { runs, faults, note = '' } = figures
  const seconds = ((test.diagnostic()?.duration ?? 0) / 1000).toFixed(1)
  const failed = test.result().state === 'failed' ? 'FAILED ' : ''
  return [[`${failed}${test.fullName}`, String(runs), String(faults), seconds, note]]
}

/** As Markdown, so that it can be kept in a document. */
function tableOf(rows: readonly string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const isNumber = (column: number): boolean => column > 0 && column < 4
  const padded = (cell: string, column: number): string =>
    isNumber(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)
  const [head, ...others] = rows.map((row) => `| ${row.map(padded).join(' | ')} |`)
  const line = `|${widths.map((width, column) => `${'-'.repeat(width + 1)}${isNumber(column) ? ':' : '-'}`).join('|')}|`
  return [head, line, ...others].join('\n')
}
