import { FLAGS, type Flag } from './flags.ts'

/** The text of `--help`. It fits a screen of 80 columns; the reference is `docs/cli.md`. */
export function helpText(): string {
  return `slice-oas: one self-contained OpenAPI file per endpoint
Usage: slice-oas [--input] <file> [flags]
       slice-oas [flags]        slices what unplugin.config.ts declares
       slice-oas info <file>    what it is and which versions it can become
       slice-oas report <file>  only a page to look at its slices: report.html

${groups().join('\n')}
  * repeatable. Flags win over the configuration; --no-<switch> turns one off.

Examples:
  slice-oas openapi.yaml -o ./slices --filter "/users/**" --exclude "/users/me"
  slice-oas openapi.yaml --path "/users/{id}" --method GET --format json

Exit codes: 0 done, 1 some endpoints failed, 2 wrong usage, 3 input missing,
  4 input invalid, 5 nothing selected or endpoint not found, 6 cannot write,
  7 only conversion failed, 70 internal error, 130 or 143 interrupted
`
}

function groups(): string[] {
  const names = [...new Set(Object.values(FLAGS).map(({ group }) => group))]
  return names.map((group) => {
    const lines = Object.entries(FLAGS)
      .filter(([, flag]) => flag.group === group)
      .map(lineOf)
    return [`${group}:`, ...lines].join('\n')
  })
}

function lineOf([name, { short, shown, value, text }]: [string, Flag]): string {
  const written = `${short === undefined ? '   ' : `-${short},`} ${shown ?? `--${name}`}${value === undefined ? '' : ` <${value}>`}`
  return `  ${written.padEnd(30)} ${text}`
}
