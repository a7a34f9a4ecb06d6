import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, describe, expect, it } from 'vitest'
import { type Change, type Conversion, convertDocument, targetVersion } from '../../src/core/convert/convert.ts'
import { isContainer, type Json, type JsonObject, own } from '../../src/core/model/json.ts'
import { type Family, modelOf } from '../../src/core/model/object-types.ts'
import { tokensOf } from '../../src/core/model/pointer.ts'
import { adjusted } from '../../src/core/validate/adjustments.ts'
import { specificationLint } from '../../src/core/validate/linter.ts'
import { hasSpecs, normalForm, specFiles } from './descriptions.ts'

const TARGETS: readonly Family[] = ['3.0', '3.1', '3.2']

const TABLE = new Map<
  string,
  {
    documents: number
    operations: number
    equal: number
    losses: Map<string, number>
    impossible: Map<string, number>
    linted: number
    validated: number
  }
>()

describe.runIf(hasSpecs)('whole descriptions', () => {
  afterAll(() => console.log(tableOf()))

  it.each(specFiles())('%s', { timeout: 120_000 }, async (file) => {
    const { document, description, operations } = await normalForm(file)
    const { model, notes } = description
    const frozen = fingerprint(document)
    const isStructured = (await structuralErrors(document, model.family)) === 0
    const isValid = await isAccepted(document)
    for (const family of TARGETS) {
      const { version } = targetVersion(family)!
      const conversion = convertDocument(document, notes, model, modelOf(family), version)
      count(`${model.family} → ${family}`, operations, conversion)
      const again = convertDocument(conversion.document, notes, modelOf(family), modelOf(family), version)
      expect(again).toEqual({ document: conversion.document, changes: [] })
      if (family === model.family) continue
      expect(convertDocument(document, notes, model, modelOf(family), version).changes).toEqual(conversion.changes)
      expect(astray(conversion.changes, document)).toEqual([])
      await expectValid(conversion, family, isStructured, isValid, `${model.family} → ${family}`)
    }
    expect(fingerprint(document)).toBe(frozen)
  })

  async function expectValid(
    { document, changes }: Conversion,
    family: Family,
    isStructured: boolean,
    isValid: boolean,
    direction: string,
  ): Promise<void> {
    const row = TABLE.get(direction)!
    if (isStructured) {
      row.linted++
      expect(await structuralMessages(document, family)).toEqual([])
    }
    if (!isValid || changes.some(({ effect }) => effect === 'impossible')) return
    row.validated++
    expect(await errorsOf(document)).toEqual([])
  }
})

async function structuralMessages(document: JsonObject, family: Family): Promise<string[]> {
  const lint = specificationLint(family)
  const { findings, failure } = await lint(document)
  const structural = findings.filter(({ rule, severity }) => rule === 'struct' && severity === 'error')
  return [
    ...(failure === undefined ? [] : [failure]),
    ...adjusted(structural, document, modelOf(family), new Set()).map(({ message, pointer }) => `${pointer}: ${message}`),
  ].slice(0, 5)
}

const structuralErrors = async (document: JsonObject, family: Family): Promise<number> =>
  (await structuralMessages(document, family)).length

/** It keeps what it has compiled for a version. */
const validator = new Validator()

/** The second validator follows whatever is called `$ref`, in data too, so references that lead nowhere are emptied. */
async function errorsOf(document: JsonObject): Promise<unknown[]> {
  try {
    const { valid, errors } = await validator.validate(structuredClone(document) as Record<string, unknown>)
    return valid ? [] : [JSON.stringify(errors).slice(0, 1500)]
  } catch (error) {
    return [String(error)]
  }
}

const isAccepted = async (document: JsonObject): Promise<boolean> => (await errorsOf(document)).length === 0

/** Changes whose pointer leads to nothing in the source; the last token may name a field that was missing. */
function astray(changes: readonly Change[], document: JsonObject): string[] {
  const pointers = new Set(changes.map(({ pointer }) => pointer))
  return [...pointers].filter((pointer) => {
    const tokens = tokensOf(pointer)
    if (!tokens) return true
    const parent = tokens.slice(0, -1).reduce<Json | undefined>((node, token) => own(node, token), document)
    return tokens.length > 0 && !isContainer(parent)
  })
}

/** A source must not be changed by its conversion. */
const fingerprint = (document: JsonObject): string => JSON.stringify(document)

function count(direction: string, operations: number, { changes }: Conversion): void {
  const row = TABLE.get(direction) ?? {
    documents: 0,
    operations: 0,
    equal: 0,
    losses: new Map(),
    impossible: new Map(),
    linted: 0,
    validated: 0,
  }
  TABLE.set(direction, row)
  row.documents++
  row.operations += operations
  for (const { code, effect } of changes) {
    if (effect === 'equal') row.equal++
    else {
      const codes = effect === 'loss' ? row.losses : row.impossible
      codes.set(code, (codes.get(code) ?? 0) + 1)
    }
  }
}

const codesOf = (codes: ReadonlyMap<string, number>): string =>
  [...codes]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([code, found]) => `${code} ${found}`)
    .join(', ') || '–'

const tableOf = (): string =>
  [
    '| direction | documents | operations | linted | second validator | equal changes | losses | impossible |',
    '|---|---:|---:|---:|---:|---:|---|---|',
    ...[...TABLE]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(
        ([direction, { documents, operations, linted, validated, equal, losses, impossible }]) =>
          `| ${direction} | ${documents} | ${operations} | ${linted} | ${validated} | ${equal} | ${codesOf(losses)} | ${codesOf(impossible)} |`,
      ),
  ].join('\n')
