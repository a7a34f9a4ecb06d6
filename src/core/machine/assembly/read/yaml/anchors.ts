import { ASTERISK, COLON, isFlowIndicator, isSpace, NEWLINE } from '../../codes'
import { writeMark } from '../output'
import { ANCHOR_NAMES, ANCHORS, areSame, MAX_ANCHOR_NAMES, MAX_ANCHORS, Reader } from '../../state'

/** What is known of an anchor takes 16 bytes: */
const SIZE: usize = 16
/** Where its name lies. */
const NAME: usize = 0
/** How long that is. */
const LENGTH: usize = 4
/** The number by which aliases know it; `BEING_READ` as long as an alias would never end. */
const NUMBER: usize = 8
/** The one before it whose name has the same hash, counted from 1. */
const PREVIOUS: usize = 12

const BEING_READ: i32 = -1

/** By the hash of a name, the last anchor, counted from 1. */
const LAST: usize = memory.data(4 * 1024)

/** Names with the same hash. Only those that were made for it are so many, and they are left to the full parser. */
const MAX_SAME: i32 = 128

let count: i32 = 0

export function anchorCount(): i32 {
  return count
}

/** Goes back to so many anchors. */
export function forgetAnchors(left: i32): void {
  while (count > left) {
    const anchor = ANCHORS + SIZE * --count
    const last = LAST + 4 * hash(load<u32>(anchor + NAME), load<u32>(anchor + LENGTH))
    store<u32>(last, load<u32>(anchor + PREVIOUS))
  }
}

/** Adds an anchor that is being read. A document with too many of them is left to the full parser. */
function add(name: usize, length: u32): void {
  const before = count > 0 ? ANCHORS + SIZE * (count - 1) : 0
  const to: usize = before === 0 ? ANCHOR_NAMES : load<u32>(before + NAME) + load<u32>(before + LENGTH)
  if (count === MAX_ANCHORS || to + length > ANCHOR_NAMES + MAX_ANCHOR_NAMES) unreachable()
  memory.copy(to, name, length)
  const anchor = ANCHORS + SIZE * count++
  const last = LAST + 4 * hash(to, length)
  store<u32>(anchor + NAME, to as u32)
  store<u32>(anchor + LENGTH, length)
  store<i32>(anchor + NUMBER, BEING_READ)
  store<u32>(anchor + PREVIOUS, load<u32>(last))
  store<u32>(last, count)
}

/** @returns the last anchor of a name, or 0 */
function find(name: usize, length: u32): usize {
  let number = load<u32>(LAST + 4 * hash(name, length))
  for (let passed = 0; number !== 0; passed++) {
    if (passed > MAX_SAME) unreachable()
    const anchor = ANCHORS + SIZE * (number - 1)
    if (load<u32>(anchor + LENGTH) === length && areSame(load<u32>(anchor + NAME), name, length)) return anchor
    number = load<u32>(anchor + PREVIOUS)
  }
  return 0
}

function hash(name: usize, length: u32): usize {
  let value: u32 = 0
  for (let index: u32 = 0; index < length; index++) value = value * 31 + load<u8>(name + index)
  return value & 1023
}

/** Reads the name of an anchor or alias (YAML 1.2.2 §6.9.2) behind its indicator; `Reader.at` tells where it ends. */
function readName(indicator: usize): u32 {
  let at = indicator + 1
  for (let code = load<u8>(at) as u32; code !== NEWLINE && !isSpace(code) && !isFlowIndicator(code); code = load<u8>(++at) as u32);
  Reader.at = at
  // With a colon at its end, it would be ambiguous.
  if (at === indicator + 1 || load<u8>(at - 1) === COLON) unreachable()
  return (at - indicator - 1) as u32
}

/** Reads an alias (§7.1). */
export function readAlias(indicator: usize): void {
  const length = readName(indicator)
  const anchor = find(indicator + 1, length)
  if (anchor === 0 || load<i32>(anchor + NUMBER) === BEING_READ) unreachable()
  writeMark(ASTERISK, load<u32>(anchor + NUMBER))
}

/** Reads the name of an anchor; what it names is to be read next. @returns the anchor */
export function readAnchor(indicator: usize): usize {
  const length = readName(indicator)
  const known = find(indicator + 1, length)
  if (known !== 0 && load<i32>(known + NUMBER) === BEING_READ) unreachable()
  add(indicator + 1, length)
  return ANCHORS + SIZE * (count - 1)
}

/** To be called when what an anchor names has been read. */
export function endAnchor(anchor: usize, number: i32): void {
  store<i32>(anchor + NUMBER, number)
}
