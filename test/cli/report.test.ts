import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { build, folderWith, sliceOas, tree } from './slice-oas.ts'

beforeAll(build)

describe('--report', () => {
  it('writes the page beside the slices, and takes it away when it is no longer wanted', async () => {
    const cwd = folderWith(['shop.yaml'])

    const { code, stdout } = await sliceOas(['shop.yaml', '--report'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toContain(`  Report: ${join('slices', 'report.html')}`)
    expect(tree(join(cwd, 'slices'))['report.html']).toContain('id="report"')

    await sliceOas(['shop.yaml'], { cwd })
    expect(existsSync(join(cwd, 'slices/report.html'))).toBe(false)
  })
})

describe('slice-oas report', () => {
  it('writes the page and nothing else', async () => {
    const cwd = folderWith(['shop.yaml'])

    const { code, stdout } = await sliceOas(['report', 'shop.yaml', '-o', 'out'], { cwd })

    expect(code).toBe(0)
    expect(Object.keys(tree(join(cwd, 'out')))).toEqual(['.openapi-slice.json', 'report.html'])
    expect(stdout).toContain(`  Report: ${join('out', 'report.html')}`)
    expect(stdout).not.toMatch(/Folder|Index/)
  })

  it('leaves the slices of an earlier run alone', async () => {
    const cwd = folderWith(['shop.yaml'])
    await sliceOas(['shop.yaml'], { cwd })
    const before = tree(join(cwd, 'slices'))

    expect((await sliceOas(['report', 'shop.yaml'], { cwd })).code).toBe(0)
    const { 'report.html': page, ...rest } = tree(join(cwd, 'slices'))
    expect(page).toBeDefined()
    expect(Object.keys(rest)).toEqual(Object.keys(before))
    const { '.openapi-slice.json': _now, ...files } = rest
    const { '.openapi-slice.json': _then, ...expected } = before
    expect(files).toEqual(expected)

    // The next run knows it as ours.
    expect((await sliceOas(['shop.yaml', '--report'], { cwd })).code).toBe(0)
  })

  it('replaces no file of others', async () => {
    const cwd = folderWith(['shop.yaml'], { 'slices/report.html': 'mine' })

    const { code, stderr } = await sliceOas(['report', 'shop.yaml'], { cwd })
    expect([code, stderr]).toEqual([6, expect.stringContaining('slices/report.html exists and was not written by an earlier run')])
    expect(tree(join(cwd, 'slices'))).toEqual({ 'report.html': 'mine' })

    expect((await sliceOas(['report', 'shop.yaml', '--force'], { cwd })).code).toBe(0)
  })

  it('is done when the page is there, whatever it says', async () => {
    const cwd = folderWith()
    const broken = {
      openapi: '3.0.3',
      info: { title: 't', version: '1' },
      paths: { '/a': { get: { responses: { 200: { $ref: '#/nothing' } } } } },
    }
    writeFileSync(join(cwd, 'openapi.json'), JSON.stringify(broken))

    const { code, stdout } = await sliceOas(['report', 'openapi.json'], { cwd })

    expect(code).toBe(0)
    expect(stdout).toContain('0 extracted, 1 failed')
    expect(existsSync(join(cwd, 'slices/report.html'))).toBe(true)
  })

  it('is refused where slicing is', async () => {
    const { code, stderr } = await sliceOas(['report', 'nowhere.yaml'], { cwd: folderWith() })

    expect([code, stderr]).toEqual([3, expect.stringContaining('nowhere.yaml')])
  })

  it.for(['--no-csv', '--llms', '--report', '--dry-run', '--yes'])('refuses %s', async (flag) => {
    const { code, stderr } = await sliceOas(['report', 'shop.yaml', flag], { cwd: folderWith(['shop.yaml']) })

    expect([code, stderr]).toEqual([2, expect.stringContaining(`slice-oas report does not take ${flag}; that is for slice-oas`)])
  })

  it('is meant by what is almost its name', async () => {
    const { code, stderr } = await sliceOas(['raport', 'shop.yaml'], { cwd: folderWith(['shop.yaml']) })

    expect([code, stderr]).toEqual([2, expect.stringContaining('Did you mean slice-oas report?')])
  })
})
