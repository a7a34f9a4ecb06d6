import { judged } from './judged.ts'

judged('several-files', [
  { file: 'digitalocean/specification/DigitalOcean-public.v2.yaml' },
  { file: 'lob/lob-api-public.yml' },
  { file: 'conjur/spec/openapi.yml' },
  { file: 'opensearch/spec/namespaces/_core.yaml', folder: 'opensearch' },
  { file: 'redocly-cafe/cafe-split/cafe.yaml' },
  { file: 'oai-learn/v2.0/petstore-separate/spec/swagger.yaml', folder: 'oai-learn/v2.0/petstore-separate' },
  { file: 'speakeasy-3.2/inline/inline_input.yaml', folder: 'speakeasy-3.2' },
  { file: 'speakeasy-3.2/inline/additionaloperations_input.yaml', folder: 'speakeasy-3.2' },
  { file: 'swagger-parser-edge/3.1.0/dereference/full/root.json' },
  { file: 'swagger-parser-edge/issue-822.yaml' },
])
