/**
 * The documentation is true of a running server: every example in it works, and every answer, be it of an example, of
 * an event or of the history, is as its schema says.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { exampleOf } from '../../../src/api/docs/examples.js';
import type { Operation } from '../../../src/api/kernel/operation.js';
import { OPERATIONS } from '../../../src/api/routes.js';
import { type Answer, request, startDaybook, TEST_KEY, type TestDaybook } from '../../support/daybook.js';
import { putDocuments } from '../../support/documents.js';
import { type Components, violationsOf } from '../../support/json_schema.js';

// biome-ignore lint/suspicious/noExplicitAny: the document is looked into at every depth
type Json = any;

let daybook: TestDaybook;
let document: Json;
let components: Components;

before(async () => {
  daybook = await startDaybook();
  document = await (await fetch(`${daybook.address}/openapi.json`)).json();
  components = document.components.schemas;
});
after(() => daybook.remove());

function assertValid(body: unknown, schema: Json, what: string): void {
  assert.deepEqual(violationsOf(body, schema, components), [], what);
}

function schemaOfAnswer({ method, path }: { method: string; path: string }): Json {
  const operation = document.paths[path.replaceAll(/:([a-z_]+)/g, '{$1}')][method.toLowerCase()];
  return operation.responses['200'].content['application/json'].schema;
}

async function made(path: string, form: string): Promise<Json> {
  const answer = await request(daybook, 'POST', path, form);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
}

const PAYMENT = 'amount_requested[currency]=usd&amount_requested[value]=1000&initiated_at=1735689600';
const CARD = 'payment_method_details[payment_method]=pm_card_visa';

function payment(more = ''): Promise<Json> {
  return made('/v1/payment_records/report_payment', `${PAYMENT}&${CARD}${more}`);
}

async function reportedRefund(): Promise<Json> {
  const { id } = await payment(GUARANTEED);
  const named = `processor_details[type]=custom&processor_details[custom][refund_reference]=back ${id}`;
  await made(`/v1/payment_records/${id}/report_refund`, `outcome=refunded&${named}`);
  return (await request(daybook, 'GET', '/v1/daybook/payment_record_refunds')).body.data[0];
}

const GUARANTEED = '&outcome=guaranteed&guaranteed[guaranteed_at]=1735689600';
const FAILED = '&outcome=failed&failed[failed_at]=1735689600';

const customer = () => made('/v1/customers', 'email=jenny@example.com');
const card = () => made('/v1/payment_methods', 'type=card&card[token]=tok_visa');

async function attachedCard(): Promise<Json> {
  const [owner, method] = [await customer(), await card()];
  return made(`/v1/payment_methods/${method.id}/attach`, `customer=${owner.id}`);
}

async function movement(): Promise<Record<string, string>> {
  const moved = { created: 1735689600, amount: 1000, fee: 59, currency: 'usd', available_on: 1735862400 };
  const [id] = await putDocuments(daybook, 'balance_transaction', [{ ...moved, type: 'charge', source: 'ch_1' }]);
  return { id: id ?? '' };
}

const AT_ONCE = 'amount=1000&currency=usd&payment_method=pm_card_visa&confirm=true';
const ON_HOLD = `${AT_ONCE}&capture_method=manual&payment_method_options[card][request_incremental_authorization]=if_available`;
const intent = (form = 'amount=1000&currency=usd&payment_method=pm_card_visa') => made('/v1/payment_intents', form);

async function charge(form = AT_ONCE): Promise<Record<string, string>> {
  const { customer: owner } = await attachedCard();
  const paid = await intent(`${form}&customer=${owner}`);
  return { id: paid.latest_charge, charge: paid.latest_charge, payment_intent: paid.id };
}

async function refund(): Promise<Record<string, string>> {
  const of = await charge();
  const made_refund = await made('/v1/refunds', `charge=${of['charge']}`);
  return { ...of, refund: made_refund.id, id: made_refund.id };
}

const apiKey = () => made('/v1/daybook/api_keys', 'type=publishable');
const setup = (form = '') => made('/v1/setup_intents', form);
async function disputed(test_card = 'createDispute'): Promise<Record<string, string>> {
  const { latest_charge } = await made(
    '/v1/payment_intents',
    `amount=2000&currency=usd&confirm=true&payment_method=pm_card_${test_card}`,
  );
  const resource = test_card === 'createIssuerFraudRecord' ? 'radar/early_fraud_warnings' : 'disputes';
  return (await request(daybook, 'GET', `/v1/${resource}`, `charge=${latest_charge}`)).body.data[0];
}

const clock = () => made('/v1/test_helpers/test_clocks', 'frozen_time=1700000000');
const warned = () => disputed('createIssuerFraudRecord');
const endpoint = () => made('/v1/webhook_endpoints', 'url=http://127.0.0.1:9&enabled_events[]=customer.*');

/** What must be there before the example of an operation can work: ids for its path, by their names. */
const PREPARATIONS: Readonly<Record<string, () => Promise<Record<string, string>>>> = {
  '/v1/daybook/api_keys/:id': apiKey,
  '/v1/daybook/api_keys/:id/roll': apiKey,
  '/v1/accounts/:id': async () => (await request(daybook, 'GET', '/v1/account')).body,
  '/v1/balance': movement,
  '/v1/balance_transactions': movement,
  '/v1/balance_transactions/:id': movement,
  '/v1/charges': async () => ({ customer: (await customer()).id, payment_intent: (await intent()).id }),
  '/v1/charges/:id': async () => ({ ...(await charge()), customer: '' }),
  '/v1/charges/:id/capture': () => charge(ON_HOLD),
  '/v1/charges/:id/refund': () => charge(),
  '/v1/charges/:id/refunds': () => charge(),
  '/v1/charges/:id/refunds/:refund': async () => {
    const { charge: id = '', refund: made_refund = '' } = await refund();
    return { id, refund: made_refund };
  },
  '/v1/customers/:id': customer,
  '/v1/customers/:id/payment_methods': customer,
  '/v1/customers/:id/payment_methods/:payment_method': async () => {
    const method = await attachedCard();
    return { id: method.customer, payment_method: method.id };
  },
  '/v1/disputes': disputed,
  '/v1/disputes/:id': disputed,
  '/v1/disputes/:id/close': disputed,
  '/v1/disputes/:id/history': disputed,
  '/v1/events/:id': async () => {
    await payment();
    return (await request(daybook, 'GET', '/v1/events')).body.data[0];
  },
  '/v1/events/:id/retry': async () => {
    await payment();
    const [{ id }] = (await request(daybook, 'GET', '/v1/events')).body.data;
    return { id, webhook_endpoint: (await endpoint()).id };
  },
  '/v1/payment_attempt_records': async () => ({ payment_record: (await payment(GUARANTEED)).id }),
  '/v1/payment_attempt_records/:id': async () => ({ id: (await payment()).latest_payment_attempt_record }),
  '/v1/payment_intents': async () => ({ customer: (await customer()).id }),
  '/v1/payment_intents/:id': () => intent(),
  '/v1/payment_intents/:id/amount_details_line_items': () => intent(),
  '/v1/payment_intents/:id/cancel': () => intent(),
  '/v1/payment_intents/:id/capture': () => intent(ON_HOLD),
  '/v1/payment_intents/:id/confirm': () => intent(),
  '/v1/payment_intents/:id/increment_authorization': () => intent(ON_HOLD),
  '/v1/payment_methods/:id': attachedCard,
  '/v1/payment_methods/:id/attach': async () => ({ id: (await card()).id, customer: (await customer()).id }),
  '/v1/payment_methods/:id/detach': attachedCard,
  '/v1/payment_records/:id/report_payment_attempt': () => payment(FAILED),
  '/v1/payment_records/:id/report_refund': () => payment(GUARANTEED),
  '/v1/radar/early_fraud_warnings': warned,
  '/v1/radar/early_fraud_warnings/:id': warned,
  '/v1/payment_records/:id/history': () => payment(`${GUARANTEED}&metadata[order]=6735`),
  '/v1/refunds': () => charge(),
  '/v1/refunds/:id': refund,
  '/v1/refunds/:id/cancel': refund,
  '/v1/daybook/request_logs/:id': async () => {
    const id = (await request(daybook, 'GET', '/v1/events')).headers.get('request-id') ?? '';
    while ((await request(daybook, 'GET', `/v1/daybook/request_logs/${id}`)).status !== 200) await pause(50);
    return { id };
  },
  '/v1/daybook/payment_record_refunds': reportedRefund,
  '/v1/daybook/payment_record_refunds/:id': reportedRefund,
  '/v1/payment_records/:id/same_reference': async () => {
    const reference = '&processor_details[type]=custom&processor_details[custom][payment_reference]=sale';
    await payment(reference);
    return payment(reference);
  },
  '/v1/setup_attempts': async () => ({ setup_intent: (await setup('confirm=true&payment_method=pm_card_visa')).id }),
  '/v1/setup_intents': async () => ({ customer: (await customer()).id }),
  '/v1/setup_intents/:id': () => setup(),
  '/v1/setup_intents/:id/cancel': () => setup(),
  '/v1/setup_intents/:id/confirm': () => setup(),
  '/v1/test_helpers/test_clocks/:id': clock,
  '/v1/test_helpers/test_clocks/:id/advance': clock,
  '/v1/webhook_endpoints/:id': endpoint,
  '/v1/webhook_endpoints/:id/roll_secret': endpoint,
  '/v1/webhook_endpoints/:id/deliveries': endpoint,
  '/v1/webhook_endpoints/:id/replay': endpoint,
};

/** Where nothing is said: what is made by the example of the operation that makes such objects, or a payment. */
async function prepared(path: string): Promise<Record<string, string>> {
  const prepare = PREPARATIONS[path];
  if (prepare !== undefined) return prepare();
  if (!path.includes(':id')) return {};
  const making = OPERATIONS.find((one) => one.method === 'POST' && path.startsWith(`${one.path}/:id`));
  if (making === undefined) return payment();
  return made(
    making.path,
    exampleOf(making)
      .form.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&'),
  );
}

async function runExample(operation: Operation): Promise<Answer> {
  const ids = await prepared(operation.path);
  const example = exampleOf(operation);
  // The example's ids are placeholders of their kind; here they become ids of objects that exist.
  const names = operation.path.split('/');
  const parts = example.path.split('/').map((part, index) => {
    const name = names[index] ?? '';
    return name.startsWith(':') ? (ids[name.slice(1)] ?? part) : part;
  });
  const form = example.form.map(([name, value]) => {
    const real = /_00EXAMPLE/.test(value) ? (ids[name] ?? value) : value;
    return `${name}=${encodeURIComponent(real)}`;
  });
  return request(daybook, operation.method, parts.join('/'), form.join('&'));
}

for (const { media_type, method, path } of OPERATIONS.filter((operation) => operation.media_type !== undefined)) {
  test(`${method} ${path} answers with what it says, which is no JSON`, async () => {
    await payment();
    const response = await fetch(`${daybook.address}${path}`, { headers: { Authorization: `Bearer ${TEST_KEY}` } });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type')?.split(';')[0], media_type);
    assert.notEqual(await response.text(), '');
    const content = document.paths[path][method.toLowerCase()].responses['200'].content;
    assert.deepEqual(content, { [media_type ?? '']: { schema: { type: 'string' } } });
  });
}

// A stream has no end to wait for; it has tests of its own.
for (const operation of OPERATIONS.filter(({ media_type, streams }) => media_type === undefined && !streams)) {
  test(`the example of ${operation.method} ${operation.path} works, and the answer is as declared`, async () => {
    const answer = await runExample(operation);
    // Nothing that Daybook refunds waits for the payer, so there is never anything to cancel.
    const is_refused = operation.path === '/v1/refunds/:id/cancel';
    assert.equal(answer.status, is_refused ? 400 : 200, JSON.stringify(answer.body));
    if (!is_refused) assertValid(answer.body, schemaOfAnswer(operation), 'the answer');
  });
}

test('every event and every part of the history is as declared, after reports of every kind', async () => {
  const record = await payment(`${FAILED}&description=first&metadata[a]=1&customer_presence=on_session`);
  const path = `/v1/payment_records/${record.id}`;
  await made(`${path}/report_payment_attempt`, 'initiated_at=1735689600&metadata[b]=2');
  await made(`${path}/report_payment_attempt_canceled`, 'canceled_at=1735689600');
  await made(
    `${path}/report_payment_attempt`,
    'initiated_at=1735689600&payment_method_details[type]=custom&payment_method_details[custom][display_name]=Cheque',
  );
  await made(`${path}/report_payment_attempt_guaranteed`, 'guaranteed_at=1735689600');
  await made(
    `${path}/report_payment_attempt_informational`,
    'customer_details[name]=Jenny&shipping_details[name]=Jenny&shipping_details[address][city]=Bern&description=',
  );
  await made(
    `${path}/report_refund`,
    'outcome=refunded&processor_details[type]=custom&processor_details[custom][refund_reference]=all',
  );
  for (const [own, expected] of [
    [`${path}/history`, 7],
    ['/v1/events', 20],
    ['/v1/payment_records', 1],
  ] as const) {
    const { body } = await request(daybook, 'GET', own, 'limit=100');
    assert.ok(body.data.length >= expected, `${own} has ${body.data.length} entries`);
    assertValid(body, schemaOfAnswer({ method: 'GET', path: own.replace(record.id, ':id') }), own);
  }
  const { body } = await request(daybook, 'GET', '/v1/payment_attempt_records', `payment_record=${record.id}`);
  assert.equal(body.data.length, 3);
  assertValid(body, schemaOfAnswer({ method: 'GET', path: '/v1/payment_attempt_records' }), 'the attempts');
});

test('every dispute and its events are as declared, whatever became of it', async () => {
  const fee = 'evidence[enhanced_evidence][visa_compliance][fee_acknowledged]=true';
  const program = 'evidence[enhanced_evidence][visa_compelling_evidence_3]';
  for (const [test_card, form] of [
    ['createDispute', 'evidence[uncategorized_text]=winning_evidence'],
    ['createDisputeInquiry', 'evidence[uncategorized_text]=escalate_inquiry_evidence&evidence[receipt]=file_1'],
    ['createComplianceDispute', `${fee}&evidence[uncategorized_text]=losing_evidence`],
    ['createCe3EligibleDispute', `${program}[disputed_transaction][shipping_address][city]=Bern&submit=false`],
    ['createMultipleDisputes', 'metadata[order]=6735'],
  ] as const) {
    const { id } = await disputed(test_card);
    await made(`/v1/disputes/${id}`, form);
  }
  for (const path of ['/v1/disputes', '/v1/events']) {
    const { body } = await request(daybook, 'GET', path, 'limit=100');
    assertValid(body, schemaOfAnswer({ method: 'GET', path }), path);
  }
});

test('clocks, their customers and their events are as declared', async () => {
  const { id } = await clock();
  const { id: owner } = await made('/v1/customers', `test_clock=${id}`);
  await made('/v1/payment_intents', `${AT_ONCE}&customer=${owner}`);
  await made(`/v1/test_helpers/test_clocks/${id}/advance`, 'frozen_time=1735689600');
  const own = `/v1/test_helpers/test_clocks/${id}`;
  while ((await request(daybook, 'GET', own)).body.status === 'advancing') await pause(5);
  await request(daybook, 'DELETE', own);
  const { body } = await request(daybook, 'GET', '/v1/events', 'limit=100&type=test_helpers.*');
  assert.ok(body.data.length >= 4);
  assertValid(body, schemaOfAnswer({ method: 'GET', path: '/v1/events' }), 'the events');
});

/** What is refused of payments in every state, with the objects that such errors show. */
async function refusedPayments(): Promise<Answer[]> {
  const post = (path: string, form = '') => request(daybook, 'POST', path, form);
  const open = await intent();
  const paid = await intent(AT_ONCE);
  const held = await intent(AT_ONCE.replace('confirm=true', 'confirm=true&capture_method=manual'));
  const unincremented = await intent(
    ON_HOLD.replace('pm_card_visa', 'pm_card_visa_debit').replace(
      'request_incremental_authorization',
      'request_overcapture',
    ),
  );
  const setup = await made('/v1/setup_intents', 'payment_method=pm_card_visa&confirm=true&payment_method_types[]=card');
  const declines = [
    'pm_card_chargeDeclined',
    'pm_card_chargeDeclinedInsufficientFunds',
    'pm_card_chargeDeclinedExpiredCard',
  ];
  return Promise.all([
    ...[open, paid, held, unincremented].flatMap(({ id }) => [
      post(`/v1/payment_intents/${id}/capture`, 'amount_to_capture=100000'),
      post(`/v1/payment_intents/${id}/increment_authorization`, 'amount=2000'),
    ]),
    ...[paid, held].map(({ id }) => post(`/v1/payment_intents/${id}/confirm`)),
    post(`/v1/payment_intents/${paid.id}/cancel`),
    post(`/v1/charges/${paid.latest_charge}/capture`),
    post(`/v1/setup_intents/${setup.id}/confirm`),
    post(`/v1/setup_intents/${setup.id}/cancel`),
    post('/v1/setup_intents', 'payment_method=pm_card_chargeDeclined&confirm=true&payment_method_types[]=card'),
    ...declines.flatMap((method) => [
      post('/v1/payment_intents', `amount=1000&currency=usd&payment_method=${method}&confirm=true`),
      intent().then(({ id }) => post(`/v1/payment_intents/${id}/confirm`, `payment_method=${method}`)),
    ]),
  ]);
}

test('errors are as declared', async () => {
  const refused = [
    await request(daybook, 'GET', '/v1/payment_records/pr_unknown'),
    await request(daybook, 'POST', '/v1/payment_records/report_payment', ''),
    await request(daybook, 'GET', '/v1/payment_records', 'limit=0&foo=1'),
    await request(daybook, 'GET', '/v1/nothing'),
    await request(daybook, 'GET', '/v1/payment_records', '', { Authorization: 'Bearer wrong' }),
    await fetch(`${daybook.address}/v1/payment_records`, { method: 'PUT' }).then(async (answer) => ({
      status: answer.status,
      body: await answer.json(),
    })),
    ...(await refusedPayments()),
  ];
  const explained = await (await fetch(`${daybook.address}/docs/error-codes`)).text();
  for (const { status, body } of refused) {
    assert.ok(status >= 400, JSON.stringify(body));
    assertValid(body, { $ref: '#/components/schemas/error' }, JSON.stringify(body));
    const { origin, pathname, hash } = new URL(body.error.doc_url);
    assert.equal(`${origin}${pathname}`, `${daybook.address}/docs/error-codes`);
    assert.ok(explained.includes(`id="${hash.slice(1)}"`), body.error.doc_url);
  }
});

test('the check itself sees what is missing, undeclared and of the wrong type', () => {
  const money = components['money'] as Json;
  const wrong = (value: object) => violationsOf(value, money, components);
  assert.deepEqual(wrong({ currency: 'usd', value: 1 }), []);
  assert.deepEqual(wrong({ currency: 1, value: 1 }), ['$/currency: must be string {"type":"string"}']);
  assert.deepEqual(wrong({ currency: 'usd', value: 1, more: 1 }), [
    '$: must NOT have additional properties {"additionalProperty":"more"}',
  ]);
  assert.deepEqual(wrong({ currency: 'usd' }), [
    '$: must have required property \'value\' {"missingProperty":"value"}',
  ]);
});
