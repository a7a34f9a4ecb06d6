import { snippetsOf } from '../docs/snippets.ts'
import { read } from '../docs/sources.ts'

const blocks = snippetsOf('docs/monorepo.md', read('docs/monorepo.md'))

/** The command lines of docs/monorepo.md that run a program, as arguments of it. */
export const commandsOf = (program: 'turbo' | 'nx'): string[][] =>
  blocks
    .flatMap(({ language, text }) => (language === 'sh' ? text.split('\n') : []))
    .filter((line) => line.startsWith(`npx ${program} `))
    .map((line) => line.replace(/ +#.*/, '').split(' ').slice(2))

/** The configurations that docs/monorepo.md shows. */
export const configurations = (): unknown[] =>
  blocks.filter(({ language }) => language === 'json').map(({ text }) => JSON.parse(text) as unknown)
