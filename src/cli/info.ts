import { infoOf } from '../core/info.ts'
import { EXIT } from '../core/problems.ts'
import type { SpecInfo } from '../core/spec-info.ts'
import { eachRequest } from './each-request.ts'
import { guarded } from './guarded.ts'
import { infoJson, infoLines } from './info-text.ts'
import type { Tokens } from './tokens.ts'

/** Says what descriptions are and which versions their slices can have. @returns the exit code */
export const info = (tokens: Tokens): Promise<number> =>
  guarded(tokens, async (output) => {
    const found: SpecInfo[] = []
    const { exitCode, given } = await eachRequest(tokens, 'info', output, async (request, cwd) => {
      found.push(await infoOf(request, cwd))
      return EXIT.ok
    })
    if (found.length > 0) process.stdout.write(given.has('json') ? infoJson(found) : `${found.flatMap(infoLines).join('\n')}\n`)
    return exitCode
  })
