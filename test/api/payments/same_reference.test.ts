/** Payments with the same reference of the processor: taken, and each tells which others there are. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import {
  assertRefused,
  type Fields,
  idsOf,
  post,
  read,
  refundFields,
  report,
  reportPayment,
} from '../../support/reporting.js';

const RECORDS = '/v1/payment_records';
const REFERENCE = 'processor_details[custom][payment_reference]';
const BLANK = ' \u00a0\u3000\u200b\ufeff ';

for (const engine of engines()) {
  describe(`on ${engine.name}`, { skip: engine.skip }, () => sameReference(() => engine.start()));
}

function sameReference(start: () => Promise<TestDaybook>): void {
  let daybook: TestDaybook;
  const referred = async (reference: string, fields: Fields = {}): Promise<string> => {
    const named = { 'processor_details[type]': 'custom', [REFERENCE]: reference };
    return (await reportPayment(daybook, { ...named, ...fields }))['id'];
  };
  const others = async (id: string, fields: Fields = {}) =>
    idsOf(await read(daybook, `${RECORDS}/${id}/same_reference`, fields));

  before(async () => {
    daybook = await start();
  });
  after(() => daybook?.remove());

  test('may repeat, also with blanks around it, and each payment tells which others have it', async () => {
    const card = await referred('sale 7');
    const cash = await referred('sale 7\u00a0');
    const voucher = await referred('\u3000sale 7');
    await referred('sale 70');
    await referred('Sale 7');
    const alone = await referred('sale 8');
    const without = (await reportPayment(daybook))['id'];
    assert.deepEqual(await others(card), [voucher, cash]);
    assert.deepEqual(await others(cash), [voucher, card]);
    assert.deepEqual(await others(cash, { limit: 1 }), [voucher]);
    assert.deepEqual(await others(cash, { starting_after: voucher }), [card]);
    assert.deepEqual(await others(alone), []);
    assert.deepEqual(await others(without), []);
    const record = await read(daybook, `${RECORDS}/${cash}`);
    assert.equal(record['processor_details'].custom.payment_reference, 'sale 7\u00a0', 'it is shown as it was sent');
    assert.ok(!('same_reference' in record), "Stripe's object stays as it is");

    const expanded = await read(daybook, `${RECORDS}/${cash}`, { 'expand[]': 'same_reference' });
    const { data, ...envelope } = expanded['same_reference'];
    assert.deepEqual(envelope, { object: 'list', has_more: false, url: `${RECORDS}/${cash}/same_reference` });
    assert.deepEqual(data, (await read(daybook, `${RECORDS}/${cash}/same_reference`))['data']);
    const list = await read(daybook, RECORDS, { 'expand[]': 'data.same_reference' });
    const counts = new Map(list['data'].map((each: typeof record) => [each['id'], each['same_reference'].data.length]));
    assert.deepEqual(
      [card, cash, voucher, alone, without].map((id) => counts.get(id)),
      [2, 2, 2, 0, 0],
    );
  });

  test('the attempts of a payment share its reference, and are not doubles of it', async () => {
    const id = await referred('tried', { outcome: 'failed', 'failed[failed_at]': 1 });
    await report(daybook, id, 'payment_attempt', { initiated_at: 2 });
    assert.deepEqual(await others(id), []);
  });

  test('a payment that Daybook made has the reference of its charge', async () => {
    const { body } = await post(daybook, '/v1/payment_intents', {
      amount: 500,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: 'true',
    });
    const again = await referred(body.latest_charge);
    assert.deepEqual(await others(body.id), [again]);
    assert.deepEqual((await others(again)).length, 1);
  });

  test('filters, texts and searches find a reference whatever blanks are around it', async () => {
    const id = await referred(' found\u00a0');
    for (const asked of ['found', ' found', 'found\u00a0']) {
      assert.deepEqual(idsOf(await read(daybook, RECORDS, { processor_reference: asked })), [id]);
      assert.deepEqual(idsOf(await read(daybook, RECORDS, { query: asked })), [id]);
      const query = `processor_reference:"${asked}"`;
      assert.deepEqual(idsOf(await read(daybook, `${RECORDS}/search`, { query })), [id]);
    }
    await report(
      daybook,
      await referred('with a refund', { outcome: 'guaranteed', 'guaranteed[guaranteed_at]': 1 }),
      'refund',
      {
        ...refundFields('\u00a0given back ', 1),
      },
    );
    assert.equal(idsOf(await read(daybook, RECORDS, { query: 'given back\u3000' })).length, 1);
  });

  test('a refund_reference is taken once, whatever blanks are around it', async () => {
    const id = await referred('refunded', { outcome: 'guaranteed', 'guaranteed[guaranteed_at]': 1 });
    await report(daybook, id, 'refund', refundFields(' once\u00a0', 10));
    for (const again of ['once', ' once ', '\u3000once', 'once\ufeff']) {
      const refused = await post(daybook, `${RECORDS}/${id}/report_refund`, refundFields(again, 10));
      const param = 'processor_details[custom][refund_reference]';
      assertRefused(refused, 400, 'resource_already_exists', param);
    }
    assert.equal((await read(daybook, `${RECORDS}/${id}`))['amount_refunded'].value, 10);
    // Both at once: one of them is the first.
    const twins = await Promise.all(
      ['twin', ' twin'].map((reference) =>
        post(daybook, `${RECORDS}/${id}/report_refund`, refundFields(reference, 20)),
      ),
    );
    assert.deepEqual(twins.map(({ status }) => status).sort(), [200, 400]);
    assert.equal((await read(daybook, `${RECORDS}/${id}`))['amount_refunded'].value, 30);
  });

  test('a reference of nothing but blanks is as good as an empty one', async () => {
    const named = { 'processor_details[type]': 'custom', [REFERENCE]: BLANK };
    const amount = { 'amount_requested[currency]': 'usd', 'amount_requested[value]': 1, initiated_at: 1 };
    const method = { 'payment_method_details[type]': 'custom', 'payment_method_details[custom][display_name]': 'Cash' };
    const refused = await post(daybook, `${RECORDS}/report_payment`, { ...amount, ...method, ...named });
    assertRefused(refused, 400, 'parameter_invalid_empty', REFERENCE);
    const id = await referred('blank refund', { outcome: 'guaranteed', 'guaranteed[guaranteed_at]': 1 });
    const refund = await post(daybook, `${RECORDS}/${id}/report_refund`, refundFields(BLANK, 1));
    assertRefused(refund, 400, 'parameter_invalid_empty', 'processor_details[custom][refund_reference]');
  });
}
