/** A description with an endpoint for each reference, in line 8 for the first, and one without any, `GET /fine`. */
export const descriptionWith = (refs: readonly string[], extensions: object = {}): string => {
  const response = (value: object): object => ({ get: { responses: { 200: value } } })
  const paths = Object.fromEntries(refs.map((ref, index) => [`/${index}`, response({ $ref: ref })]))
  return JSON.stringify(
    {
      openapi: '3.1.0',
      paths: { ...paths, '/fine': response({ description: 'Fine' }) },
      info: { title: 'A', version: '1' },
      ...extensions,
    },
    null,
    1,
  )
}
