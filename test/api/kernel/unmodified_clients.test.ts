/** What clients that nobody can change send and expect, each from a library's own source or tests. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { request, startDaybook, type TestDaybook } from '../../support/daybook.js';
import { confirmed, DECLINES, HOLDS } from '../../support/intents.js';
import { restricted } from '../../support/keys.js';
import { assertRefused, get, post, read, report, reportPayment } from '../../support/reporting.js';

const GUARANTEED = { outcome: 'guaranteed', 'guaranteed[guaranteed_at]': 1_730_253_460 };

describe('unmodified clients', () => {
  let daybook: TestDaybook;
  before(async () => {
    daybook = await startDaybook();
  });
  after(() => daybook.remove());

  it('write booleans in any case: every stripe-python before 12.0.1 sends True and False', async () => {
    for (const [written, status] of [
      ['True', 'succeeded'],
      ['TRUE', 'succeeded'],
      ['False', 'requires_confirmation'],
    ] as const) {
      const fields = { amount: 1000, currency: 'usd', payment_method: 'pm_card_visa', confirm: written };
      const { body } = await post(daybook, '/v1/payment_intents', fields);
      assert.equal(body.status, status, JSON.stringify(body));
    }
    const off = { amount: 1000, currency: 'usd', payment_method: 'pm_card_visa', confirm: 'True', off_session: 'True' };
    assert.equal((await post(daybook, '/v1/payment_intents', off)).body.status, 'succeeded');
    const found = await get(daybook, '/v1/charges/search', { query: 'refunded:"False"' });
    assert.equal(found.status, 200, JSON.stringify(found.body));
    assert.ok(found.body.data.length >= 3);
    assertRefused(await post(daybook, '/v1/payment_intents', { ...off, confirm: 'Yes' }), 400, undefined, 'confirm');
  });

  it('refund a charge under its own path', async () => {
    const { latest_charge: charge } = await confirmed(daybook, 'payment_method=pm_card_visa');
    const refund = await post(daybook, `/v1/charges/${charge}/refunds`, { amount: 300, reason: 'duplicate' });
    assert.deepEqual(
      [refund.body.object, refund.body.charge, refund.body.amount, refund.body.reason],
      ['refund', charge, 300, 'duplicate'],
    );
    const refunded = await post(daybook, `/v1/charges/${charge}/refund`);
    assert.deepEqual(
      [refunded.body.object, refunded.body.id, refunded.body.amount_refunded, refunded.body.refunded],
      ['charge', charge, 1000, true],
    );
    assertRefused(await post(daybook, `/v1/charges/${charge}/refund`), 400, 'charge_already_refunded');
    assertRefused(await post(daybook, '/v1/charges/ch_none/refunds'), 404, 'resource_missing', 'id');
    assertRefused(await post(daybook, '/v1/charges/ch_none/refund'), 404, 'resource_missing', 'id');
  });

  it('need the rights on both, refunds and charges, for a refund that answers with the charge', async () => {
    const { latest_charge: charge } = await confirmed(daybook, 'payment_method=pm_card_visa');
    for (const [permissions, missing] of [
      [{ charges: 'write', refunds: 'read' }, 'refunds:write'],
      [{ charges: 'read', refunds: 'write' }, 'charges:write'],
    ] as const) {
      const headers = await restricted(daybook, permissions);
      const { status, body } = await request(daybook, 'POST', `/v1/charges/${charge}/refund`, '', headers);
      assert.deepEqual([status, body.error.message.includes(`'${missing}'`)], [403, true], body.error.message);
    }
    assert.equal((await read(daybook, `/v1/charges/${charge}`))['amount_refunded'], 0);
    const both = await restricted(daybook, { charges: 'write', refunds: 'write' });
    const { status } = await request(daybook, 'POST', `/v1/charges/${charge}/refund`, '', both);
    assert.equal(status, 200);
  });

  it('repeat such a refund under its key, and see the charge as it was', async () => {
    const { latest_charge: charge } = await confirmed(daybook, 'payment_method=pm_card_visa');
    const refund = async () => {
      const response = await fetch(`${daybook.address}/v1/charges/${charge}/refund`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${daybook.settings.test_secret_key}`,
          'Content-Type': 'application/x-www-form-urlencoded',
          'Idempotency-Key': `refund of ${charge}`,
        },
        body: 'amount=100',
      });
      return (await response.json()) as { amount_refunded: number };
    };
    const first = await refund();
    await post(daybook, `/v1/charges/${charge}/refund`, { amount: 200 });
    assert.deepEqual(await refund(), first);
    assert.equal(first.amount_refunded, 100);
  });

  it('are told why nothing can be refunded, in words that they know', async () => {
    const held = await confirmed(daybook, HOLDS);
    const words = `This PaymentIntent (${held['id']}) does not have a successful charge to refund.`;
    for (const fields of [{ charge: held['latest_charge'] }, { payment_intent: held['id'] }]) {
      const [param] = Object.keys(fields);
      assert.equal(assertRefused(await post(daybook, '/v1/refunds', fields), 400, undefined, param), words);
    }
  });

  it('are told that both cursors exclude each other, in words that they know', async () => {
    for (const path of ['/v1/charges', '/v1/events', '/v1/payment_records']) {
      const answer = await get(daybook, path, { starting_after: 'a', ending_before: 'b' });
      const words = 'Received both starting_after and ending_before parameters. Please pass in only one.';
      assert.equal(assertRefused(answer, 400, undefined), words);
    }
  });

  it('know a missing setup intent by one word', async () => {
    const answer = await get(daybook, '/v1/setup_intents/seti_x');
    assert.equal(assertRefused(answer, 404, 'resource_missing', 'intent'), "No such setupintent: 'seti_x'");
  });

  it('do not try a declined card again by themselves', async () => {
    const fields = { amount: 1000, currency: 'usd', confirm: 'true', payment_method: DECLINES.split('=')[1] as string };
    const declined = await post(daybook, '/v1/payment_intents', fields);
    assert.deepEqual([declined.status, declined.headers.get('stripe-should-retry')], [402, 'false']);
    assert.ok(!('should_retry' in declined.body.error));
    const setup = { confirm: 'true', payment_method: 'pm_card_chargeDeclined' };
    const refused = await post(daybook, '/v1/setup_intents', setup);
    assert.deepEqual([refused.status, refused.headers.get('stripe-should-retry')], [402, 'false']);
  });

  it('report refunds without a reference, as often as something is left', async () => {
    const { id } = await reportPayment(daybook, GUARANTEED);
    const fields = {
      outcome: 'refunded',
      'processor_details[type]': 'custom',
      'amount[currency]': 'usd',
      'amount[value]': 300,
    };
    await report(daybook, id, 'refund', fields);
    const twice = await report(daybook, id, 'refund', fields);
    assert.equal(twice['amount_refunded'].value, 600);
    const history = await read(daybook, `/v1/payment_records/${id}/history`);
    const refunds = history['data'].flatMap((entry: { changes: { after: Record<string, unknown> }[] }) =>
      entry.changes.map(({ after }) => after).filter(({ object }) => object === 'payment_record_refund'),
    );
    assert.deepEqual(
      refunds.map((refund: Record<string, unknown>) => refund['refund_reference']),
      [null, null],
    );
  });

  it('see no tax id on payment records, as Stripe has none there', async () => {
    const method = await post(daybook, '/v1/payment_methods', {
      type: 'card',
      'card[token]': 'tok_visa',
      'billing_details[tax_id]': '12345',
    });
    assert.equal(method.body.billing_details.tax_id, '12345');
    const payment = {
      'amount_requested[currency]': 'usd',
      'amount_requested[value]': 1000,
      initiated_at: 1_730_253_453,
      'payment_method_details[payment_method]': method.body.id,
    };
    const path = '/v1/payment_records/report_payment';
    const record = await post(daybook, path, payment);
    assert.equal(record.status, 200, JSON.stringify(record.body));
    const members = Object.keys(record.body.payment_method_details.billing_details);
    assert.deepEqual(members, ['address', 'email', 'name', 'phone']);
    const param = 'payment_method_details[billing_details][tax_id]';
    assertRefused(await post(daybook, path, { ...payment, [param]: '12345' }), 400, 'parameter_unknown', param);
  });
});
