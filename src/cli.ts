#!/usr/bin/env node
import * as module from 'node:module'

// Node 20 has no such cache, and the types are those of Node 20. What is imported before it is enabled is not in it.
const { enableCompileCache } = module as { enableCompileCache?: () => unknown }
enableCompileCache?.()
const { main } = await import('./cli/main.ts')
process.exitCode = await main(process.argv.slice(2))
