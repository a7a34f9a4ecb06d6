import { describe, expect, it } from 'vitest'
import { ProblemCollector } from '../../src/core/problem-collector.ts'
import { printableJson } from '../../src/core/printable.ts'
import { PHASES, type Problem } from '../../src/core/problems.ts'
import type { SliceResult } from '../../src/core/options/request.ts'
import { problemsJson } from '../../src/core/write/problems-json.ts'

const problem = (message: string, more: Partial<Problem> = {}): Problem => ({
  ...{ code: 'incomplete', severity: 'warning', phase: 5, message, help: 'Do something about it.' },
  ...more,
})

const collected = (...found: [Problem, ...string[]][]): Problem[] => {
  const collector = new ProblemCollector()
  for (const [one, ...endpoints] of found) if (endpoints.length === 0) collector.note(one)
  for (const endpoint of new Set(found.flatMap(([, ...endpoints]) => endpoints))) {
    collector.add(
      found.filter(([, ...endpoints]) => endpoints.includes(endpoint)).map(([one]) => one),
      endpoint,
    )
  }
  return collector.all()
}

const result = (problems: Problem[]): SliceResult => ({ total: 3, extracted: 2, failed: 1, problems }) as unknown as SliceResult

/** The report without any chunk shared. */
const plainly = (problems: Problem[]): string =>
  printableJson({
    ...{ total: 3, extracted: 2, failed: 1 },
    problems: problems.map(({ code, severity, phase, ...rest }) => ({ code, severity, phase, phaseName: PHASES[phase], ...rest })),
  })

const place = { file: 'a.yaml', line: 1, column: 2, pointer: '#/a' }

describe('the validation report', () => {
  it.each<[string, Problem[]]>([
    ['nothing', []],
    ['a problem of the description', collected([problem('One.')])],
    ['a problem of endpoints, with a place', collected([problem('One.', { place }), 'GET /a', 'GET /b'])],
    [
      'some of each',
      collected([problem('One.')], [problem('Two.'), 'GET /a', 'GET /b'], [problem('Three.'), 'GET /a', 'GET /b'], [problem('Four.')]),
    ],
    [
      'texts that read like a list',
      collected([problem('"endpoints": []'), 'GET /"endpoints": []'], [problem('\\"endpoints": []'), 'GET /a']),
    ],
    ['what a terminal obeys', collected([problem('\u001b[2J\u202e'), 'GET /\u001b[2J', 'GET /é'])],
  ])('reads as if all of it were printed at once: %s', (_, problems) => {
    expect(Buffer.concat(problemsJson(result(problems))).toString()).toBe(plainly(problems))
  })

  it('holds a list of endpoints once, however many problems concern them', () => {
    const endpoints = ['GET /a', 'GET /b', 'GET /c']
    const problems = collected([problem('One.'), ...endpoints], [problem('Two.'), ...endpoints], [problem('Three.'), 'GET /a', 'GET /c'])
    expect(problems.map((one) => one.endpoints)).toEqual([endpoints, endpoints, ['GET /a', 'GET /c']])
    expect(problems[1]!.endpoints).toBe(problems[0]!.endpoints)
    const chunks = problemsJson(result(problems))
    const lists = chunks.filter((chunk) => Buffer.from(chunk).includes('"endpoints"'))
    expect(lists).toHaveLength(3)
    expect(new Set(lists).size).toBe(2)
  })

  it('tells a problem once that reads the same, whoever has found it, and however often', () => {
    const collector = new ProblemCollector()
    const shared = [problem('One.'), problem('Two.'), problem('One.')]
    for (const endpoint of ['GET /a', 'GET /b']) collector.add(shared, endpoint)
    collector.add([problem('Two.')], 'GET /c')
    expect(collector.all().map(({ message, endpoints }) => [message, endpoints])).toEqual([
      ['One.', ['GET /a', 'GET /b']],
      ['Two.', ['GET /a', 'GET /b', 'GET /c']],
    ])
  })
})
