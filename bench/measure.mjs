import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bench } from './context.mjs'

/**
 * A process to be measured.
 *
 * @typedef {object} Command
 * @property {string} name
 * @property {string[]} args What comes after `node`.
 * @property {string} [cwd]
 * @property {Record<string, string>} [env]
 * @property {() => void} [before] Not measured.
 * @property {() => void} [after] Not measured; only after a run that ended well.
 * @property {number[]} [codes] Exit codes that count as success; 0 and 1 by default, since linters and slicers report findings with 1.
 *
 * @typedef {object} Run
 * @property {number} wall Milliseconds.
 * @property {number} cpu Milliseconds, user and system together.
 * @property {number} rss Peak, in bytes.
 * @property {number} code
 * @property {string} stdout
 *
 * @typedef {object} Statistic
 * @property {number} best
 * @property {number} median
 *
 * @typedef {object} Measured
 * @property {string} name
 * @property {Run[]} runs
 * @property {Statistic} wall
 * @property {Statistic} cpu
 * @property {Statistic} rss
 */

/** A command that did not end well. Its message is for the table. */
export class Failed extends Error {}

const TIME = '/usr/bin/time'
const hasTime = existsSync(TIME)
let count = 0

/**
 * Runs commands in turn, A B A B, so that what else the machine does meets all of them.
 *
 * @param {Command[]} commands
 * @param {{ rounds?: number, time?: number, limit?: number }} [options] At least so many rounds, and as many as begin in this time;
 *   `limit`: for one process. Milliseconds.
 * @returns {Promise<Measured[]>} in the order of the commands
 * @throws {Failed}
 */
export async function measure(commands, { rounds = 3, time = 0, limit = 120_000 } = {}) {
  const begun = performance.now()
  const all = commands.map(({ name }) => ({ name, runs: /** @type {Run[]} */ ([]) }))
  for (let round = 0; round < rounds || performance.now() - begun < time; round++) {
    for (const [index, command] of commands.entries()) {
      command.before?.()
      all[index]?.runs.push(await run(command, limit))
      command.after?.()
    }
  }
  return all.map(({ name, runs }) => ({
    name,
    runs,
    wall: statistic(runs.map(({ wall }) => wall)),
    cpu: statistic(runs.map(({ cpu }) => cpu)),
    rss: statistic(runs.map(({ rss }) => rss)),
  }))
}

/** @param {readonly number[]} values @returns {Statistic} */
export function statistic(values) {
  const sorted = values.toSorted((a, b) => a - b)
  return { best: sorted[0] ?? Number.NaN, median: sorted[sorted.length >> 1] ?? Number.NaN }
}

/** @param {Command} command @param {number} limit @returns {Promise<Run>} */
function run({ name, args, cwd, env, codes = [0, 1] }, limit) {
  const report = join(tmpdir(), `openapi-slice-usage-${process.pid}-${++count}`)
  const node = process.execPath
  const [file, ...rest] = hasTime ? [TIME, '-v', '-o', report, node, ...args] : [node, join(bench, 'usage.mjs'), report, ...args]
  return new Promise((resolve, reject) => {
    const begun = performance.now()
    const child = spawn(/** @type {string} */ (file), rest, {
      cwd,
      env: { ...process.env, ...env },
      // A group of its own, so that a process that takes too long ends together with the one that watches it.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    let isLate = false
    child.stdout.on('data', (text) => (stdout += text))
    child.stderr.on('data', (text) => (stderr = (stderr + text).slice(-2000)))
    const timer = setTimeout(() => {
      isLate = true
      if (process.platform === 'win32') child.kill()
      else process.kill(-(/** @type {number} */ (child.pid)), 'SIGKILL')
    }, limit)
    child.on('error', reject)
    child.on('close', (code) => {
      const wall = performance.now() - begun
      clearTimeout(timer)
      const usage = existsSync(report) ? readFileSync(report, 'utf8') : ''
      rmSync(report, { force: true })
      if (isLate) return reject(new Failed(`${name} was not done after ${Math.round(limit / 1000)} s`))
      if (code === null || !codes.includes(code)) {
        const line = stderr.split('\n').find((text) => /error|killed|✗|cannot/i.test(text)) ?? ''
        return reject(new Failed(`${name} ended with ${code}: ${line.trim().slice(0, 160)}`))
      }
      resolve({ wall, code, stdout, ...(hasTime ? fromTime(usage) : JSON.parse(usage)) })
    })
  })
}

/** @param {string} text what `time -v` says @returns {{ cpu: number, rss: number }} */
function fromTime(text) {
  const valueOf = (/** @type {string} */ label) => Number(new RegExp(`${label}[^:]*: ([\\d.]+)`).exec(text)?.[1])
  return {
    cpu: (valueOf('User time') + valueOf('System time')) * 1000,
    rss: valueOf('Maximum resident set size') * 1024,
  }
}
