import { linkSync, lstatSync, readFileSync, readlinkSync, renameSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { SliceError } from './core/problems.ts'
import type { Held } from './core/write/directory-sink.ts'
import { LOCK } from './core/write/names.ts'
import { twice } from './core/write/twice.ts'
import { TEMPORARY } from './core/write/whole-file.ts'

/** Times in milliseconds. */
const POLL = 100

/** The holder shows this often that it is alive. */
const BEAT = 3_000

/** A holder that was silent for so long is taken for dead; no stretch of pure computation is nearly as long. */
const MAX_SILENCE = 30_000

/** A lock that says nothing is one whose holder was killed in the moment of making it. */
const MAX_MUTE = 1_000

/** Most runs are over by then, and whoever waits longer wants to know why. */
const MAX_WAIT = 60_000

/** Who writes to a folder. */
interface Holder {
  pid: number
  machine: string
  since: string
  /** Tells the runs of one process apart. */
  id: string
}

export interface LockOptions {
  /** The folder as messages name it. */
  shown: string
  signal?: AbortSignal | undefined
  /** Told once, with whom is waited for. */
  onWaiting?: ((text: string) => void) | undefined
  maxWait?: number
  maxSilence?: number
}

/**
 * Makes this run the only one that writes to a folder, by a file in it, so that it works between machines, too. What a
 * killed run has left does not count: its process is gone, or its file has not been touched for long. Silence is measured
 * by the clock of who waits, for the clocks of two machines differ.
 */
export async function lockFolder(folder: string, options: LockOptions): Promise<Held> {
  const { shown, signal, onWaiting, maxWait = MAX_WAIT, maxSilence = MAX_SILENCE } = options
  const path = join(folder, LOCK)
  const text = `${JSON.stringify({ pid: process.pid, machine: machine(), since: new Date().toISOString(), id: newId() })}\n`
  const begun = performance.now()
  let seen: Lock | undefined
  let seenAt = begun
  while (!isMade(path, text)) {
    const now = performance.now()
    const found = lockAt(path)
    const holder = found && holderOf(found.text)
    const isFirst = !seen
    if (found && !isSame(found, seen)) {
      seen = found
      seenAt = now
    }
    if (found && (isDead(holder) || now - seenAt > (holder ? maxSilence : MAX_MUTE))) {
      takeAway(path, found.text)
      continue
    }
    if (now - begun > maxWait) throw inUse(holder, shown)
    if (isFirst && holder) onWaiting?.(`Waiting for another run that writes to ${shown} (${described(holder)}).`)
    await setTimeout(POLL, undefined, { signal })
  }
  const isHeld = (): boolean => lockAt(path)?.text === text
  const beat = setInterval(() => isHeld() && touch(path), BEAT).unref()
  return {
    isHeld,
    async release() {
      clearInterval(beat)
      // What cannot be removed is in nobody's way: its process is gone.
      await twice(() => isHeld() && unlinkSync(path)).catch(() => {})
    },
  }
}

interface Lock {
  text: string
  touched: number
}

const isSame = (lock: Lock, other: Lock | undefined): boolean => lock.text === other?.text && lock.touched === other.touched

/** @returns whether it was not there */
function isMade(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx' })
    return true
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    if (syscall === 'write') unlinkSync(path)
    throw error
  }
}

function lockAt(path: string): Lock | undefined {
  try {
    // Opening a file first makes network disks ask for its time again.
    const text = readFileSync(path, 'utf8')
    return { text, touched: lstatSync(path).mtimeMs }
  } catch (error) {
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT' && !lstatSync(path, { throwIfNoEntry: false })
    return isGone ? undefined : { text: '', touched: 0 }
  }
}

function holderOf(text: string): Holder | undefined {
  try {
    const { pid, machine: where, since, id } = JSON.parse(text) as Partial<Holder>
    if (!Number.isSafeInteger(pid) || typeof where !== 'string' || typeof since !== 'string' || typeof id !== 'string') return undefined
    return { pid: pid!, machine: where, since, id }
  } catch {
    return undefined
  }
}

/** Known only of processes of this machine. */
function isDead(holder: Holder | undefined): boolean {
  if (holder?.machine !== machine()) return false
  try {
    process.kill(holder.pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

/** The name of the host, and on Linux which processes can be seen from here: containers may share a name. */
function machine(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

/** Nobody else's. It is no secret, so what makes secrets need not be loaded. */
const newId = (): string => `${process.pid}-${Date.now()}-${Math.random().toString(36).slice(2)}`

/** Moved aside first, so that of two who find it stale only one removes it, and nobody the new one. */
function takeAway(path: string, expected: string): void {
  const aside = `${path}-${newId()}${TEMPORARY}`
  try {
    renameSync(path, aside)
    if (lockAt(aside)?.text !== expected) linkSync(aside, path)
  } catch {
    // Somebody else was quicker; who has lost a lock by that notices at the end.
  }
  try {
    unlinkSync(aside)
  } catch {
    // It was not moved.
  }
}

function touch(path: string): void {
  const now = new Date()
  try {
    utimesSync(path, now, now)
  } catch {
    // It is gone, which is noticed at the end.
  }
}

function inUse(holder: Holder | undefined, shown: string): SliceError {
  return new SliceError(
    'output-in-use',
    `Another run writes to ${shown}: ${described(holder)}.`,
    `Run it again when that one has finished, or choose another output folder. If there is no such run, remove ${shown}/${LOCK}.`,
  )
}

const described = (holder: Holder | undefined): string =>
  holder ? `process ${holder.pid} on ${holder.machine.split(' ')[0]}, since ${holder.since}` : 'it does not say which process it is'
