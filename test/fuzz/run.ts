import { parseArgs } from 'node:util'
import { report } from './report.ts'
import { fuzz } from './supervisor.ts'

// npm run test:fuzz -- --count 100000 --seed 1: spoils as many descriptions and slices them. --only 17 repeats one case.
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    children: { type: 'string', default: '2' },
  },
})

const [seed, count, children] = [values.seed, values.count, values.children].map(Number) as [number, number, number]
let told = 0
const figures = await fuzz({
  ...{ seed, count, children },
  ...(values.only !== undefined && { only: Number(values.only) }),
  onProgress(done) {
    if (done < told + 1_000) return
    told = done
    console.error(`${done} of ${count}`)
  },
})
console.log(report(figures, seed))
process.exitCode = figures.findings.length === 0 ? 0 : 1
