import { judged } from './judged.ts'

judged('github', [{ file: 'github-rest/api.github.com.json' }])
