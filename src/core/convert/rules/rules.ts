import type { Step } from '../rule.ts'
import { renameIn30, RULES_20_30 } from './2.0-to-3.0.ts'
import { RULES_30_31 } from './3.0-to-3.1.ts'
import { RULES_31_30 } from './3.1-to-3.0.ts'
import { RULES_31_32 } from './3.1-to-3.2.ts'
import { RULES_32_31 } from './3.2-to-3.1.ts'

/** The steps between neighbouring families; longer ways are made of them. */
export const RULES: readonly Step[] = [
  { from: '2.0', to: '3.0', rules: RULES_20_30, rename: renameIn30 },
  { from: '3.0', to: '3.1', rules: RULES_30_31 },
  { from: '3.1', to: '3.2', rules: RULES_31_32 },
  { from: '3.2', to: '3.1', rules: RULES_32_31 },
  { from: '3.1', to: '3.0', rules: RULES_31_30 },
]
