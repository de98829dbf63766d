/** Reports that name who took the payment: shown, told apart, and of one payment only. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { request, type TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { assertRefused, type Fields, idsOf, post, read, report, reportPayment } from '../../support/reporting.js';

const REPORT = '/v1/payment_records/report_payment';
const FAILED = { outcome: 'failed', 'failed[failed_at]': 1_730_253_500 };
const GUARANTEED = { outcome: 'guaranteed', 'guaranteed[guaranteed_at]': 1_730_253_900 };
const BASE: Fields = {
  'amount_requested[currency]': 'eur',
  'amount_requested[value]': 4_200,
  initiated_at: 1_730_253_453,
  'payment_method_details[type]': 'custom',
  'payment_method_details[custom][display_name]': 'Card',
};

function by(processor: string, reference?: string, within = processor): Fields {
  return {
    'processor_details[type]': processor,
    ...(reference === undefined ? {} : { [`processor_details[${within}][payment_reference]`]: reference }),
  };
}

for (const engine of engines()) {
  describe(`on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    before(async () => {
      daybook = await engine.start();
    });
    after(() => daybook?.remove());

    test('a processor is named, with its own hash or with custom', async () => {
      const own = await reportPayment(daybook, by('adyen', 'psp_own'));
      assert.deepEqual(own['processor_details'], { type: 'adyen', adyen: { payment_reference: 'psp_own' } });
      const custom = await reportPayment(daybook, by('checkout_com', 'pay_custom', 'custom'));
      const shown = { type: 'checkout_com', checkout_com: { payment_reference: 'pay_custom' } };
      assert.deepEqual(custom['processor_details'], shown);
      const bare = await reportPayment(daybook, by('mollie'));
      assert.deepEqual(bare['processor_details'], { type: 'mollie' });
      assert.deepEqual(
        (await read(daybook, `/v1/payment_records/${own['id']}`))['processor_details'],
        own['processor_details'],
      );
    });

    test('another try can be with another processor, and each attempt says with which', async () => {
      const { id } = await reportPayment(daybook, { ...by('adyen', 'psp_try'), ...FAILED });
      const record = await report(daybook, id, 'payment_attempt', {
        initiated_at: 1_730_253_800,
        ...GUARANTEED,
        ...by('stripe', 'pi_elsewhere'),
      });
      assert.deepEqual(record['processor_details'], { type: 'stripe', stripe: { payment_reference: 'pi_elsewhere' } });
      const attempts = await read(daybook, '/v1/payment_attempt_records', { payment_record: id });
      assert.deepEqual(
        attempts['data'].map(
          ({ processor_details }: { processor_details: { type: string } }) => processor_details.type,
        ),
        ['stripe', 'adyen'],
      );
      const refunded = await report(daybook, id, 'refund', {
        outcome: 'refunded',
        'processor_details[type]': 'stripe',
        'processor_details[stripe][refund_reference]': 're_elsewhere',
      });
      assert.equal(refunded['amount_refunded'].value, 1_000);
      const [refund] = (await read(daybook, '/v1/daybook/payment_record_refunds', { payment_record: id }))['data'];
      assert.deepEqual([refund.processor, refund.refund_reference], ['stripe', 're_elsewhere']);
      const again = {
        outcome: 'refunded',
        'processor_details[type]': 'paypal',
        'processor_details[paypal][refund_reference]': 're_elsewhere',
      };
      assertRefused(
        await post(daybook, `/v1/payment_records/${id}/report_refund`, again),
        400,
        'resource_already_exists',
        'processor_details[paypal][refund_reference]',
      );
    });

    test('what a processor calls a payment belongs to one record, also when two report it at once', async () => {
      const answers = await Promise.all(
        [1, 2, 3, 4].map(() => post(daybook, REPORT, { ...BASE, ...by('adyen', 'once') })),
      );
      const taken = answers.filter(({ status }) => status === 200);
      assert.equal(taken.length, 1);
      const param = 'processor_details[adyen][payment_reference]';
      for (const answer of answers) {
        if (answer === taken[0]) continue;
        const message = assertRefused(answer, 400, 'resource_already_exists', param);
        assert.ok(message.includes(taken[0]?.body.id), message);
      }
      await reportPayment(daybook, by('paypal', 'once'));
      await reportPayment(daybook, by('custom', 'once'));
      const { id } = await reportPayment(daybook, { ...by('paypal', 'other'), ...FAILED });
      const again = { initiated_at: 1_730_253_800, ...by('adyen', ' once ') };
      const path = `/v1/payment_records/${id}/report_payment_attempt`;
      assertRefused(await post(daybook, path, again), 400, 'resource_already_exists', param);
      assert.equal((await read(daybook, `/v1/payment_records/${id}`))['processor_details'].type, 'paypal');
    });

    test('lists, search, sums and CSV tell them apart', async () => {
      const { id } = await reportPayment(daybook, { ...by('klarna', 'k_1'), ...GUARANTEED });
      assert.deepEqual(idsOf(await read(daybook, '/v1/payment_records', { processor: 'klarna' })), [id]);
      const found = await read(daybook, '/v1/payment_records/search', { query: 'processor:"klarna"' });
      assert.deepEqual(idsOf(found), [id]);
      const overview = await read(daybook, '/v1/daybook/overview', {
        currency: 'usd',
        from: 1_730_246_400,
        to: 1_730_332_800,
      });
      const names = overview['by_processor'].map(({ processor }: { processor: string }) => processor);
      assert.ok(names.includes('klarna') && names.includes('stripe'), names.join());
      const csv = await fetch(`${daybook.address}/v1/payment_records.csv?processor=klarna`, {
        headers: { Authorization: `Bearer ${daybook.settings.test_secret_key}` },
      });
      assert.match(await csv.text(), /,klarna,k_1/);
    });

    test('other names, a second hash and a blank reference are refused, and change nothing', async () => {
      const count = async () => (await request(daybook, 'GET', '/v1/payment_records', 'limit=100')).body.data.length;
      const before_all = await count();
      const type = 'processor_details[type]';
      const rows: readonly (readonly [Fields, string | undefined, string])[] = [
        [by('Adyen', 'x'), undefined, type],
        [by('2checkout', 'x'), undefined, type],
        [by('a'.repeat(41), 'x'), undefined, type],
        [by('sandbox', 'x'), undefined, type],
        [by('type'), undefined, type],
        [by('constructor', 'x', 'adyen'), 'parameter_unknown', 'processor_details[adyen]'],
        [{ ...by('adyen', 'x'), ...by('adyen', 'y', 'custom') }, 'parameters_exclusive', 'processor_details[adyen]'],
        [by('custom', 'x', 'adyen'), 'parameter_unknown', 'processor_details[adyen]'],
        [by('adyen', ' '), 'parameter_invalid_empty', 'processor_details[adyen][payment_reference]'],
        [by('adyen', 'x'.repeat(501)), undefined, 'processor_details[adyen][payment_reference]'],
        [
          { ...by('adyen'), 'processor_details[adyen][reference]': 'x' },
          'parameter_unknown',
          'processor_details[adyen][reference]',
        ],
      ];
      for (const [fields, code, param] of rows)
        assertRefused(await post(daybook, REPORT, { ...BASE, ...fields }), 400, code, param);
      assert.equal(await count(), before_all);
    });
  });
}
