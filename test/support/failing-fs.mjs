// Loaded before the command (`node --import`). What the disk does to the n-th call that changes a file, it does at will.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const { under, at, count = 1, what } = JSON.parse(process.env.SLICE_FAULT)
const opened = new Map()
let calls = 0

const isMeant = (path) => String(path).includes(under)
const isWriting = (flags) =>
  typeof flags === 'number' ? (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR)) !== 0 : /[wax+]/.test(flags ?? 'r')
const die = () => process.kill(process.pid, 'SIGKILL')

/** The files that are open so that no more can be. */
const held = []
const { openSync, closeSync, writeSync, writeFileSync } = fs

function exhaust() {
  try {
    for (;;) held.push(openSync('/dev/null'))
  } catch {
    // That is the point.
  }
}

/** @param half does half of the call, where there is such a thing */
function faulty(call, half = () => {}) {
  const turn = calls++
  if (turn < at || turn >= at + count) {
    for (const file of held.splice(0)) closeSync(file)
    return call()
  }
  if (what === 'kill-before') die()
  if (what === 'kill-within') {
    half()
    die()
  }
  if (what === 'exhaust' && held.length === 0) exhaust()
  if (typeof what === 'string' && what.startsWith('E')) throw Object.assign(new Error(`${what}: made to fail`), { code: what })
  if (what.milliseconds) sleep(what.milliseconds)
  if (what.until) {
    writeSync(2, 'Held up.\n')
    while (!fs.existsSync(what.until)) sleep(10)
  }
  return what === 'kill-after' ? thenDie(call) : call()
}

const sleep = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)

/** Whatever comes of the call. */
function thenDie(call) {
  try {
    const result = call()
    return result instanceof Promise ? result.finally(die) : die()
  } catch {
    return die()
  }
}

fs.openSync = (path, flags, ...rest) => {
  if (!isMeant(path) || !isWriting(flags)) return openSync(path, flags, ...rest)
  const file = faulty(() => openSync(path, flags, ...rest))
  opened.set(file, path)
  return file
}
fs.closeSync = (file) => {
  opened.delete(file)
  return closeSync(file)
}
const half = (file, data) => () => writeSync(file, data.subarray(0, data.length >> 1))
fs.writeSync = (file, data, ...rest) => {
  return opened.has(file) ? faulty(() => writeSync(file, data, ...rest), half(file, data)) : writeSync(file, data, ...rest)
}
const { writevSync } = fs
fs.writevSync = (file, chunks, ...rest) => {
  return opened.has(file) ? faulty(() => writevSync(file, chunks, ...rest), half(file, chunks[0])) : writevSync(file, chunks, ...rest)
}
const { writev } = fs
fs.writev = (file, chunks, done) => {
  if (!opened.has(file)) return writev(file, chunks, done)
  try {
    return faulty(() => writev(file, chunks, done), half(file, chunks[0]))
  } catch (error) {
    return process.nextTick(done, error)
  }
}
fs.writeFileSync = (path, data, ...rest) => {
  if (!isMeant(path)) return writeFileSync(path, data, ...rest)
  return faulty(
    () => writeFileSync(path, data, ...rest),
    () => writeFileSync(path, '', ...rest),
  )
}
for (const name of ['mkdirSync', 'renameSync', 'unlinkSync']) {
  const original = fs[name]
  fs[name] = (path, ...rest) => (isMeant(path) ? faulty(() => original(path, ...rest)) : original(path, ...rest))
}
for (const name of ['rmdir', 'unlink']) {
  const original = fs.promises[name]
  fs.promises[name] = async (path, ...rest) => (isMeant(path) ? faulty(() => original(path, ...rest)) : original(path, ...rest))
}
syncBuiltinESMExports()
if (what === 'count') process.on('exit', () => writeSync(2, `calls: ${calls}\n`))
