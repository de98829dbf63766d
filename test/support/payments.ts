/** What must hold for every payment that Daybook drives, whatever was asked of it at once and in which order. */
import assert from 'node:assert/strict';
import { type Answer, request } from './daybook.js';
import { succeeds } from './scenario.js';

type Daybook = { readonly address: string };
type Body = Answer['body'];

const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** The intent, after its charges, its refunds, its record, its attempts and its movements were found to agree. */
export async function checkPayment(daybook: Daybook, id: string): Promise<Body> {
  const get = (path: string, form = '') => succeeds(daybook, 'GET', path, form);
  const intent = await get(`/v1/payment_intents/${id}`);
  const charges = await everyOne(daybook, '/v1/charges', `payment_intent=${id}`);
  const refunds = await everyOne(daybook, '/v1/refunds', `payment_intent=${id}`);
  const record = await get(`/v1/payment_records/${id}`);
  const attempts = await everyOne(daybook, '/v1/payment_attempt_records', `payment_record=${record.id}`);
  const accepted = charges.filter(({ status }) => status === 'succeeded');
  assert.ok(accepted.length <= 1, `${id} was charged ${accepted.length} times`);
  assert.equal(intent.latest_charge, charges[0]?.id ?? null);
  assert.ok(attempts.length >= charges.length);
  for (const charge of charges) if (charge.status === 'failed') await checkCharge(daybook, charge, []);
  const [charge] = accepted;
  if (charge !== undefined) {
    assert.equal(charge.id, intent.latest_charge, `${id} was tried again after it was paid`);
    await checkCharge(daybook, charge, refunds);
    const { amount_authorized, overcapture } = charge.payment_method_details.card;
    const most = Math.max(amount_authorized, overcapture.maximum_amount_capturable);
    assert.ok(charge.amount_captured <= most, `${charge.id}: ${charge.amount_captured} of ${most}`);
    const held = intent.status === 'requires_capture' ? Math.max(0, amount_authorized - charge.amount_captured) : 0;
    assert.equal(intent.amount_capturable, held);
    assert.equal(charge.amount, intent.amount);
  } else {
    assert.deepEqual(refunds, []);
    assert.equal(intent.amount_capturable, 0);
  }
  assert.equal(intent.amount_received, charge?.amount_captured ?? 0);
  assert.equal(charge?.captured ?? false, intent.status === 'succeeded');

  const amountsOf = (object: Body) =>
    ['authorized', 'canceled', 'failed', 'guaranteed', 'refunded'].map((name) => object[`amount_${name}`].value);
  const is_canceled = intent.status === 'canceled';
  const authorized = charge?.payment_method_details.card.amount_authorized ?? 0;
  const failed = intent.status === 'requires_payment_method' && charges.length > 0 ? record.amount_failed.value : 0;
  const released = intent.status === 'succeeded' ? Math.max(0, authorized - intent.amount_received) : 0;
  assert.deepEqual(
    amountsOf(record),
    [authorized, is_canceled ? intent.amount : released, failed, intent.amount_received, charge?.amount_refunded ?? 0],
    `the record ${record.id} of ${id}, which is ${intent.status}`,
  );
  if (!is_canceled && attempts[0] !== undefined) assert.deepEqual(amountsOf(attempts[0]), amountsOf(record));
  return intent;
}

async function checkCharge(daybook: Daybook, charge: Body, refunds: readonly Body[]): Promise<void> {
  const movements = await everyOne(daybook, '/v1/balance_transactions', `source=${charge.id}`);
  assert.equal(sum(movements.map(({ amount }) => amount)), charge.amount_captured, `movements of ${charge.id}`);
  assert.equal(charge.balance_transaction, movements.at(-1)?.id ?? null);
  const kept = refunds.filter(({ status }) => status !== 'failed' && status !== 'canceled');
  assert.equal(sum(kept.map(({ amount }) => amount)), charge.amount_refunded, `refunds of ${charge.id}`);
  assert.ok(charge.amount_refunded <= charge.amount_captured);
  for (const refund of refunds) {
    const returned = await everyOne(daybook, '/v1/balance_transactions', `source=${refund.id}`);
    const expected = refund.status === 'failed' ? [refund.amount, -refund.amount] : [-refund.amount];
    assert.deepEqual(
      returned.map(({ amount }) => amount),
      expected,
      `movements of ${refund.id}`,
    );
    assert.equal(refund.balance_transaction, returned.at(-1)?.id);
  }
}

/** The balance is what all movements come to, in every currency. */
export async function checkBalance(daybook: Daybook): Promise<void> {
  const expected = new Map<string, number>();
  for (const { amount, currency, fee, net } of await everyOne(daybook, '/v1/balance_transactions')) {
    assert.equal(net, amount - fee);
    expected.set(currency, (expected.get(currency) ?? 0) + net);
  }
  const { available, pending } = await succeeds(daybook, 'GET', '/v1/balance');
  for (const [currency, total] of expected) {
    const funds = [...available, ...pending].filter((each: Body) => each.currency === currency);
    assert.equal(sum(funds.map(({ amount }) => amount)), total, currency);
  }
}

/** All pages of a list, newest first. */
export async function everyOne(daybook: Daybook, path: string, form = ''): Promise<Body[]> {
  const all: Body[] = [];
  for (;;) {
    const cursor = all.length === 0 ? '' : `&starting_after=${all.at(-1).id}`;
    const { status, body } = await request(daybook, 'GET', path, `limit=100&${form}${cursor}`);
    assert.equal(status, 200, JSON.stringify(body));
    all.push(...body.data);
    if (!body.has_more) return all;
  }
}
