import { resolve } from 'node:path'
import type { SliceResult } from '../core/options/request.ts'
import type { ResolvedRequest } from '../core/options/resolve-request.ts'
import { EXIT } from '../core/problems.ts'
import { printableJson } from '../core/printable.ts'
import { INDEX, LLMS, MANIFEST, PAGE, REPORT, SHARD } from '../core/write/names.ts'
import { nullSink } from '../core/write/sink.ts'
import { runRequest } from '../run-request.ts'
import { eachRequest } from './each-request.ts'
import { fileNames } from './file-names.ts'
import { guarded } from './guarded.ts'
import type { Tokens } from './tokens.ts'

/** Says which files slicing writes. Which endpoints fail, and have none, shows only when they are sliced: so they are, in memory. @returns the exit code */
export const outputs = (tokens: Tokens): Promise<number> =>
  guarded(tokens, async (output) => {
    const descriptions: { name: string; outDir: string; outputs: string[] }[] = []
    const { exitCode } = await eachRequest(tokens, 'outputs', output, async (request, cwd) => {
      const result = await runRequest({ ...request, report: false, dryRun: true }, { cwd, sink: nullSink })
      const paths = outputsOf(request, result).map((file) => resolve(cwd, request.outDir, file))
      descriptions.push({ name: request.name, outDir: fileNames([resolve(cwd, request.outDir)], cwd)[0]!, outputs: fileNames(paths, cwd) })
      return EXIT.ok
    })
    const all = descriptions.flatMap((one) => one.outputs).toSorted()
    if (descriptions.length > 0) process.stdout.write(printableJson({ descriptions, outputs: all }))
    return exitCode
  })

const outputsOf = ({ csv, llms, report, shard }: ResolvedRequest, { files }: SliceResult): string[] => [
  ...files.map(({ file }) => file),
  ...(csv ? [INDEX] : []),
  ...(llms ? [LLMS] : []),
  ...(report ? [PAGE] : []),
  ...(shard ? [SHARD] : []),
  REPORT,
  MANIFEST,
]
