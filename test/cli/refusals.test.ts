import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { bin, build, folderWith, type Run, sliceOas, tree } from './slice-oas.ts'
import { terminal } from './terminal.ts'

beforeAll(build, 120_000)

/** A message and what to do, nothing else: no second message, no stack, no word of a result. */
function expectOneMessage({ stdout, stderr }: Run, message: string | RegExp): void {
  expect(stderr).toMatch(/^✗ .+\n(?: {2}Where: .+\n)? {2}What to do: .+\n$/)
  expect(stderr).toMatch(message)
  expect(stderr).not.toMatch(/\n\s+at /)
  expect(stdout).toBe('')
}

/** Runs in a folder with the fixtures and files, and expects a refusal that leaves everything as it was. */
async function expectRefusal(
  args: readonly string[],
  code: number,
  message: string | RegExp,
  files: Record<string, string> = {},
): Promise<void> {
  const folder = folderWith(['shop.yaml'], files)
  mkdirSync(join(folder, 'a-folder'))
  const before = tree(folder)
  const run = await sliceOas(args, { cwd: folder })

  expectOneMessage(run, message)
  expect(run.code).toBe(code)
  expect(tree(folder)).toEqual(before)
}

type Case = [what: string, args: string, code: number, message: string | RegExp]

describe('the command line', () => {
  it.for<Case>([
    ['nothing named', '', 2, /no input file is named.*\n.*--input openapi\.yaml.*unplugin\.config\.ts/],
    ['an unknown flag', 'shop.yaml --fliter /users', 2, /no flag --fliter\.\n.*Did you mean --filter\?/],
    ['an unknown flag of a command', 'check shop.yaml --reportr sarif', 2, /no flag --reportr\.\n.*Did you mean --reporter\?/],
    ['an unknown negation', 'shop.yaml --no-cvs', 2, /no flag --no-cvs\.\n.*Did you mean --no-csv\?/],
    ['a negation of a switch that has none', 'shop.yaml --no-debug', 2, 'There is no flag --no-debug.'],
    ['a negation of a flag with a value', 'shop.yaml --no-filter', 2, 'There is no flag --no-filter.'],
    ['an unknown short flag', 'shop.yaml -z', 2, /no flag -z\.\n.*slice-oas --help/],
    ['a flag like nothing else', 'shop.yaml --zzzzzzzzzz', 2, /no flag --zzzzzzzzzz\.\n.*slice-oas --help/],
    ['a flag named like a property of objects', 'shop.yaml --constructor', 2, 'There is no flag --constructor.'],
    ['two inputs', 'shop.yaml other.yaml', 2, 'There are two input files, shop.yaml and other.yaml.'],
    ['a forgotten value', 'shop.yaml --filter', 2, '--filter needs a value, but nothing follows.'],
    ['a flag where a value belongs', 'shop.yaml --filter --batch', 2, '--filter needs a value, but --batch follows.'],
    ['a value for a switch', 'shop.yaml --batch=yes', 2, '--batch takes no value, and "yes" was given.'],
    ['concurrency 0', 'shop.yaml --concurrency 0', 2, '--concurrency is 0; it must be a whole number from 1 to 16.'],
    ['concurrency 17', 'shop.yaml --concurrency 17', 2, '--concurrency is 17; it must be a whole number from 1 to 16.'],
    ['concurrency 2.5', 'shop.yaml --concurrency 2.5', 2, '--concurrency is 2.5; it must be'],
    ['concurrency -1', 'shop.yaml --concurrency=-1', 2, '--concurrency is -1; it must be'],
    ['concurrency abc', 'shop.yaml --concurrency abc', 2, '--concurrency is "abc"; it must be'],
    ['an empty concurrency', 'shop.yaml --concurrency=', 2, '--concurrency is ""; it must be'],
    ['an unknown format', 'shop.yaml --format xml', 2, '--format is "xml"; it must be “yaml” or “json”.'],
    ['an unknown layout', 'shop.yaml --layout deep', 2, '--layout is "deep"; it must be'],
    [
      'an unknown grouping',
      'shop.yaml --group-by colour',
      2,
      /--group-by is "colour"; it must be “endpoint”, “path”, “tag” or “prefix”\.\n.*Set --group-by to “endpoint”/,
    ],
    ['an unknown filter type', 'shop.yaml --filter-type sql', 2, '--filter-type is "sql"; it must be “glob” or “regex”.'],
    ['an unknown treatment', 'shop.yaml --inherited shrug', 2, '--inherited is "shrug"; it must be “fail” or “warn”.'],
    ['an unknown validation', 'shop.yaml --validate twice', 2, '--validate is "twice"; it must be “once” or “each”.'],
    ['an unknown treatment of data', 'shop.yaml --refs-in-data drop', 2, '--refs-in-data is "drop"; it must be “keep” or “literal”.'],
    ['empty names of extensions', 'shop.yaml --root-extensions x-a,', 2, '--root-extensions is ["x-a",""]; it must be'],
    [
      'a name of no extension',
      'shop.yaml --root-extensions x-a,owner',
      2,
      '--root-extensions has "owner", and the names of these fields begin with “x-”.',
    ],
    ['no switch for extensions', 'shop.yaml --root-extensions yes', 2, /has "yes".*\n.*Write true, false, or names/],
    ['a value for --strict', 'shop.yaml --strict=very', 2, '--strict takes no value'],
    ['a limit that is lifted', 'shop.yaml --max-output 1KB --yes', 2, '--max-output sets a limit, and --yes lifts it.'],
    ['minified YAML', 'shop.yaml --minify', 2, '--minify is for JSON.'],
    ['no size', 'shop.yaml --max-output lots', 2, '--max-output is "lots"; it must be a size'],
    ['an empty folder name', 'shop.yaml --output-dir=', 2, '--output-dir is ""; it must be the path of a folder.'],
    ['an empty pattern', 'shop.yaml --filter=', 2, '--filter is ""; it must be'],
    [
      'an invalid regular expression',
      'shop.yaml --filter-type regex --filter ^/(users',
      2,
      /"\^\/\(users" in --filter is not a valid regular expression: .*Unterminated group/,
    ],
    ['an invalid exclusion', 'shop.yaml --filter-type regex --exclude [', 2, '"[" in --exclude is not a valid regular expression'],
    ['an unknown version', 'shop.yaml --output-version 9', 2, '--output-version is "9"; it must be'],
    [
      'a version that is never written',
      'shop.yaml --output-version 2.0',
      2,
      '--output-version is "2.0"; it must be “auto”, “3.0.x”, “3.1.x”, “3.2.x” or an exact version such as “3.1.0”.',
    ],
    [
      'JSON of slices',
      'shop.yaml --json',
      2,
      /slice-oas does not take --json; that is for slice-oas info and slice-oas list\.\n.*Leave out --json/,
    ],
    ['a reporter of slices', 'shop.yaml --reporter junit', 2, 'slice-oas does not take --reporter; that is for slice-oas check.'],
    ['a mistyped command', 'infos shop.yaml', 2, /no command infos, and no file of that name\.\n.*slice-oas info\?/],
    ['a mistyped check', 'chekc shop.yaml', 2, /no command chekc.*\n.*slice-oas check\?/],
    ['a mistyped completion', 'completions bash', 2, /no command completions.*\n.*slice-oas completion\?/],
    ['a word for help', 'help', 2, /no command help.*\n.*slice-oas --help\?/],
    ['a mistyped command alone', 'inof', 2, /no command inof.*\n.*slice-oas info\?/],
    ['a missing configuration', '--config other.config.ts', 2, 'There is no configuration file other.config.ts.'],
    ['a folder for a configuration', '--config .', 2, '. is a folder, not a file.'],
  ])('%s', ([, args, code, message]) =>
    expectRefusal(
      args.split(' ').filter((arg) => arg !== ''),
      code,
      message,
    ),
  )

  it.for([
    '--batch',
    '--filter /users',
    '--filter-type regex',
    '--tag a',
    '--operation-id a',
    '--exclude /a',
    '--deprecated',
    '--no-deprecated',
    '--allow-empty',
  ])('--path does not go with %s', (flag) =>
    expectRefusal(['shop.yaml', '--path', '/users', '--method', 'GET', ...flag.split(' ')], 2, '--path names one endpoint'),
  )

  it.for([[['']], [['--input=']], [['check', ' ']], [['init', '']], [['shop.yaml', '']]])('an empty path: %j', ([args]) =>
    expectRefusal(args!, 2, /^✗ The path of the description is empty\.\n.*such as openapi\.yaml/),
  )

  it('--path needs one method', async () => {
    await expectRefusal(['shop.yaml', '--path', '/users'], 2, /one method\.\n.*--method GET/)
    await expectRefusal(['shop.yaml', '--path', '/users', '--method', 'GET', '--method', 'POST'], 2, 'one method')
  })

  it('--quiet does not silence refusals', () => expectRefusal(['--quiet', '--concurrency', '99', 'shop.yaml'], 2, '--concurrency is 99'))
})

describe('the selection', () => {
  it.for<Case>([
    ['a filter without a match', 'shop.yaml --filter /user', 5, /matches \/user\.\n.*\/users, /],
    ['a tag without a match', 'shop.yaml --tag nobody', 5, 'None of the 7 endpoints matches nobody.'],
    ['an exclusion of everything', 'shop.yaml --exclude /**', 5, 'None of the 7 endpoints is left with --exclude /**.'],
    [
      'filters that match only apart',
      'shop.yaml --filter /status --method POST --no-deprecated',
      5,
      /None of the 7 endpoints is left with --filter \/status, --method POST and --no-deprecated together\.\n.*slice-oas list/,
    ],
    [
      'filters that match only apart, in a list',
      'list shop.yaml --filter /status --deprecated',
      5,
      '--filter /status and --deprecated together.',
    ],
    [
      'an endpoint with a typing mistake',
      'shop.yaml --path /users/{idd} --method GET',
      5,
      /shop\.yaml has no endpoint GET \/users\/\{idd\}\.\n.*nearest are GET \/users\/\{id\}, /,
    ],
    [
      'an endpoint with another method',
      'shop.yaml --path /users/{id} --method patch',
      5,
      /no endpoint PATCH \/users\/\{id\}\.\n.*nearest are GET \/users\/\{id\}, DELETE \/users\/\{id\}, /,
    ],
  ])('%s', ([, args, code, message]) => expectRefusal(args.split(' '), code, message))
})

describe('the input', () => {
  it('is missing', () => expectRefusal(['--input', 'missing.yaml'], 3, 'There is no file missing.yaml.'))
  // Nobody may read it, the administrator neither.
  it.runIf(process.platform === 'linux')('cannot be read', () =>
    expectRefusal(['/proc/sys/vm/drop_caches'], 3, '/proc/sys/vm/drop_caches cannot be read: permission denied.'),
  )
  it.skipIf(process.platform === 'win32').for<[args: string, code: number, message: RegExp]>([
    ['loop.yaml', 3, /^✗ loop\.yaml cannot be read: the links that it leads through never end\.\n.*name the file itself/],
    ['shop.yaml --ruleset loop.yaml', 2, /^✗ The ruleset loop\.yaml cannot be read: the links that it leads through never end\.\n/],
    ['--config loop.yaml', 2, /^✗ loop\.yaml cannot be read: the links that it leads through never end\.\n/],
  ])('is a link to itself: %s', async ([args, code, message]) => {
    const folder = folderWith(['shop.yaml'])
    symlinkSync('loop.yaml', join(folder, 'loop.yaml'))
    const run = await sliceOas(args.split(' '), { cwd: folder })

    expectOneMessage(run, message)
    expect(run.code).toBe(code)
  })
  it('is a folder', () => expectRefusal(['--input', 'a-folder'], 3, 'a-folder is a folder, not a file.'))

  it.for<[what: string, file: string, text: string, message: string | RegExp]>([
    ['an empty file', 'api.yaml', '', 'api.yaml is empty.'],
    ['nothing but comments', 'api.yaml', '# soon\n', 'api.yaml is empty.'],
    ['an empty JSON file', 'api.json', '', 'api.json'],
    [
      'broken YAML',
      'api.yaml',
      'openapi: 3.1.0\ninfo: [1\npaths: {}\n',
      /not valid YAML.*\(line 3, column 1\)\.\n {2}Where: api\.yaml:3:1\n/,
    ],
    [
      'broken JSON',
      'api.json',
      '{\n  "openapi": "3.1.0",\n  "info": {,}\n}',
      /not valid JSON.*\(line 3, column 12\)\.\n {2}Where: api\.json:3:12\n/,
    ],
    [
      'duplicate keys in YAML',
      'api.yaml',
      'openapi: 3.1.0\ninfo: {}\npaths: {}\ninfo: {}\n',
      /"info" is used twice.*first in line 2.*\n {2}Where: api\.yaml:4:1\n/,
    ],
    [
      'duplicate keys in JSON',
      'api.json',
      '{"openapi": "3.1.0",\n"info": {},\n"info": {}}',
      /"info" is used twice.*\n {2}Where: api\.json:3:1\n/,
    ],
    ['something else', 'package.json', '{"name": "x"}', 'package.json is not an OpenAPI description'],
    ['plain text', 'api.yaml', 'Dear all,', 'api.yaml is not an OpenAPI description'],
    ['a list', 'api.yaml', '- openapi: 3.1.0\n', 'api.yaml is not an OpenAPI description'],
    ['a version from the future', 'api.yaml', 'openapi: 4.0.0\ninfo: {}\n', 'declares version "4.0.0", which is not supported'],
    ['no endpoints', 'api.yaml', 'openapi: 3.1.0\ninfo: {title: A, version: "1"}\npaths: {}\n', /has no endpoints.*\n.*--webhooks/],
    ['text with escape sequences', 'api.yaml', 'openapi: "4\\u001b[31m\\nforged"\n', 'declares version'],
  ])('is %s', ([what, file, text, message]) => expectRefusal([file], what === 'no endpoints' ? 5 : 4, message, { [file]: text }))
})

describe('the output', () => {
  it('is a file', () =>
    expectRefusal(
      ['shop.yaml', '-o', 'taken'],
      6,
      /taken cannot be written to: there is a file where a folder is needed\.\n.*another output folder/,
      { taken: 'mine' },
    ))
  it('is inside a file', () =>
    expectRefusal(['shop.yaml', '-o', 'taken/deeper'], 6, 'taken/deeper cannot be written to', { taken: 'mine' }))

  it.runIf(process.platform === 'linux')('cannot be written', () =>
    expectRefusal(['shop.yaml', '-o', '/sys/slices'], 6, '/sys/slices cannot be written to: permission denied.'),
  )
})

describe('the environment', () => {
  it('has a SOURCE_DATE_EPOCH that is no number', async () => {
    const run = await sliceOas(['shop.yaml'], { cwd: folderWith(['shop.yaml']), env: { SOURCE_DATE_EPOCH: 'yesterday' } })

    expectOneMessage(run, 'SOURCE_DATE_EPOCH is "yesterday"')
    expect(run.code).toBe(2)
  })
})

it.skipIf(process.platform !== 'linux')('a folder that cannot be made does not keep the run from its end', async () => {
  const run = await sliceOas(['shop.yaml', '--cache-dir', '/proc/none/cache'], { cwd: folderWith(['shop.yaml']) })

  expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('7 extracted') })
})

describe.skipIf(process.platform === 'win32')('a working folder that was removed', () => {
  const inRemoved = (args: string, program = `"${process.execPath}" "${bin}"`): [string, string[]] => [
    'sh',
    ['-c', `cd "$(mktemp -d)" && rmdir "$PWD" && exec ${program} ${args}`],
  ]

  it.for(['shop.yaml', '', 'list shop.yaml', 'init', 'check shop.yaml', 'inputs shop.yaml'])('is told of: %s', (args) => {
    const { status, stdout, stderr } = spawnSync(...inRemoved(args), { encoding: 'utf8' })

    expectOneMessage(
      { code: status, stdout, stderr },
      /✗ The folder you are in no longer exists\.\n {2}What to do: Change to another folder/,
    )
    expect(status).toBe(3)
  })

  it('is told of where somebody would be asked', async () => {
    const [program, args] = inRemoved('')
    const screen = terminal({ cwd: tmpdir(), program, args })
    await screen.shows('The folder you are in no longer exists.')

    expect(await screen.ended).toBe(3)
    expect(screen.text()).not.toMatch(/\n\s+at /)
  })
})

describe.skipIf(!existsSync('/dev/full'))('output that is lost', () => {
  it.for<[what: string, args: string, to: string, flags: string, reason: string]>([
    ['on a full disk', 'list shop.yaml --json', '/dev/full', 'w', 'the disk is full'],
    ['on a full disk, of a check', 'check shop.yaml --reporter sarif', '/dev/full', 'w', 'the disk is full'],
    ['on a full disk, of a run', 'shop.yaml', '/dev/full', 'w', 'the disk is full'],
    ['on a full disk, of the version', '--version', '/dev/full', 'w', 'the disk is full'],
    ['where nothing can be written', 'list shop.yaml', '/dev/null', 'r', 'it is not open for writing'],
  ])('%s is told of', ([, args, to, flags, reason]) => {
    const stdout = openSync(to, flags)
    onTestFinished(() => closeSync(stdout))
    const run = spawnSync(process.execPath, [bin, ...args.split(' ')], {
      ...{ cwd: folderWith(['shop.yaml']), encoding: 'utf8', stdio: ['ignore', stdout, 'pipe'] },
    })

    expect(run.status).toBe(6)
    expect(run.stderr).toMatch(new RegExp(`✗ What the command has to say could not be written: ${reason}\\.\\n {2}What to do: .+\\n$`))
  })

  it('shows in the exit code where nothing can be said at all', () => {
    const full = openSync('/dev/full', 'w')
    onTestFinished(() => closeSync(full))

    expect(spawnSync(process.execPath, [bin, '--version'], { stdio: ['ignore', full, full] }).status).toBe(6)
  })

  it('is fine where the reader has stopped reading', () => {
    const folder = folderWith(['shop.yaml'])
    const command = `"${process.execPath}" "${bin}" list shop.yaml --json | true; exit \${PIPESTATUS[0]}`
    const run = spawnSync('bash', ['-c', command], { cwd: folder, encoding: 'utf8' })

    expect([run.status, run.stderr]).toEqual([0, ''])
  })
})
