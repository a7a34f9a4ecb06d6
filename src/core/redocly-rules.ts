/**
 * The rules of Redocly's `spec` set, taken from inside the package, as its entry would bring along all others with what
 * they need. Their order is Redocly's, and with it the order of what they find.
 */
import spec from '../../node_modules/@redocly/openapi-core/lib/config/spec.js'
import { NoDuplicatedTagNames } from '../../node_modules/@redocly/openapi-core/lib/rules/common/no-duplicated-tag-names.js'
import { NoIdenticalPaths } from '../../node_modules/@redocly/openapi-core/lib/rules/common/no-identical-paths.js'
import { NoUnresolvedRefs } from '../../node_modules/@redocly/openapi-core/lib/rules/common/no-unresolved-refs.js'
import { OperationIdUnique } from '../../node_modules/@redocly/openapi-core/lib/rules/common/operation-operationId-unique.js'
import { OperationParametersUnique } from '../../node_modules/@redocly/openapi-core/lib/rules/common/operation-parameters-unique.js'
import { PathDeclarationMustExist } from '../../node_modules/@redocly/openapi-core/lib/rules/common/path-declaration-must-exist.js'
import { PathNotIncludeQuery } from '../../node_modules/@redocly/openapi-core/lib/rules/common/path-not-include-query.js'
import { PathParamsDefined } from '../../node_modules/@redocly/openapi-core/lib/rules/common/path-params-defined.js'
import { SpecRefSiblings as SpecRefSiblings20 } from '../../node_modules/@redocly/openapi-core/lib/rules/common/spec-ref-siblings.js'
import { SpecStrictRefs } from '../../node_modules/@redocly/openapi-core/lib/rules/common/spec-strict-refs.js'
import { Struct } from '../../node_modules/@redocly/openapi-core/lib/rules/common/struct.js'
import { NoExampleValueAndExternalValue } from '../../node_modules/@redocly/openapi-core/lib/rules/oas3/no-example-value-and-externalValue.js'
import { NoUndefinedServerVariable } from '../../node_modules/@redocly/openapi-core/lib/rules/oas3/no-undefined-server-variable.js'
import { NullableTypeSibling } from '../../node_modules/@redocly/openapi-core/lib/rules/oas3/nullable-type-sibling.js'
import { SpecComponentsInvalidMapName } from '../../node_modules/@redocly/openapi-core/lib/rules/oas3/spec-components-invalid-map-name.js'
import { SpecDiscriminatorDefaultMapping } from '../../node_modules/@redocly/openapi-core/lib/rules/oas3/spec-discriminator-defaultMapping.js'
import { SpecExampleValues } from '../../node_modules/@redocly/openapi-core/lib/rules/oas3/spec-example-values.js'
import { SpecNoInvalidEncodingCombinations } from '../../node_modules/@redocly/openapi-core/lib/rules/oas3/spec-no-invalid-encoding-combinations.js'
import { SpecNoInvalidTagParents } from '../../node_modules/@redocly/openapi-core/lib/rules/oas3/spec-no-invalid-tag-parents.js'
import { SpecQuerystringParameters } from '../../node_modules/@redocly/openapi-core/lib/rules/oas3/spec-querystring-parameters.js'
import { SpecRefSiblings } from '../../node_modules/@redocly/openapi-core/lib/rules/oas3/spec-ref-siblings.js'
import type { RuleSets, RuleSettings } from './redocly-config.ts'

export const SPECIFICATION_RULES: RuleSets = {
  oas2: {
    struct: Struct,
    'operation-operationId-unique': OperationIdUnique,
    'operation-parameters-unique': OperationParametersUnique,
    'path-parameters-defined': PathParamsDefined,
    'path-declaration-must-exist': PathDeclarationMustExist,
    'path-not-include-query': PathNotIncludeQuery,
    'no-unresolved-refs': NoUnresolvedRefs,
    'no-identical-paths': NoIdenticalPaths,
    'spec-strict-refs': SpecStrictRefs,
    'spec-ref-siblings': SpecRefSiblings20,
    'no-duplicated-tag-names': NoDuplicatedTagNames,
  },
  oas3: {
    struct: Struct,
    'operation-operationId-unique': OperationIdUnique,
    'operation-parameters-unique': OperationParametersUnique,
    'no-example-value-and-externalValue': NoExampleValueAndExternalValue,
    'path-declaration-must-exist': PathDeclarationMustExist,
    'path-not-include-query': PathNotIncludeQuery,
    'path-parameters-defined': PathParamsDefined,
    'no-unresolved-refs': NoUnresolvedRefs,
    'no-identical-paths': NoIdenticalPaths,
    'no-undefined-server-variable': NoUndefinedServerVariable,
    'spec-components-invalid-map-name': SpecComponentsInvalidMapName,
    'spec-strict-refs': SpecStrictRefs,
    'no-duplicated-tag-names': NoDuplicatedTagNames,
    'nullable-type-sibling': NullableTypeSibling,
    'spec-no-invalid-tag-parents': SpecNoInvalidTagParents,
    'spec-no-invalid-encoding-combinations': SpecNoInvalidEncodingCombinations,
    'spec-discriminator-defaultMapping': SpecDiscriminatorDefaultMapping,
    'spec-example-values': SpecExampleValues,
    'spec-querystring-parameters': SpecQuerystringParameters,
    'spec-ref-siblings': SpecRefSiblings,
  },
}

/** What the `spec` set says of the rules of a version. */
export const SPECIFICATION_SETTINGS: Readonly<Record<'oas2' | 'oas3_0' | 'oas3_1' | 'oas3_2', RuleSettings>> = {
  oas2: { ...spec.rules, ...spec.oas2Rules },
  oas3_0: { ...spec.rules, ...spec.oas3_0Rules },
  oas3_1: { ...spec.rules, ...spec.oas3_1Rules },
  oas3_2: { ...spec.rules, ...spec.oas3_2Rules },
}
