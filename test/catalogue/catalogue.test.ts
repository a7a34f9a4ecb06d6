import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { sliceInMemory } from '../support/slice.ts'
import { callbacks } from './callbacks.ts'
import { components } from './components.ts'
import { discriminators } from './discriminators.ts'
import { examples } from './examples.ts'
import { files } from './files.ts'
import { ids, inputOf, sourceOf } from './input.ts'
import { checkInvariants } from './invariants.ts'
import { jsonSchema } from './json-schema.ts'
import { names } from './names.ts'
import { expected, observed } from './observe.ts'
import { paths } from './paths.ts'
import { references } from './references.ts'
import { security } from './security.ts'
import { tags } from './tags.ts'
import { versions } from './versions.ts'
import { withInheritedAsWarnings, type Case, type Options, type Refusal } from './vocabulary.ts'
import { yaml } from './yaml.ts'

const families: Record<string, Case[]> = {
  references,
  components,
  security,
  paths,
  tags,
  callbacks,
  discriminators,
  'json schema': jsonSchema,
  examples,
  files,
  yaml,
  names,
  versions,
}
const catalogue = Object.values(families).flat()

for (const [family, entries] of Object.entries(families)) {
  describe(family, () => {
    for (const entry of entries) {
      it(nameOf(entry), () => checkCase(entry))
    }
  })
}

describe('inherited problems as warnings', () => {
  const entries = catalogue.filter(({ fails = {} }) => Object.values(fails).some(({ warned }) => warned !== undefined))

  for (const entry of entries.map(withInheritedAsWarnings)) {
    it(nameOf(entry), () => checkCase(entry))
  }
})

describe('formats', () => {
  const entries = catalogue.filter(({ options, slices = {} }) => !options && Object.keys(slices).length > 0)

  it.for(entries.map(({ id }) => id))('%s is the same document in JSON', async (id) => {
    const inYaml = await sliceInMemory(inputOf(id))
    const inJson = await sliceInMemory(inputOf(id), { format: 'json' })

    expect([...inJson.slices.keys()]).toEqual([...inYaml.slices.keys()])
    for (const [endpoint, { text }] of inJson.slices) {
      expect(JSON.parse(text), endpoint).toEqual(parse(inYaml.slices.get(endpoint)!.text))
    }
  })
})

it('has an entry for every case', () => {
  expect([...new Set(catalogue.map(({ id }) => id))].sort()).toEqual(ids())
})

function nameOf({ id, title, section }: Case): string {
  return `${id} ${title} [${section}]`
}

async function checkCase(entry: Case): Promise<void> {
  if (entry.refused) {
    return checkRefusal(entry.id, entry.options, entry.refused)
  }
  const sliced = await sliceInMemory(inputOf(entry.id), entry.options)
  const source = sourceOf(entry.id)

  expect(observed(sliced, source, entry)).toEqual(expected(entry))
  checkInvariants(sliced, source)
}

async function checkRefusal(id: string, options: Options = {}, { code, message, help = /./, line }: Refusal): Promise<void> {
  await expect(sliceInMemory(inputOf(id), options)).rejects.toMatchObject({
    name: 'SliceError',
    code,
    message: expect.stringMatching(message),
    help: expect.stringMatching(help),
    ...(line === undefined ? {} : { place: { file: expect.stringMatching(/openapi\.yaml$/), line } }),
  })
}
