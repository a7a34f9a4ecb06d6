import type { Random } from './random.ts'
import type { Branch, Tree } from './tree.ts'

export function toJson(tree: Tree): string {
  if (tree.kind === 'leaf') return tree.json
  const entries = tree.entries.map(({ key, value }) => (tree.kind === 'map' ? `${JSON.stringify(key)}:${toJson(value)}` : toJson(value)))
  return tree.kind === 'map' ? `{${entries.join(',')}}` : `[${entries.join(',')}]`
}

/** YAML as people write it, in one style or another. */
export function toYaml(tree: Tree, random: Random): string {
  const style: Style = { random, flow: random.pick([0, 0, 0.1, 0.5]), quoted: random.pick([0, 0, 0.2, 1]) }
  if (tree.kind === 'leaf') return `${tree.yaml ?? tree.json}\n`
  return `${lines(tree, '', style).join('\n')}\n`
}

interface Style {
  random: Random
  /** How often a branch is written between brackets. */
  flow: number
  /** How often a string that needs no quotes has them. */
  quoted: number
}

function lines(branch: Branch, indent: string, style: Style): string[] {
  if (branch.entries.length === 0) return [`${indent}${branch.kind === 'map' ? '{}' : '[]'}`]
  return branch.entries.flatMap(({ key, value }) => {
    const head = branch.kind === 'map' ? `${indent}${keyText(key, style)}:` : `${indent}-`
    if (value.kind === 'leaf') return [`${head} ${value.yaml ?? scalar(value.json, style)}`]
    const before = value.before === undefined ? '' : ` ${value.before}`
    if (value.entries.length === 0 || style.random.chance(style.flow)) return [`${head}${before} ${flow(value)}`]
    return [`${head}${before}`, ...lines(value, `${indent}  `, style)]
  })
}

function flow(tree: Tree): string {
  if (tree.kind === 'leaf') return tree.yaml ?? tree.json
  const before = tree.before === undefined ? '' : `${tree.before} `
  const entries = tree.entries.map(({ key, value }) => (tree.kind === 'map' ? `${flowKey(key)}: ${flow(value)}` : flow(value)))
  return tree.kind === 'map' ? `${before}{ ${entries.join(', ')} }` : `${before}[${entries.join(', ')}]`
}

const flowKey = (key: string): string => (key === '<<' ? key : JSON.stringify(key))

const keyText = (key: string, style: Style): string => (key === '<<' ? key : scalar(JSON.stringify(key), style))

/** What begins and goes on like this is a string in any YAML. */
const PLAIN = /^[A-Za-z/][\w ./{}$-]*$/
const WORD = /^(?:true|false|null|yes|no|on|off|[yn]|.*\s)$/i

function scalar(json: string, style: Style): string {
  if (!json.startsWith('"')) return json
  const text = JSON.parse(json) as string
  return PLAIN.test(text) && !WORD.test(text) && !style.random.chance(style.quoted) ? text : json
}
