import { guarded } from '../guarded.ts'
import { tokensOf } from '../tokens.ts'
import { type Answers, argumentsFor, DEFAULTS } from './answers.ts'
import { carryOut } from './carry-out.ts'
import { planLines } from './plan.ts'
import { begin, choose, leave, Left, showCommand, tell } from './prompts.ts'
import * as ask from './questions.ts'
import type { Source } from './source.ts'

/** How shells name an end by Ctrl-C. */
const INTERRUPTED = 130

const STOPPED = 'Stopped. Nothing was written.'

/** Asks what is wanted, shows the plan, and carries it out. @returns the exit code */
export const talk = (cwd: string): Promise<number> =>
  guarded(tokensOf([]), async (output) => {
    // Between two questions the terminal is as it was, and Ctrl-C comes as a signal.
    const leaveNow = (): never => {
      leave(STOPPED)
      return process.exit(INTERRUPTED)
    }
    process.once('SIGINT', leaveNow)
    try {
      const agreed = await agree(cwd)
      process.off('SIGINT', leaveNow)
      if (agreed) return await carryOut(agreed, output, cwd)
      leave('Nothing was written.')
      return 0
    } catch (error) {
      if (!(error instanceof Left)) throw error
      leave(STOPPED)
      return INTERRUPTED
    }
  })

/** Asks until the plan is agreed to. @returns undefined if it is given up */
async function agree(cwd: string): Promise<Answers | undefined> {
  begin('One file for each endpoint of your API')
  tell(['Enter takes what is suggested. Ctrl-C stops at any time.', 'Nothing is written before you have seen the plan.'])
  let [source, answers]: [Source | undefined, Answers | undefined] = [undefined, undefined]
  for (;;) {
    source = await ask.askForSource(cwd, source)
    answers = await askAll(source, cwd, answers)
    const wanted = ask.wantedOf(source, answers)
    tell(planLines(answers, source, wanted, cwd), 'step')
    tell(['The same, as one command:'])
    showCommand(argumentsFor(answers))
    const choice = await choose('Shall it be done?', [
      { value: 'yes', label: 'Yes' },
      { value: 'change', label: 'No, change something' },
      { value: 'no', label: 'No, stop here' },
    ])
    if (choice === 'yes') return answers
    if (choice === 'no') return undefined
  }
}

/** @param before what was answered the last time, to be suggested again */
async function askAll(source: Source, cwd: string, before: Answers | undefined): Promise<Answers> {
  const selection = await ask.askForSelection(source, before)
  const wanted = ask.wantedOf(source, selection)
  return {
    input: source.input,
    ...selection,
    version: await ask.askForVersion(source, wanted, before?.version),
    format: await ask.askForFormat(source, before?.format),
    outDir: await ask.askForFolder(cwd, before?.outDir),
    // One file is worked on alone.
    concurrency: wanted.length > 1 ? await ask.askForConcurrency(before?.concurrency) : DEFAULTS.concurrency,
  }
}
