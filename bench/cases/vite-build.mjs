// A build of almost nothing by Vite: node vite-build.mjs <root> <dist> <folder> [description]
import { join } from 'node:path'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { moduleOf } from './subject.mjs'

const [, , root = '', dist = '', folder = '', input] = process.argv
const { build } = await import(pathToFileURL(createRequire(join(root, 'package.json')).resolve('vite')).href)
const plugins = input ? [(await moduleOf(dist, 'vite.js')).default({ specs: input })] : []
await build({ root: folder, configFile: false, logLevel: 'warn', plugins })
