import { rulesOf, versionRule } from '../rule.ts'

export const RULES_31_32 = rulesOf('3.1', '3.2', [
  versionRule('3.1.2 §4.1', '3.2.0 §4.1'),
  {
    code: 'allow-reserved',
    sections: ['3.1.2 §4.8.12 (“only applies to parameters with an in value of query”)', '3.2.0 §4.12 (any location)'],
    type: 'Parameter',
    keys: ['allowReserved'],
    effect: 'equal',
    message: '“allowReserved” had no effect outside the query and must not gain one.',
    help: 'If reserved characters are meant to be sent as they are, say so again in the 3.2 description.',
    convert(edit) {
      if (edit.get('allowReserved') === true && edit.get('in') !== 'query') edit.delete('allowReserved')
    },
  },
])
