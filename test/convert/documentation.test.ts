import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { RULES } from '../../src/core/convert/rules/rules.ts'

const TEXT = readFileSync(new URL('../../docs/versions.md', import.meta.url), 'utf8')

it('docs/versions.md has a row for every rule, with its sections', () => {
  const rows = RULES.flatMap(({ from, to, rules }) => {
    const [, section = ''] = TEXT.split(`### ${from} → ${to}\n`)
    const [table = ''] = section.split('\n#')
    return rules.filter(
      ({ code, sections }) => !table.split('\n').some((row) => row.startsWith(`| \`${code}\` |`) && row.includes(sections[0])),
    )
  })
  expect(rows.map(({ from, to, code }) => `${from} → ${to} ${code}`)).toEqual([])
})

it.each(['moved-schema', 'too-deep', 'allow-empty-value'])('docs/versions.md explains %s', (code) => expect(TEXT).toContain(`\`${code}\``))
