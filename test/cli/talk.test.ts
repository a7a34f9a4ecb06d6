import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { patternOf } from '../../src/cli/talk/pattern.ts'
import { shellLine } from '../../src/cli/talk/shell.ts'
import { typedPath } from '../../src/cli/talk/typed-path.ts'
import { bin, build, folderWith, SHOP, slicesIn, tree } from './slice-oas.ts'
import { type KEYS, type Terminal, terminal, type TerminalOptions } from './terminal.ts'

beforeAll(build, 120_000)

/** A question, and what is pressed when it is there. */
type Step = readonly [question: string | RegExp, ...typed: (string | { key: keyof typeof KEYS })[]]

const [enter, down, ctrlC, ctrlD]: { key: keyof typeof KEYS }[] = [{ key: 'enter' }, { key: 'down' }, { key: 'ctrlC' }, { key: 'ctrlD' }]

const FILE: Step = ['Which file describes your API?', 'shop.yaml', enter!]
const ALL: Step = ['Which endpoints do you want files of?', enter!]
const SOME: Step = ['Which endpoints do you want files of?', down!, enter!]
const ONE: Step = ['Which endpoints do you want files of?', down!, down!, enter!]
const PATTERN: Step = ['Which part of the path do they have in common?', 'users', enter!]
const ENDPOINT: Step = ['Which one?', 'get users orders', enter!]
const VERSION: Step = ['Which version of OpenAPI', enter!]
const FORMAT: Step = ['How should the files be written?', enter!]
const FOLDER: Step = ['Which folder should they go into?', enter!]
const TOGETHER: Step = ['at the same time?', enter!]
const AGREE: Step = ['Shall it be done?', enter!]

/** Answers one question after the other. */
async function answer(screen: Terminal, ...steps: readonly Step[]): Promise<void> {
  for (const [question, ...typed] of steps) {
    await screen.shows(question)
    for (const one of typed) {
      if (typeof one !== 'string') screen.press(one.key)
      else {
        screen.type(one)
        // What is typed is there before Enter is pressed, as with people.
        await screen.shows(one)
      }
    }
  }
}

const conversation = (options: Partial<TerminalOptions> & { cwd: string }): Terminal => terminal(options)

/** What was said, without what differs from run to run. */
const transcript = (screen: Terminal): string =>
  screen
    .text()
    .replace(/It\s(?:│\s+)?took [^.]*(?:\.\d seconds)?\./, 'It took a while.')
    .replace(/(passed[^]*? Folder:)[^]*?(?=\n│\n)/, '$1 …')

/** The command that the plan shows. */
const commandIn = (screen: Terminal): string => /^npx unplugin-openapi-slice (?!report ).*$/m.exec(screen.text())![0]

describe('a conversation', () => {
  it('leads from a file to files', async () => {
    const cwd = folderWith(['shop.yaml'])
    const screen = conversation({ cwd })
    await answer(screen, FILE, ALL, VERSION, FORMAT, FOLDER, TOGETHER, AGREE)

    expect(await screen.ended).toBe(0)
    expect(transcript(screen)).toMatchInlineSnapshot(`
      "┌  One file for each endpoint of your API
      │
      │  Enter takes what is suggested. Ctrl-C stops at any time.
      │  Nothing is written before you have seen the plan.
      │
      ◇  Which file describes your API?
      │  shop.yaml
      │
      │  Shop: OpenAPI 3.1.0, 7 endpoints
      │
      ◇  Which endpoints do you want files of?
      │  All 7 endpoints
      │
      ◇  Which version of OpenAPI should the files have?
      │  Keep OpenAPI 3.1.0
      │
      ◇  How should the files be written?
      │  YAML
      │
      ◇  Which folder should they go into?
      │  slices
      │
      ◇  How many files should be worked on at the same time?
      │  4
      │
      ◇  This is the plan:
      │    From: shop.yaml (Shop)
      │    Files: 7, one for each endpoint, and an overview for spreadsheets
      │    Written as: YAML, in the version they have now
      │    Folder: slices (a new folder)
      │    At the same time: 4 files
      │
      │  The same, as one command:
      npx unplugin-openapi-slice shop.yaml --output-dir slices
      │
      ◇  Shall it be done?
      │  Yes
      │  Extracting endpoint 7/7 (100%)
      │
      │  ✓ Done: 7 files are in slices.
      │    All 7 passed every check (100%). It took a while.
      │    Folder: …
      │
      │  Worth knowing:
      │    1 webhook was left out. Set --webhooks to slice them too.
      │
      │  What next?
      │    Open slices/index.csv in a spreadsheet: it lists all files.
      │
      └  And this makes a page to look at in your browser:

      npx unplugin-openapi-slice report shop.yaml --output-dir slices"
    `)
    expect(slicesIn(join(cwd, 'slices'))).toHaveLength(7)
    expect(tree(join(cwd, 'slices'))).toHaveProperty('index.csv')
  })

  it('counts what matches while it is typed, and takes nothing that matches nothing', async () => {
    const screen = conversation({ cwd: folderWith(['shop.yaml']) })
    await answer(screen, FILE, SOME)
    await screen.shows('What you type is looked for in the paths.')
    screen.type('nowhere')
    await screen.shows('0 of 7 match')
    screen.press('enter')
    await screen.shows('No path has nowhere in it. Type something else.')
    for (const _ of 'nowhere') screen.press('backspace')
    await screen.shows('What you type is looked for')
    screen.press('enter')
    await screen.shows('Type something to look for.')
    screen.type('users')
    await screen.shows(/4 of 7 match:\n.* GET \/users\n.* GET \/users\/\{id\}\n/)
    screen.type('/{')
    await screen.shows('3 of 7 match:')
    screen.press('backspace')
    screen.type('**#DELETE')
    await screen.shows(/1 of 7 matches:\n.* DELETE \/users\/\{id\}\n/)
    screen.press('enter')
    await answer(screen, VERSION, FORMAT, FOLDER)
    await screen.shows('Files: 1, for the paths users/**#DELETE')
  })

  it.for<[what: string, steps: Step[], files: string[]]>([
    [
      'a part of the path',
      [SOME, PATTERN, VERSION, ['How should the files be written?', down!, enter!], FOLDER, TOGETHER],
      ['users-id-orders_GET.json', 'users-id_DELETE.json', 'users-id_GET.json', 'users_GET.json'],
    ],
    [
      'one endpoint, in another version',
      [ONE, ENDPOINT, ['Which version of OpenAPI', down!, enter!], FORMAT, ['Which folder', 'my slices/of $HOME', enter!]],
      ['users-id-orders_GET.yaml'],
    ],
    ['two at the same time', [ALL, VERSION, FORMAT, ['Which folder', '-out', enter!], ['at the same time?', '2', enter!]], SHOP],
  ])('shows a command that does the same: %s', async ([, steps, files]) => {
    const env = { SOURCE_DATE_EPOCH: '1700000000' }
    const [asked, told] = [folderWith(['shop.yaml']), folderWith(['shop.yaml'])]
    const screen = conversation({ cwd: asked, env, columns: 200 })
    await answer(screen, FILE, ...steps, AGREE)
    expect(await screen.ended).toBe(0)
    const command = commandIn(screen).replace('npx unplugin-openapi-slice', `"${process.execPath}" "${bin}"`)
    execFileSync(command, { cwd: told, env: { ...process.env, ...env }, shell: true, stdio: 'pipe' })

    const written = tree(asked)
    expect(Object.keys(written).filter((name) => files.some((file) => name.endsWith(`/${file}`)))).toHaveLength(files.length)
    expect(Object.keys(written)).toHaveLength(files.length + 4)
    expect(tree(told)).toEqual(written)
  })

  it('reads a file at once, says what is wrong with it, and asks again', async () => {
    const cwd = folderWith(['shop.yaml'], {
      'broken.yaml': 'openapi: [\n',
      'other.json': '{}',
      'empty.yaml': '',
      'none.yaml': 'openapi: 3.1.0\ninfo: {title: A, version: "1"}\npaths: {}\n',
    })
    mkdirSync(join(cwd, 'folder'))
    const screen = conversation({ cwd, columns: 120 })
    await screen.shows('Which file describes your API?')
    const wrong: [typed: string, said: string][] = [
      ['', 'Type the name of the file'],
      ['shopp.yaml', `There is no file shopp.yaml. You are in the folder ${realpathSync(cwd)}. Check the spelling, or drag the file`],
      ['folder', 'folder is a folder, not a file.'],
      ['broken.yaml', '(line 2, column 1). Correct the file at this line'],
      ['other.json', 'other.json is not an OpenAPI description'],
      ['empty.yaml', 'empty.yaml is empty.'],
      ['none.yaml', 'none.yaml has no endpoints'],
      ['https://example.com/openapi.yaml', 'That is an address.'],
    ]
    for (const [typed, said] of wrong) {
      screen.type(typed)
      screen.press('enter')
      await screen.shows(said)
      for (const _ of typed) screen.press('backspace')
      if (typed !== '') await screen.shows('Type its name, or drag it into this window.')
    }
    screen.type(`'${join(cwd, 'shop.yaml')}' `)
    screen.press('enter')
    await screen.shows('Shop: OpenAPI 3.1.0, 7 endpoints')
    expect(screen.text()).not.toMatch(/\n\s+at /)
  })

  it('looks at the folder at once', async () => {
    const cwd = folderWith(['shop.yaml'], { taken: 'mine', 'full/mine.txt': 'mine' })
    const screen = conversation({ cwd })
    await answer(screen, FILE, ONE, ENDPOINT, VERSION, FORMAT)
    await screen.shows('It is made if it is not there yet.')
    screen.type('taken/deeper')
    screen.press('enter')
    await screen.shows('taken is a file. Type another name.')
    for (const _ of 'taken/deeper') screen.press('backspace')
    screen.type('full')
    screen.press('enter')
    await screen.shows('Folder: full (what is in it already stays as it is)')
  })

  it.runIf(process.platform !== 'win32' && process.getuid?.() !== 0)('says where nothing may be written', async () => {
    const cwd = folderWith(['shop.yaml'])
    mkdirSync(join(cwd, 'locked'))
    chmodSync(join(cwd, 'locked'), 0o500)
    const screen = conversation({ cwd })
    await answer(screen, FILE, ONE, ENDPOINT, VERSION, FORMAT, ['Which folder', 'locked/in', enter!])
    await screen.shows('You may not write into')
  })

  it('lists single endpoints with what they are about, as far as a line goes, and finds them by all of it', async () => {
    const cwd = folderWith(['shop.yaml'])
    const shop = readFileSync(join(cwd, 'shop.yaml'), 'utf8')
    const summary = 'summary: What one user has ever ordered, also returns'
    writeFileSync(join(cwd, 'shop.yaml'), shop.replace('operationId: listOrdersOfUser', `${summary}\n      $&`))
    const screen = conversation({ cwd, columns: 60 })
    await answer(screen, FILE, ONE)
    await screen.shows('○ GET /users/{id}/orders — What one user has ever order…')
    screen.type('returns')
    await screen.shows('● GET /users/{id}/orders — ')
  })

  it('takes whole numbers from 1 to 16', async () => {
    const screen = conversation({ cwd: folderWith(['shop.yaml']) })
    await answer(screen, FILE, ALL, VERSION, FORMAT, FOLDER, ['at the same time?', '17', enter!])
    await screen.shows('Type a whole number from 1 to 16.')
    screen.press('backspace')
    screen.press('enter')
    await screen.shows('At the same time: 1 file\n')
  })

  it('says what another version costs, and takes none in which nothing is left', async () => {
    const screen = conversation({ cwd: folderWith(['streams.yaml']) })
    const older: Step = ['Which version of OpenAPI', down!, enter!]
    await answer(screen, ['Which file', 'streams.yaml', enter!], ALL, older)
    await screen.shows(/1 endpoint cannot be said in OpenAPI 3\.0 and will be left out\.\n.*1 endpoint will lose details/)
    await answer(screen, FORMAT, FOLDER, TOGETHER, ['Shall it be done?', down!, enter!])
    await answer(screen, [/Which file[^]*Which file/, enter!])
    await answer(screen, [/(?:Which endpoints[^]*){2}/, down!, down!, enter!], ['Which one?', 'query', enter!])
    await answer(screen, [/(?:Which version[^]*){2}/, enter!])
    await screen.shows('Nothing would be left. Choose another version.')
  })

  it('tells what failed, where, and what to do', async () => {
    const cwd = folderWith(['defective.yaml'])
    const screen = conversation({ cwd })
    await answer(screen, ['Which file', 'defective.yaml', enter!], ALL, VERSION, FORMAT, FOLDER, TOGETHER, AGREE)

    expect(await screen.ended).toBe(1)
    expect(transcript(screen).split('Shall it be done?')[1]).toMatchInlineSnapshot(`
      "
      │  Yes
      │  Extracting endpoint 2/2 (100%)
      │
      │  ✓ 1 file is in slices.
      │  ✗ 1 endpoint of 2 could not be written.
      │    50% passed every check. It took a while.
      │    Folder: …
      │
      │  GET /broken: The reference #/components/schemas/Missing leads nowhere.
      │    Where: defective.yaml:10:91
      │    What to do: Correct the reference, or what it refers to.
      │
      │  What next?
      │    Correct defective.yaml in these places, and do it again with the command
      │    above.
      │    Look into slices/whole_GET.yaml.
      │
      └  And this makes a page to look at in your browser:

      npx unplugin-openapi-slice report defective.yaml --output-dir slices"
    `)
    expect(slicesIn(join(cwd, 'slices'))).toEqual(['whole_GET.yaml'])
  })

  it('tells what the version is to blame for', async () => {
    const screen = conversation({ cwd: folderWith(['streams.yaml']) })
    const older: Step = ['Which version of OpenAPI', down!, enter!]
    await answer(screen, ['Which file', 'streams.yaml', enter!], ALL, older, FORMAT, FOLDER, TOGETHER, AGREE)

    expect(await screen.ended).toBe(7)
    expect(screen.text()).toMatch(
      /QUERY \/events: [^]*What to do: [^]*If you need them all, do it again and keep the version of your file\./,
    )
  })

  it('suggests what was answered, if something is to be changed', async () => {
    const cwd = folderWith(['shop.yaml'])
    const screen = conversation({ cwd, rows: 100 })
    await answer(screen, FILE, SOME, PATTERN, VERSION, ['How should', down!, enter!], ['Which folder', 'one', enter!], TOGETHER)
    await answer(screen, ['Shall it be done?', down!, enter!])
    const again = (question: string): Step => [new RegExp(`(?:${question}[^]*){2}`), enter!]
    await answer(screen, again('Which file'), again('Which endpoints'), again('in common'), again('Which version'), again('How should'))
    await answer(screen, [/(?:Which folder[^]*){2}/, { key: 'backspace' }, { key: 'backspace' }, { key: 'backspace' }, 'two', enter!])
    await answer(screen, again('at the same time\\?'), again('Shall it be done'))

    expect(await screen.ended).toBe(0)
    expect(slicesIn(join(cwd, 'two'))).toEqual(['users-id-orders_GET.json', 'users-id_DELETE.json', 'users-id_GET.json', 'users_GET.json'])
    expect(tree(join(cwd, 'one'))).toEqual({})
  })

  it('can be given up', async () => {
    const cwd = folderWith(['shop.yaml'])
    const screen = conversation({ cwd })
    await answer(screen, FILE, ALL, VERSION, FORMAT, FOLDER, TOGETHER, ['Shall it be done?', down!, down!, enter!])

    expect(await screen.ended).toBe(0)
    expect(screen.text()).toMatch(/Nothing was written\.$/)
    expect(Object.keys(tree(cwd))).toEqual(['shop.yaml'])
  })
})

describe('Ctrl-C, or Ctrl-D,', () => {
  const WITH_PATTERN = [FILE, SOME, PATTERN, VERSION, FORMAT, FOLDER, TOGETHER, AGREE]
  const cases = [...WITH_PATTERN.map((_, index) => WITH_PATTERN.slice(0, index + 1)), [FILE, ONE, ENDPOINT]]

  it.for([
    ...cases.map((steps) => [String(steps.at(-1)![0]), steps, ctrlC!] as const),
    ...[[FILE], [FILE, ALL], [FILE, ONE, ENDPOINT]].map((steps) => [`${String(steps.at(-1)![0])} (Ctrl-D)`, steps, ctrlD!] as const),
  ])('leaves nothing behind: %s', async ([, steps, key]) => {
    const cwd = folderWith(['shop.yaml'])
    const screen = conversation({ cwd })
    await answer(screen, ...steps.slice(0, -1), [steps.at(-1)![0], key])

    expect(await screen.ended).toBe(130)
    expect(screen.text()).toMatch(/Stopped\. Nothing was written\.$/)
    expect(screen.text()).not.toMatch(/\n\s+at |Error/)
    // The cursor is there again.
    expect(screen.raw().lastIndexOf('\u001b[?25h')).toBeGreaterThan(screen.raw().lastIndexOf('\u001b[?25l'))
    expect(Object.keys(tree(cwd))).toEqual(['shop.yaml'])
  })

  it('stops a run that is under way, and says what there is', async () => {
    const paths = Array.from({ length: 3_000 }, (_, index) => `  /items-${index}: {get: {responses: {'200': {description: A}}}}`)
    const cwd = folderWith()
    writeFileSync(join(cwd, 'large.yaml'), `openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths:\n${paths.join('\n')}\n`)
    const screen = conversation({ cwd })
    await answer(screen, ['Which file', 'large.yaml', enter!], ALL, VERSION, FORMAT, FOLDER, TOGETHER, AGREE, [
      'Extracting endpoint',
      ctrlC!,
    ])

    expect(await screen.ended).toBe(130)
    expect(screen.text()).toMatch(/Stopped\. Files that are there already are\s+(?:│ +)?whole/)
    expect(slicesIn(join(cwd, 'slices')).length).toBeLessThan(3_000)
  })
})

describe('a window', () => {
  it('may be narrow', async () => {
    const screen = conversation({ cwd: folderWith(['shop.yaml']), columns: 40 })
    await answer(screen, FILE, SOME, PATTERN, VERSION, FORMAT, FOLDER, TOGETHER, AGREE)

    expect(await screen.ended).toBe(0)
    expect(transcript(screen)).toMatchInlineSnapshot(`
      "┌  One file for each endpoint of your
      │  API
      │
      │  Enter takes what is suggested. Ctrl-C
      │  stops at any time.
      │  Nothing is written before you have
      │  seen the plan.
      │
      ◇  Which file describes your API?
      │  shop.yaml
      │
      │  Shop: OpenAPI 3.1.0, 7 endpoints
      │
      ◇  Which endpoints do you want files of?
      │  Some, by a part of their path
      │
      ◇  Which part of the path do they have
      │  in common?
      │  users
      │
      ◇  Which version of OpenAPI should the
      │  files have?
      │  Keep OpenAPI 3.1.0
      │
      ◇  How should the files be written?
      │  YAML
      │
      ◇  Which folder should they go into?
      │  slices
      │
      ◇  How many files should be worked on at
      │  the same time?
      │  4
      │
      ◇  This is the plan:
      │    From: shop.yaml (Shop)
      │    Files: 4, for the paths with
      │    “users” in them, and an overview
      │    for spreadsheets
      │    Written as: YAML, in the version
      │    they have now
      │    Folder: slices (a new folder)
      │    At the same time: 4 files
      │
      │  The same, as one command:
      npx unplugin-openapi-slice shop.yaml --f
      ilter users --filter-type regex --output
      -dir slices
      │
      ◇  Shall it be done?
      │  Yes
      │  Extracting endpoint 4/4 (100%)
      │
      │  ✓ Done: 4 files are in slices.
      │    All 4 passed every check (100%). It took a while.
      │    Folder: …
      │
      │  Worth knowing:
      │    1 webhook was left out. Set
      │    --webhooks to slice them too.
      │
      │  What next?
      │    Open slices/index.csv in a
      │    spreadsheet: it lists all files.
      │
      └  And this makes a page to look at in
      │  your browser:

      npx unplugin-openapi-slice report shop.y
      aml --filter users --filter-type regex -
      -output-dir slices"
    `)
  })

  it('may become narrower while something is asked', async () => {
    const screen = conversation({ cwd: folderWith(['shop.yaml']) })
    await answer(screen, FILE, SOME, ['What you type is looked for', 'users'])
    await screen.shows('4 of 7 match')
    screen.resize(40, 20)
    screen.type('/')
    await screen.shows('3 of 7 match')
    screen.press('enter')
    await screen.shows('Which version of OpenAPI')
  })

  it('need not have colours', async () => {
    const cwd = folderWith(['shop.yaml'])
    const color = /\u001b\[(?:[34]\d|9\d|10\d|[1-9];)[\d;]*m/
    for (const [env, isColored] of [
      [{ NO_COLOR: '1' }, false],
      [{}, true],
    ] as const) {
      const screen = conversation({ cwd, env })
      await answer(screen, FILE, ONE, ENDPOINT, VERSION, FORMAT, FOLDER, AGREE)

      expect(await screen.ended).toBe(0)
      expect(color.test(screen.raw())).toBe(isColored)
    }
  })

  it('is shown no control characters of a description', async () => {
    const operation = { summary: 'bad\u001b]0;owned\u0007', responses: { 200: { description: 'A' } } }
    const text = JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Evil\u001b[2J\u202e', version: '1' },
      paths: { '/a\u001b[31m\u009b1m': { get: operation }, '/b': { get: { responses: { 200: { $ref: '#/x\u001b[5m' } } } } },
    })
    const screen = conversation({ cwd: folderWith([], { 'evil.json': text }), columns: 120 })
    await answer(screen, ['Which file', 'evil.json', enter!], ONE, ['Which one?', enter!], VERSION, FORMAT, FOLDER)
    await screen.shows('It cannot be shown: there are invisible characters in the path.')
    await answer(screen, AGREE)

    await screen.ended
    expect(screen.raw()).not.toMatch(/owned|\u001b\[2J|\u001b\[31m\u009b|\u202e|\u001b\[5m/)
  })
})

describe('nobody is asked', () => {
  it.for<[what: string, env: Record<string, string>]>([
    ['in CI', { CI: 'true' }],
    ['on a terminal that cannot do it', { TERM: 'dumb' }],
  ])('%s', async ([, env]) => {
    const screen = conversation({ cwd: folderWith(['shop.yaml']), env })

    expect(await screen.ended).toBe(2)
    expect(screen.text()).toContain('There is nothing to slice')
  })

  it('where a configuration says what to slice', async () => {
    const cwd = folderWith(['tiny.yaml'], { 'unplugin.config.json': '{"specs": ["tiny.yaml"]}' })
    const screen = conversation({ cwd })

    expect(await screen.ended).toBe(0)
    expect(slicesIn(join(cwd, 'slices'))).toEqual(['ping_GET.yaml'])
  })

  it('where there are flags', async () => {
    const screen = conversation({ cwd: folderWith(['tiny.yaml']), args: ['--quiet'] })

    expect(await screen.ended).toBe(2)
  })
})

describe('what is typed', () => {
  const unix = { platform: 'linux', home: '/home/ann' } as const

  it.for<[typed: string, path: string, where?: { platform: NodeJS.Platform; home: string }]>([
    [' openapi.yaml ', 'openapi.yaml'],
    ["'/tmp/my api.yaml' ", '/tmp/my api.yaml'],
    ['"my api.yaml"', 'my api.yaml'],
    ["'/tmp/ann'\\''s api'\\'''\\''.yaml'", "/tmp/ann's api''.yaml"],
    ["'a.yaml' 'b.yaml'", "'a.yaml' 'b.yaml'"],
    ['/tmp/my\\ api\\(1\\).yaml', '/tmp/my api(1).yaml'],
    ['~/api.yaml', '/home/ann/api.yaml'],
    ['~other/api.yaml', '~other/api.yaml'],
    ['file:///tmp/my%20api.yaml', '/tmp/my api.yaml'],
    ['C:\\specs\\api.yaml', 'C:\\specs\\api.yaml', { platform: 'win32', home: 'C:\\Users\\ann' }],
    ["& 'C:\\my specs\\api.yaml'", 'C:\\my specs\\api.yaml', { platform: 'win32', home: 'C:\\Users\\ann' }],
    ["it's.yaml", "it's.yaml"],
    ['', ''],
  ])('%s is %s', ([typed, path, where = unix]) => {
    expect(typedPath(typed, where)).toBe(path)
  })

  it('is looked for as it stands, unless it has an asterisk', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), fc.string(), (text, before, after) => {
        const typed = text.trim()
        fc.pre(typed !== '' && !typed.includes('*'))
        const { filter, filterType } = patternOf(text)
        expect(filterType).toBe('regex')
        expect(new RegExp(filter).test(before + typed + after)).toBe(true)
        expect(new RegExp(filter).exec(typed)![0]).toBe(typed)
      }),
    )
    expect(patternOf(' /users/* ')).toEqual({ filter: '/users/*', filterType: 'glob' })
  })
})

describe('a command line', () => {
  it.skipIf(process.platform === 'win32')('means to a shell what it says', () => {
    const word = fc.string({ unit: fc.constantFrom(...'ab /-_.*{}[]()$`"\'\\!#&;|<>~%^é\n'), maxLength: 12 })
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const said = execFileSync('sh', ['-c', `printf '%s\\0' ${shellLine(words, 'linux')}`], { encoding: 'utf8' })
        expect(said.split('\0').slice(0, -1)).toEqual(words)
      }),
      { numRuns: 40 },
    )
  })

  it('is easy to read where nothing needs quotes', () => {
    expect(shellLine(['npx', 'x', './a.yaml', '--filter', '/users/**', '--path', '/users/{id}'], 'linux')).toBe(
      'npx x ./a.yaml --filter "/users/**" --path "/users/{id}"',
    )
    expect(shellLine(['a b', 'c"d'], 'win32')).toBe('"a b" "c\\"d"')
  })
})
