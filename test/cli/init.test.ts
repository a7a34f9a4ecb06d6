import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { createJiti } from 'jiti'
import { beforeAll, describe, expect, it } from 'vitest'
import { withPlugin } from '../../src/cli/init/add-plugin.ts'
import { build, folderWith, sliceOas, slicesIn, tree } from './slice-oas.ts'
import { terminal } from './terminal.ts'

beforeAll(build, 120_000)

const VITE = `import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [],
})
`

describe('slice-oas init', () => {
  it('writes a configuration that the command then reads', async () => {
    const cwd = folderWith(['shop.yaml'])
    const run = await sliceOas(['init', 'shop.yaml'], { cwd })

    expect(run).toEqual({
      code: 0,
      stderr: '',
      stdout: `✓ unplugin.config.ts is written. It declares shop.yaml (OpenAPI 3.1.0).
Next:
    npm install -D unplugin-openapi-slice
    npx slice-oas   # no bundler was recognised; the command needs none
`,
    })
    expect(tree(cwd)['unplugin.config.ts']).toBe(`import { defineConfig } from 'unplugin-openapi-slice'

export default defineConfig({
  specs: ['./shop.yaml'],
})
`)
    mkdirSync(join(cwd, 'node_modules'))
    symlinkSync(join(import.meta.dirname, '../..'), join(cwd, 'node_modules/unplugin-openapi-slice'), 'junction')
    expect(await sliceOas([], { cwd })).toMatchObject({ code: 0 })
    expect(slicesIn(join(cwd, 'slices'))).toHaveLength(7)
  })

  it.runIf(process.platform === 'linux')('says in plain words that it may not write into the folder', async () => {
    const input = join(folderWith(['shop.yaml']), 'shop.yaml')

    expect(await sliceOas(['init', input], { cwd: '/sys' })).toEqual({
      code: 6,
      stdout: '',
      stderr: `✗ unplugin.config.ts cannot be written: permission denied.
  What to do: Check that you may write into the folder, and run it again.
`,
    })
  })

  it('shows the lines that a bundler needs, and writes them only with --yes', async () => {
    const cwd = folderWith(['tiny.yaml'], { 'vite.config.ts': VITE, 'package.json': '{"devDependencies": {"vite": "*", "rollup": "*"}}' })
    const run = await sliceOas(['init', 'tiny.yaml'], { cwd })

    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('! Vite: vite.config.ts needs these lines:\n') })
    expect(run.stdout).toContain("    import Slices from 'unplugin-openapi-slice/vite'\n    plugins: [Slices()],\n")
    expect(readFileSync(join(cwd, 'vite.config.ts'), 'utf8')).toBe(VITE)

    expect(await sliceOas(['init', '--yes'], { cwd })).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /✓ unplugin\.config\.ts is there already, and stays as it is\.\n[^]*✓ They are in vite\.config\.ts now\./,
      ),
    })
    expect(readFileSync(join(cwd, 'vite.config.ts'), 'utf8')).toBe(withPlugin(VITE, 'unplugin-openapi-slice/vite'))

    const after = tree(cwd)
    expect((await sliceOas(['init', '--yes'], { cwd })).stdout).toContain('✓ Vite: vite.config.ts has the plugin already.')
    expect(tree(cwd)).toEqual(after)
  })

  it('takes the words of the package manager', async () => {
    const files = { 'pnpm-lock.yaml': '', 'package.json': '{"devDependencies": {"esbuild": "*"}}' }
    const { stdout } = await sliceOas(['init', 'tiny.yaml'], { cwd: folderWith(['tiny.yaml'], files) })

    expect(stdout).toContain('! esbuild: add this to its build:\n')
    expect(stdout).toContain('    pnpm add -D unplugin-openapi-slice\n')
  })

  it('says nothing of installing where that is done', async () => {
    const files = { 'package.json': '{"devDependencies": {"unplugin-openapi-slice": "*"}}' }

    expect((await sliceOas(['init', 'tiny.yaml'], { cwd: folderWith(['tiny.yaml'], files) })).stdout).not.toContain('install')
  })

  it('changes nothing where it would be a guess', async () => {
    const cwd = folderWith(['tiny.yaml'], { 'vite.config.ts': VITE, 'rollup.config.js': 'export default { plugins: [] }\n' })
    const { stdout } = await sliceOas(['init', 'tiny.yaml', '--yes'], { cwd })

    expect(stdout).toMatch(/Vite: vite\.config\.ts needs[^]*Rollup: rollup\.config\.js needs/)
    expect(readFileSync(join(cwd, 'vite.config.ts'), 'utf8')).toBe(VITE)
  })

  it.for(['unplugin.config.ts', 'unplugin.config.mjs', 'unplugin.config.yaml'])('never overwrites %s', async (name) => {
    const cwd = folderWith(['tiny.yaml'], { [name]: 'mine' })
    const before = tree(cwd)

    expect(await sliceOas(['init', 'tiny.yaml', '--yes'], { cwd })).toMatchObject({ code: 0 })
    expect(tree(cwd)).toEqual(before)
  })

  it.for<[args: string, code: number, message: RegExp]>([
    ['init', 2, /No description is named\.\n.*slice-oas init openapi\.yaml/],
    ['init lost.yaml', 3, /no file lost\.yaml/],
    ['init package.json', 4, /not an OpenAPI description/],
    ['init a.yaml b.yaml', 2, /two input files/],
    ['init tiny.yaml -o out', 2, /does not take -o/],
  ])('refuses, and leaves nothing: %s', async ([args, code, message]) => {
    const cwd = folderWith(['tiny.yaml'], { 'package.json': '{}' })
    const before = tree(cwd)

    expect(await sliceOas(args.split(' '), { cwd })).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(message) })
    expect(tree(cwd)).toEqual(before)
  })

  it('asks on a terminal', async () => {
    const cwd = folderWith(['tiny.yaml'], { 'vite.config.ts': VITE })
    const screen = terminal({ cwd, args: ['init'] })
    await screen.shows('Which file describes your API?')
    screen.type('tiny.yaml')
    screen.press('enter')
    await screen.shows('Shall they be put into vite.config.ts?')
    screen.press('enter')

    expect(await screen.ended).toBe(0)
    expect(screen.text()).toContain('They are in vite.config.ts now.')
    expect(tree(cwd)['vite.config.ts']).toContain('plugins: [Slices()]')
  })

  it('is left by Ctrl-C', async () => {
    const cwd = folderWith(['tiny.yaml'])
    const screen = terminal({ cwd, args: ['init'] })
    await screen.shows('Which file describes your API?')
    screen.press('ctrlC')

    expect(await screen.ended).toBe(130)
    expect(Object.keys(tree(cwd))).toEqual(['tiny.yaml'])
  })
})

describe('the plugin is added', () => {
  const MODULE = 'unplugin-openapi-slice/vite'

  it.for<[what: string, before: string, after: string]>([
    [
      'in front of others, in their style',
      `import { defineConfig } from "vite";\nimport vue from "vue";\n\nexport default defineConfig({\n  plugins: [\n    vue(),\n  ],\n});\n`,
      `import { defineConfig } from "vite";\nimport vue from "vue";\nimport Slices from "unplugin-openapi-slice/vite";\n\nexport default defineConfig({\n  plugins: [\n    Slices(),\n    vue(),\n  ],\n});\n`,
    ],
    [
      'to what a function returns',
      `export default defineConfig(async ({ mode }) => {\n  const text = /['"{]/\n  return { css: { postcss: { plugins: [] } }, plugins: [vue()] }\n})\n`,
      `import Slices from 'unplugin-openapi-slice/vite'\n\nexport default defineConfig(async ({ mode }) => {\n  const text = /['"{]/\n  return { css: { postcss: { plugins: [] } }, plugins: [Slices(), vue()] }\n})\n`,
    ],
    [
      'where there is no list yet',
      `// plugins: []\r\nexport default {\r\n  build: {},\r\n}\r\n`,
      `import Slices from 'unplugin-openapi-slice/vite'\r\n\r\n// plugins: []\r\nexport default {\r\n  plugins: [Slices()],\r\n  build: {},\r\n}\r\n`,
    ],
    [
      'to a configuration with a name',
      `import a from 'a'\nconst config: UserConfig = { 'plugins': [a()] }\nexport default config\n`,
      `import a from 'a'\nimport Slices from 'unplugin-openapi-slice/vite'\nconst config: UserConfig = { 'plugins': [Slices(), a()] }\nexport default config\n`,
    ],
    [
      'in CommonJS, behind a directive',
      `'use strict'\nmodule.exports = {}\n`,
      `'use strict'\nconst Slices = require('unplugin-openapi-slice/vite')\nmodule.exports = { plugins: [Slices()] }\n`,
    ],
    [
      'by another name where its own is taken',
      `import Slices from './slices'\nexport default { plugins: [Slices()] }\n`,
      `import Slices from './slices'\nimport OpenapiSlices from 'unplugin-openapi-slice/vite'\nexport default { plugins: [OpenapiSlices(), Slices()] }\n`,
    ],
    [
      'and comments stay behind what they are about',
      `import vue from 'vue' // note\n\nexport default {\n  plugins: [ // all of them\n    vue(),\n  ],\n}\n`,
      `import vue from 'vue' // note\nimport Slices from '${MODULE}'\n\nexport default {\n  plugins: [ // all of them\n    Slices(),\n    vue(),\n  ],\n}\n`,
    ],
    [
      'and comments of other kinds, too',
      `import vue from 'vue'; /* note */\r\nexport default { // all\r\n  base: [ /* a */ 1],\r\n}\r\n`,
      `import vue from 'vue'; /* note */\r\nimport Slices from '${MODULE}';\r\nexport default { // all\r\n  plugins: [Slices()],\r\n  base: [ /* a */ 1],\r\n}\r\n`,
    ],
    [
      'and comments of several lines stay whole',
      `'use strict' // always\nconst vue = require('vue') /* one\n two */\nmodule.exports = { plugins: [ /* a */ vue()] }\n`,
      `'use strict' // always\nconst vue = require('vue')\nconst Slices = require('${MODULE}') /* one\n two */\nmodule.exports = { plugins: [ Slices(), /* a */ vue()] }\n`,
    ],
    [
      'behind an import with attributes',
      `import own from './own.json' with { type: 'json' }\nexport default { plugins: [] }\n`,
      `import own from './own.json' with { type: 'json' }\nimport Slices from '${MODULE}'\nexport default { plugins: [Slices()] }\n`,
    ],
    [
      'behind a directive with a comment',
      `'use strict' // always\nmodule.exports = {}\n`,
      `'use strict' // always\nconst Slices = require('${MODULE}')\nmodule.exports = { plugins: [Slices()] }\n`,
    ],
  ])('%s', async ([, before, after]) => {
    expect(withPlugin(before, MODULE)).toBe(after)
    // What is written can be read.
    expect(createJiti(import.meta.url).transform({ source: after, ts: true })).not.toContain('__JITI_ERROR__')
  })

  it.for([
    'export default mergeConfig(base, own)\n',
    'export default { ...base }\n',
    'export default { plugins }\n',
    'export default { plugins: base.plugins }\n',
    'export default { plugins() { return [] } }\n',
    'export default [{ plugins: [] }, { plugins: [] }]\n',
    'export default defineConfig(({ mode }) => { if (mode) return {}; return { plugins: [] } })\n',
    'export default defineConfig({ plugins: [ \n',
    'const config = {}\n',
    'module.exports = {}\nmodule.exports = { plugins: [] }\n',
    '',
  ])('only where it is plain to see: %s', (source) => {
    expect(withPlugin(source, MODULE)).toBeUndefined()
  })
})
