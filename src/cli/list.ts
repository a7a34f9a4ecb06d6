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
    if (found.length > 0) process.stdout.write(given.has('json') ? listJson(found) : tablesOf(found, isOneOfSeveral))
    return exitCode
  })

function tablesOf(found: readonly Listed[], isOneOfSeveral: boolean): string {
  const { isTTY, columns } = process.stdout
  const style = { colors: wantsColors(isTTY, process.env), width: isTTY ? columns : undefined, isOneOfSeveral }
  const lines = found.flatMap((one) => listLines(one, style))
  return `${lines.join('\n')}\n`
}
