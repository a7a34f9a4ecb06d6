import { resolve } from 'node:path'
import { findConfig } from '../config.ts'
import { inputsOf } from '../core/inputs.ts'
import { filesBehind } from '../core/named-files.ts'
import { EXIT } from '../core/problems.ts'
import { printableJson } from '../core/printable.ts'
import { eachRequest } from './each-request.ts'
import { fileNames } from './file-names.ts'
import { guarded } from './guarded.ts'
import type { Tokens } from './tokens.ts'

/** Says which files slicing reads, for whatever decides when to slice again. @returns the exit code */
export const inputs = (tokens: Tokens): Promise<number> =>
  guarded(tokens, async (output) => {
    const descriptions: { name: string; inputs: string[] }[] = []
    const { exitCode, given } = await eachRequest(tokens, 'inputs', output, async (request, cwd) => {
      descriptions.push({ name: request.name, inputs: fileNames(await inputsOf(request, cwd), cwd) })
      return EXIT.ok
    })
    if (descriptions.length === 0) return exitCode
    const config = configFiles(process.cwd(), given.get('config') as string | undefined)
    const all = [...new Set([...config, ...descriptions.flatMap((one) => one.inputs)])].toSorted()
    process.stdout.write(printableJson({ config, descriptions, inputs: all, environment: ['SOURCE_DATE_EPOCH'] }))
    return exitCode
  })

/** The configuration, and what it imports if it is a program. */
function configFiles(cwd: string, named: string | undefined): string[] {
  const file = named === undefined ? findConfig(cwd) : resolve(cwd, named)
  if (file === undefined) return []
  return fileNames(/\.(?:json|ya?ml)$/.test(file) ? [file] : filesBehind(file), cwd)
}
