import type { Config, SpecVersion } from './redocly.ts'
import type { NodeType } from './redocly-types.ts'

type Major = 'oas2' | 'oas3'

/** Rules, or decorators, by the major version of what they look at, then by name. */
export type RuleSets = Readonly<Record<Major, Readonly<Record<string, unknown>>>>

/** A severity, or an object with one, by rule. What is not named is off. */
export type RuleSettings = Readonly<Record<string, string | { severity?: string }>>

type Types = Record<string, NodeType>

/** What a run of Redocly is to do. */
export interface Decided {
  rules?: RuleSets
  ruleSettings?: Partial<Record<SpecVersion, RuleSettings>>
  /** All of these run. */
  decorators?: RuleSets
  extendTypes?: (types: Types, version: SpecVersion) => Types
}

/** A configuration that is decided here: Redocly's own brings along whatever a configuration file may ask for. */
export function fixedConfig({ rules = NONE, ruleSettings = {}, decorators = NONE, extendTypes }: Decided): Config {
  const config: Partial<Config> = {
    doNotResolveExamples: false,
    extendTypes: extendTypes ?? ((types) => types),
    getRulesForSpecVersion: (version) => [decorators[version as Major], rules[version as Major]] as never,
    getRuleSettings: (rule, version) => settingOf(ruleSettings[version]?.[rule]),
    getPreprocessorSettings: () => ({ severity: 'off' }),
    getDecoratorSettings: (name) => ({
      severity: [decorators.oas2, decorators.oas3].some((set) => Object.hasOwn(set, name)) ? 'error' : 'off',
    }),
    addProblemToIgnore: (problem) => problem,
  }
  return config as Config
}

const NONE: RuleSets = { oas2: {}, oas3: {} }

type RuleSetting = ReturnType<Config['getRuleSettings']>

function settingOf(written: RuleSettings[string] | undefined): RuleSetting {
  const setting = typeof written === 'object' ? { severity: 'error', ...written } : { severity: written ?? 'off' }
  return setting as RuleSetting
}
