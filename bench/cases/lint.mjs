// Redocly's linter alone, in a fresh process: node lint.mjs <description> [bundle]
import { bundle, createConfig, lint, lintDocument } from '@redocly/openapi-core'

const [, , ref = '', mode] = process.argv
const config = await createConfig({ extends: ['spec'] })
if (mode === 'bundle') {
  const { BaseResolver } = await import('@redocly/openapi-core')
  const { bundle: document } = await bundle({ ref, config })
  const problems = await lintDocument({ document, config, externalRefResolver: new BaseResolver() })
  console.log(problems.length)
} else {
  console.log((await lint({ ref, config })).length)
}
