import { beforeAll, describe, expect, it } from 'vitest'
import { build, folderWith, sliceOas, tree } from './slice-oas.ts'
import { terminal } from './terminal.ts'

beforeAll(build, 120_000)

/** What list says of a fixture; nothing is written. */
async function list(fixture: string, ...flags: string[]): Promise<string> {
  const cwd = folderWith([fixture])
  const before = tree(cwd)
  const run = await sliceOas(['list', fixture, ...flags], { cwd })
  expect(run).toMatchObject({ code: 0, stderr: '' })
  expect(tree(cwd)).toEqual(before)
  return run.stdout
}

describe('slice-oas list', () => {
  it('is a table, without colours and whole in a pipe', async () => {
    expect(await list('shop.yaml')).toMatchInlineSnapshot(`
      "METHOD  PATH                OPERATION ID      TAGS           SUMMARY
      GET     /orders             listOrders        orders
      POST    /orders             placeOrder        orders
      GET     /users              listUsers         users
      GET     /users/{id}         getUser           users
      DELETE  /users/{id}         removeUser        users          (deprecated)
      GET     /users/{id}/orders  listOrdersOfUser  users, orders
      GET     /status
      "
    `)
  })

  it('leaves out columns in which nothing stands', async () => {
    expect(await list('tiny.yaml')).toMatchInlineSnapshot(`
      "METHOD  PATH
      GET     /ping
      "
    `)
  })

  it.for<[flags: string, lines: number]>([
    ['--tag orders', 3],
    ['--method GET --filter /users/**', 2],
    ['--deprecated', 1],
    ['--webhooks --filter orderPlaced', 1],
    ['--path /users/{id} --method get', 1],
    ['--exclude /users/{id}#delete', 6],
  ])('%s', async ([flags, lines]) => {
    expect((await list('shop.yaml', ...flags.split(' '))).trim().split('\n')).toHaveLength(lines + 1)
  })

  it('is one list as JSON, also of several descriptions', async () => {
    const cwd = folderWith(['shop.yaml', 'tiny.yaml'], { 'unplugin.config.json': '{"specs": ["shop.yaml", "tiny.yaml"]}' })
    const { stdout } = await sliceOas(['list', '--json'], { cwd })
    const found = JSON.parse(stdout) as Record<string, unknown>[]

    expect(found).toHaveLength(8)
    expect(found.find(({ operationId }) => operationId === 'getUser')).toMatchObject({
      ...{ spec: 'shop', method: 'GET', path: '/users/{id}', tags: ['users'], deprecated: false, isWebhook: false },
    })
    expect(found.at(-1)).toMatchObject({ spec: 'tiny', method: 'GET', path: '/ping' })
  })

  it('names each of several descriptions', async () => {
    const cwd = folderWith(['shop.yaml', 'tiny.yaml'], { 'unplugin.config.json': '{"specs": ["shop.yaml", "lost.yaml", "tiny.yaml"]}' })
    const run = await sliceOas(['list'], { cwd })

    expect(run).toMatchObject({ code: 3, stdout: expect.stringMatching(/^shop:\nMETHOD .*\ntiny:\nMETHOD .*/s) })
    expect(run.stderr).toContain('✗ lost: There is no file lost.yaml.')
  })

  it('shows no control characters, and lines up wide ones', async () => {
    const operation = { summary: 'evil\u001b[31m\nred', responses: { 200: { description: 'A' } } }
    const paths = { '/a\u202e': { get: operation }, '/日本': { get: { ...operation, summary: 'wide' } } }
    const cwd = folderWith([], { 'api.json': JSON.stringify({ openapi: '3.1.0', info: { title: 'A', version: '1' }, paths }) })

    expect((await sliceOas(['list', 'api.json'], { cwd })).stdout).toBe(
      'METHOD  PATH   SUMMARY\nGET     /a     evil red\nGET     /日本  wide\n',
    )
    expect((await sliceOas(['list', 'api.json', '--json'], { cwd })).stdout).not.toMatch(/[\u001b\u202e]/)
  })

  it('says why a path item cannot be read', async () => {
    const text = 'openapi: 3.1.0\ninfo: {title: A, version: "1"}\npaths:\n  /b: {$ref: "b.yaml"}\n'
    const { code, stdout } = await sliceOas(['list', 'api.yaml'], { cwd: folderWith([], { 'api.yaml': text }) })

    expect([code, stdout]).toEqual([0, expect.stringMatching(/^METHOD {2}PATH {2}SUMMARY\n\* {7}\/b {4}.*b\.yaml/)])
  })

  it('fits a terminal', async () => {
    const screen = terminal({ cwd: folderWith(['shop.yaml']), args: ['list', 'shop.yaml'], columns: 40 })

    expect(await screen.ended).toBe(0)
    const lines = screen.text().split('\n')
    expect(lines).toHaveLength(8)
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(40)
    expect(lines.some((line) => line.endsWith('…'))).toBe(true)
    expect(screen.raw()).toContain('\u001b[2m')
  })

  it.for<[args: string, code: number, message: RegExp]>([
    ['list', 2, /nothing to slice/],
    ['list missing.yaml', 3, /no file missing\.yaml/],
    ['list shop.yaml --output-dir out', 2, /does not take --output-dir/],
    ['list shop.yaml --tag nobody', 5, /None of the 7 endpoints matches nobody/],
    ['list shop.yaml --path /users/{idd} --method GET', 5, /no endpoint GET \/users\/\{idd\}/],
  ])('refuses: %s', async ([args, code, message]) => {
    const run = await sliceOas(args.split(' '), { cwd: folderWith(['shop.yaml']) })

    expect(run).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(message) })
  })
})
