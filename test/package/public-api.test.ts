import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { build } from '../cli/slice-oas.ts'
import { surfacesOf } from './public-api.ts'

/** Everything that the package promises to programs and configurations, in one file: a change of it is to be seen in a review. */

const ROOT = join(import.meta.dirname, '../..')

beforeAll(() => build(), 120_000)

it('is what public-api.md says', async () => {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { exports: Record<string, string> }
  const entries = Object.entries(exports).filter(([, file]) => file.endsWith('.js'))
  const declarations = entries.map(([, file]) => file.replace('./dist/', '').replace('.js', '.d.ts'))
  const chapters = surfacesOf(join(ROOT, 'dist'), declarations).map(({ exported, hidden }, index) => {
    const names = exported.map((one) => (one.text.includes(` ${one.name}`) ? one.text : `${one.name} = ${one.text}`))
    const rest = hidden.length > 0 ? [`// What these speak of, without being exported.\n\n${hidden.join('\n\n')}`] : []
    return `## \`${entries[index]![0].replace('.', 'unplugin-openapi-slice')}\`\n\n\`\`\`ts\n${[...names, ...rest].join('\n\n')}\n\`\`\`\n`
  })

  await expect(
    `# The public API\n\nWritten by \`npx vitest run test/package/public-api -u\`.\n\n${chapters.join('\n')}`,
  ).toMatchFileSnapshot('public-api.md')
})
