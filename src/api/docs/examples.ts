/** An example request for every operation: what it requires, and what makes it a request somebody would send. */
import { idLength } from '../../core/kernel/ids.js';
import { KIND_NAMES, kindOf } from '../../core/kinds.js';
import { type ParameterRow, parameterRows } from '../../wire/parameters.js';
import type { Operation } from '../kernel/operation.js';
import { EXAMPLE_QUERIES } from '../kernel/search.js';

export interface Example {
  /** The path with ids filled in. */
  readonly path: string;
  readonly form: readonly (readonly [name: string, value: string])[];
}

export const MOMENT = '1735689600';

/** Values by the name of a parameter, tried before what its type suggests. */
export const VALUES: Readonly<Record<string, string | undefined>> = {
  amount: '2000',
  charge: 'ch_00EXAMPLE000000000000001',
  payment_intent: 'pi_00EXAMPLE000000000000001',
  'payment_details[order_reference]': '6735',
  confirm: 'true',
  amount_to_capture: '1000',
  reason: 'requested_by_customer',
  'amount_requested[value]': '1000',
  'amount[value]': '400',
  customer: 'cus_00EXAMPLE00001',
  'evidence[uncategorized_text]': 'winning_evidence',
  frozen_time: MOMENT,
  email: 'jenny@example.com',
  name: 'Jenny Rosen',
  'payment_method_details[payment_method]': 'pm_card_visa',
  payment_method: 'pm_card_visa',
  payment_record: 'pr_00EXAMPLE000000000000001',
  'processor_details[custom][payment_reference]': 'psp-7341',
  'processor_details[custom][refund_reference]': 'psp-refund-7341',
  description: 'Order 6735',
  'metadata[order]': '6735',
  return_url: 'https://shop.example/done',
  setup_intent: 'seti_00EXAMPLE000000000000001',
  cancellation_reason: 'abandoned',
  outcome: 'guaranteed',
  'guaranteed[guaranteed_at]': MOMENT,
  type: 'card',
  'card[token]': 'tok_visa',
  enabled_events: 'customer.*',
  url: 'https://example.com/webhooks',
  disabled: 'true',
  expires_in: '3600',
  from_sequence: '1',
  after: '0',
  webhook_endpoint: 'we_00EXAMPLE000000000000001',
  limit: '3',
};

/** What is worth showing beside what is required, by operation. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  'POST /v1/daybook/api_keys': ['name'],
  'POST /v1/daybook/api_keys/:id/roll': ['expires_in'],
  'POST /v1/payment_records/report_payment': [
    'payment_method_details[payment_method]',
    'processor_details[type]',
    'processor_details[custom][payment_reference]',
    'outcome',
    'guaranteed[guaranteed_at]',
  ],
  'POST /v1/payment_records/:id/report_payment_attempt': ['outcome', 'guaranteed[guaranteed_at]'],
  'POST /v1/payment_records/:id/report_payment_attempt_informational': ['description', 'metadata[order]'],
  'POST /v1/payment_records/:id/report_refund': ['amount[currency]', 'amount[value]'],
  'GET /v1/events/stream': ['after'],
  'POST /v1/customers': ['email', 'name'],
  'POST /v1/customers/:id': ['metadata[order]'],
  'POST /v1/charges/:id': ['metadata[order]'],
  'POST /v1/payment_intents': ['payment_method', 'confirm'],
  'POST /v1/payment_intents/:id': ['metadata[order]'],
  'POST /v1/payment_intents/:id/cancel': ['cancellation_reason'],
  'POST /v1/payment_intents/:id/capture': ['amount_to_capture'],
  'POST /v1/payment_intents/:id/confirm': ['payment_method', 'return_url'],
  'POST /v1/refunds': ['charge', 'reason'],
  'POST /v1/refunds/:id': ['metadata[order]'],
  'POST /v1/disputes/:id': ['evidence[uncategorized_text]'],
  'POST /v1/payment_methods': ['type', 'card[token]'],
  'POST /v1/payment_methods/:id': ['metadata[order]'],
  'POST /v1/setup_intents': ['customer', 'payment_method'],
  'POST /v1/setup_intents/:id': ['metadata[order]'],
  'POST /v1/setup_intents/:id/cancel': ['cancellation_reason'],
  'POST /v1/setup_intents/:id/confirm': ['payment_method', 'return_url'],
  'POST /v1/webhook_endpoints/:id': ['disabled'],
  'POST /v1/webhook_endpoints/:id/roll_secret': ['expires_in'],
  'POST /v1/webhook_endpoints/:id/replay': ['from_sequence'],
};

/** Ids in paths, by the resource they are of: a kind's is called as its table is. */
const IDS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(KIND_NAMES.map((kind) => [kindOf(kind).table, exampleId(kindOf(kind).prefix)])),
  events: exampleId('evt'),
  request_logs: exampleId('req'),
};

/** `cus_00EXAMPLE00001`. */
export function exampleId(prefix: string): string {
  const start = '00EXAMPLE';
  return `${prefix}_${start}${'1'.padStart(idLength(prefix) - start.length, '0')}`;
}

export function exampleOf(operation: Operation): Example {
  const shown = SHOWN[`${operation.method} ${operation.path}`] ?? [];
  const rows = parameterRows(operation.parameters);
  const queries: Readonly<Record<string, string>> = EXAMPLE_QUERIES;
  const values: typeof VALUES = { ...VALUES, query: queries[operation.path] };
  const missing = new Set<string>();
  const form: [string, string][] = [];
  for (const row of rows) {
    const parent = row.name.slice(0, Math.max(0, row.name.lastIndexOf('['))).replace(/(?:\[\])+$/, '');
    const needed = row.required && !missing.has(parent);
    const wanted = shown.some((name) => name === row.name || name.startsWith(`${row.name}[`));
    if (!needed && !wanted && !(row.name === 'limit' && operation.method === 'GET')) {
      missing.add(row.name);
      continue;
    }
    const own = shown.filter((name) => row.type === 'metadata' && name.startsWith(`${row.name}[`));
    if (row.type === 'metadata') form.push(...own.map((name): [string, string] => [name, values[name] ?? 'value']));
    else if (row.type !== 'hash') {
      form.push([row.type === 'array' ? `${row.name}[]` : row.name, exampleValue(row, values[row.name])]);
    }
  }
  return { path: pathOf(operation.path), form };
}

function exampleValue({ type, values }: ParameterRow, preferred: string | undefined): string {
  if (preferred !== undefined && (values === undefined || values.includes(preferred))) return preferred;
  switch (type) {
    case 'boolean':
      return 'true';
    case 'currency':
      return 'usd';
    case 'decimal':
      return '8.25';
    case 'enumeration':
      return values?.[0] ?? '';
    case 'integer':
    case 'range':
      return '1';
    case 'timestamp':
      return MOMENT;
    default:
      return 'example';
  }
}

/** Each `:id` is one of the resource before it. */
function pathOf(path: string): string {
  const parts = path.split('/');
  return parts.map((part, index) => (part.startsWith(':') ? idOf(part, parts[index - 1] ?? '') : part)).join('/');
}

function idOf(part: string, resource: string): string {
  return IDS[resource] ?? IDS[`${part.slice(1)}s`] ?? exampleId('id');
}

/** Values that are the same when they are encoded for a form. */
const PLAIN = /^[\w.-]*$/;

/** As a command for a shell in which DAYBOOK and KEY are set. */
export function curlCommand({ method }: Operation, { path, form }: Example): string {
  const lines = [`curl "$DAYBOOK${path}"`, '-u "$KEY:"'];
  if (method === 'GET' && form.length > 0) lines.push('-G');
  if (method === 'DELETE') lines.push('-X DELETE');
  if (method === 'POST' && form.length === 0) lines.push('-X POST');
  for (const [name, value] of form) lines.push(`${PLAIN.test(value) ? '-d' : '--data-urlencode'} '${name}=${value}'`);
  return lines.join(' \\\n  ');
}
