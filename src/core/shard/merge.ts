import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { checkSize } from '../batch/forecast.ts'
import { gather, indexFilesOf, type Telling } from '../batch/gather.ts'
import { type Done, problemOf, unwritten } from '../batch/group-slicer.ts'
import { pauses } from '../batch/pauses.ts'
import { Stopwatch } from '../batch/stopwatch.ts'
import type { Progress, SliceResult } from '../options/request.ts'
import { SliceError } from '../problems.ts'
import { realOf } from '../write/folder.ts'
import { type Left, leftOf } from '../write/left.ts'
import { LOCK, REPORT, SHARD } from '../write/names.ts'
import { type Sink, writeTo } from '../write/sink.ts'
import { type FoundPart, refuseUnlessWhole } from './agreement.ts'
import { doneOf, groupsInOrder, type Part, type PartGroup, type Program, readPart } from './part.ts'

export interface MergeRequest {
  /** The folders of the parts, in any order. */
  folders: readonly string[]
  outDir: string
  /** Bytes. */
  maxOutput: number
  onProgress(progress: Progress): void
}

export interface MergeContext {
  /** Absolute path that relative ones start from. */
  cwd: string
  /** What makes the merge, and has to have made the parts. */
  program: Program
  signal?: AbortSignal | undefined
}

/** Joins the parts of a run into what it would have been in one. Nothing is written unless all of them are whole. @throws SliceError */
export async function mergeParts(request: MergeRequest, sink: Sink, context: MergeContext): Promise<SliceResult> {
  try {
    return await merge(request, sink, context)
  } finally {
    await sink.end?.()
  }
}

async function merge(request: MergeRequest, sink: Sink, { cwd, program, signal }: MergeContext): Promise<SliceResult> {
  const watch = new Stopwatch()
  const pause = pauses(signal)
  const found = watch.run('load', () => partsIn(request, cwd))
  watch.run('load', () => refuseUnlessWhole(found, program))
  const folders = new Map(found.map(({ part, shown }) => [part, shown]))
  const groups = groupsInOrder(found.map(({ part }) => part))
  await watch.wait('check', async () => {
    for (const [position, { group, part }] of groups.entries()) {
      await pause()
      if (group.position !== position) throw damaged(shardFile(folders.get(part)!))
      fileOf(group, folders.get(part)!, cwd)
    }
    if (groups.length !== found[0]!.part.files) throw damaged(shardFile(found[0]!.shown))
  })

  const left = groups.flatMap(({ group }) => group.left ?? [])
  const forecast = { files: left.length, bytes: left.reduce((sum, { size }) => sum + size, 0) }
  checkSize(forecast, request.maxOutput, await sink.free?.(), true)
  const { options, general, problems } = found[0]!.part
  const telling = { ...(options as unknown as Telling), outDir: request.outDir, dryRun: false }
  const indexFiles = indexFilesOf(telling, found[0]!.part)
  const reports = [...indexFiles.map(({ name }) => name), REPORT]
  await watch.wait('write', () => sink.open([...groups.map(({ group }) => group.file), ...reports], reports))
  const total = groups.reduce((sum, { group }) => sum + group.endpoints.length, 0)
  const inputs = [...folders.values()].map((folder) => resolve(cwd, folder, SHARD))
  const gathered = gather(telling, sink, { total, inputs, indexFiles })
  for (const number of general) gathered.note(problems[number]!)
  let [count, failed] = [0, 0]
  for (const { group, part } of groups) {
    await pause()
    const told = doneOf(group, part.problems)
    const bytes = fileOf(group, folders.get(part)!, cwd)
    const done = bytes ? await watch.wait('write', () => written(told, group.file, bytes)) : told
    watch.run('index', () => gathered.add(done))
    failed += done.failures.length
    for (const { id } of group.endpoints) request.onProgress({ done: ++count, total, failed, endpoint: id })
  }
  await watch.wait('index', () => gathered.end())
  await watch.wait('write', () => gathered.report())
  const { result } = gathered
  const end = await watch.wait('write', () => gathered.attempt(() => sink.close()))
  if (end === 'write-failed') result.indexPath = result.llmsPath = undefined
  result.timings = watch.times()
  result.elapsed = Object.values(result.timings).reduce((sum, time) => sum + time, 0)
  return result

  async function written(done: Done, file: string, bytes: Uint8Array): Promise<Done> {
    try {
      await writeTo(sink, file, [bytes], done.output!.endpoints)
      return done
    } catch (error) {
      return unwritten(done, problemOf(error))
    }
  }
}

function partsIn({ folders, outDir }: MergeRequest, cwd: string): FoundPart[] {
  if (folders.length === 0) {
    throw new SliceError('bad-option', 'No part is named.', 'Name the folders of all parts, as in “slice-oas merge parts/* -o slices”.')
  }
  const realFolder = (folder: string): string => realOf(resolve(cwd, folder)) ?? resolve(cwd, folder)
  const same = folders.find((folder) => relative(realFolder(folder), realFolder(outDir)) === '')
  if (same !== undefined) {
    throw new SliceError(
      'bad-option',
      `${same} is a part, and the output folder too.`,
      'Choose another output folder (outDir): what is not of the whole run would be removed from this one.',
    )
  }
  return folders.map((shown) => ({ shown, part: partIn(shown, resolve(cwd, shown)) }))
}

function partIn(shown: string, folder: string): Part {
  const missing = (why: string): SliceError =>
    new SliceError('part-missing', `${shown} ${why}.`, 'Check the name of the folder, and whether the run of this part has finished.')
  if (!existsSync(folder)) throw missing('does not exist')
  if (existsSync(join(folder, LOCK))) throw missing('is still being written, or its run was killed')
  if (!existsSync(join(folder, SHARD))) throw missing(`is no part: there is no ${SHARD} in it`)
  const part = readPart(join(folder, SHARD))
  if (!part) throw damaged(shardFile(shown))
  return part
}

/** The bytes of a slice, if it has any. @throws SliceError unless they are those that the part has written */
function fileOf({ file, left }: PartGroup, shown: string, cwd: string): Uint8Array | undefined {
  if (!left) return undefined
  const path = join(resolve(cwd, shown), file)
  const there = lstatSync(path, { throwIfNoEntry: false })
  if (!there?.isFile()) throw damaged(`${shown}/${file}`, 'is missing')
  const bytes = readFileSync(path)
  if (!isSame(leftOf([bytes]), left)) throw damaged(`${shown}/${file}`)
  return bytes
}

const shardFile = (folder: string): string => `${folder}/${SHARD}`

const isSame = (some: Left, other: Left): boolean => some.size === other.size && some.crc32 === other.crc32

const damaged = (what: string, how = 'is not as it was written'): SliceError =>
  new SliceError('part-damaged', `${what} ${how}.`, 'Make this part anew, or copy it again.')
