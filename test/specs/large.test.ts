import { judged } from './judged.ts'

judged('large', [
  { file: 'openai/openapi.yaml' },
  { file: 'discord/openapi.json' },
  { file: 'rebilly/rebilly-description.yaml' },
  { file: 'box/openapi.json' },
  { file: 'twilio/twilio_conversations_v1.yaml' },
  { file: 'workos/open-api-spec.yaml' },
  { file: 'docker-engine/v1.55.yaml' },
  { file: 'netlify/swagger.yml' },
  { file: 'adyen/CheckoutService-v71.yaml' },
  { file: 'meilisearch/open-api.json' },
])
