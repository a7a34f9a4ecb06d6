import { judged } from './judged.ts'

// JSON: the judge reads 470 MB of it in a quarter of the time that YAML takes.
judged('stripe', [{ file: 'stripe/stripe.com.json', options: { format: 'json' } }])
