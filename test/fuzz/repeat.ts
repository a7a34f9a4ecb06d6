import { report } from './report.ts'
import { fuzz } from './supervisor.ts'

// npx jiti test/fuzz/repeat.ts 1 17: case 17 of seed 1 again, with all checks.
const [seed = 1, only = 0] = process.argv.slice(2).map(Number)
console.log(report(await fuzz({ seed, only, count: 1 }), seed))
