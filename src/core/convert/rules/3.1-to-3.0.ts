import { ignoredBodyRule, type RuleOf, rulesOf, versionRule } from '../rule.ts'
import { CONTENT_RULES_31_30 } from './content-3.1-to-3.0.ts'
import { DOCUMENT_RULES_31_30 } from './document-3.1-to-3.0.ts'
import { NULL_RULES_31_30 } from './null-3.1-to-3.0.ts'
import { SCHEMA_RULES_31_30 } from './schema-3.1-to-3.0.ts'

const RULES: readonly RuleOf[] = [
  versionRule('3.1.2 §4.1', '3.0.4 §4.1'),
  // How null is said decides what other keywords become, so it comes first.
  ...NULL_RULES_31_30,
  ...SCHEMA_RULES_31_30,
  ...CONTENT_RULES_31_30,
  ...DOCUMENT_RULES_31_30,
  ignoredBodyRule('3.1.2 §4.8.10 (permitted)'),
]

export const RULES_31_30 = rulesOf('3.1', '3.0', RULES)
