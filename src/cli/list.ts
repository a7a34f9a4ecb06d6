import { listOf } from '../core/list.ts'
import { EXIT } from '../core/problems.ts'
import { wantsColors } from './colors.ts'
import { eachRequest } from './each-request.ts'
import { guarded } from './guarded.ts'
import { type Listed, listJson, listLines } from './list-text.ts'
import type { Tokens } from './tokens.ts'

/** Says which endpoints descriptions have. @returns the exit code */
export const list = (tokens: Tokens): Promise<number> =>
  guarded(tokens, async (output) => {
    const found: Listed[] = []
    const { exitCode, given, isOneOfSeveral } = await eachRequest(tokens, 'list', output, async (request, cwd) => {
      found.push({ name: request.name, endpoints: await listOf(request, cwd) })
      return EXIT.ok
    })
    const { stdout } = process
    if (given.has('json')) stdout.write(found.length > 0 ? listJson(found) : '')
    else {
      const style = { colors: wantsColors(stdout.isTTY, process.env), width: stdout.isTTY ? stdout.columns : undefined }
      for (const one of found) {
        stdout.write(
          listLines(one, { ...style, isOneOfSeveral })
            .map((line) => `${line}\n`)
            .join(''),
        )
      }
    }
    return exitCode
  })
