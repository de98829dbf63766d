/** A named processor's reference belongs to one payment record, whatever is reported in which order. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isRefusal } from '../../../../src/core/kernel/errors.js';
import { reportPayment } from '../../../../src/core/payments/payment_record/report_payment.js';
import { reportPaymentAttempt } from '../../../../src/core/payments/payment_record/report_payment_attempt.js';
import { isProcessorName } from '../../../../src/core/payments/processor/named.js';
import { attempt, payment } from './reports.js';
import { RuleLedger } from './rule_ledger.js';

const FAILED = { outcome: { outcome: 'failed', at: 1_746_572_320 } } as const;
const by = (type: string, payment_reference: string) => ({ processor_details: { type, payment_reference } });

test('another record is refused the reference, and told whose it is', () => {
  const ledger = new RuleLedger();
  const first = ledger.accept(reportPayment, payment({ ...by('adyen', 'psp_1'), ...FAILED }));
  const refused = ledger.refuse(reportPayment, payment(by('adyen', '\u00a0psp_1 ')));
  assert.deepEqual(
    [refused.code, refused.param],
    ['resource_already_exists', 'processor_details[adyen][payment_reference]'],
  );
  assert.match(refused.message, new RegExp(`calls 'psp_1' .* on payment record '${first}'`));
  const second = ledger.accept(reportPayment, payment({ ...by('paypal', 'psp_1'), ...FAILED }));
  assert.equal(ledger.refuse(reportPaymentAttempt, attempt(second, by('adyen', 'psp_1'))).code, refused.code);
});

test('an attempt of the same record may share it, also after one at somebody else', () => {
  const ledger = new RuleLedger();
  const id = ledger.accept(reportPayment, payment({ ...by('paypal', 'order_1'), ...FAILED }));
  ledger.accept(reportPaymentAttempt, attempt(id, FAILED));
  ledger.accept(reportPaymentAttempt, attempt(id, { ...by('adyen', 'psp_9'), ...FAILED }));
  ledger.accept(reportPaymentAttempt, attempt(id, by('paypal', 'order_1')));
  assert.deepEqual(ledger.get('payment_record', id).processor_details, {
    type: 'paypal',
    payment_reference: 'order_1',
  });
  const attempts = ledger.all('payment_attempt_record');
  assert.deepEqual(
    attempts.map(({ processor_details, repeats_reference }) => [processor_details.type, repeats_reference]),
    [
      ['paypal', undefined],
      ['paypal', true],
      ['adyen', undefined],
      ['paypal', true],
    ],
  );
});

test('under custom it may repeat', () => {
  const ledger = new RuleLedger();
  ledger.accept(reportPayment, payment(by('custom', 'sale 7')));
  ledger.accept(reportPayment, payment(by('custom', 'sale 7')));
});

test('no two records ever hold the same', () => {
  const processor = fc.constantFrom('adyen', 'paypal', 'custom');
  const reference = fc.constantFrom('1', ' 1', '2', undefined);
  const details = fc.record({ type: processor, payment_reference: reference });
  const step = fc.record({ of: fc.nat(3), details: fc.option(details, { nil: undefined }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const ledger = new RuleLedger();
      const records: string[] = [];
      for (const { of, details: given } of steps) {
        const processor_details =
          given?.payment_reference === undefined
            ? given && { type: given.type }
            : by(given.type, given.payment_reference).processor_details;
        const id = records[of];
        const decided =
          id === undefined
            ? ledger.decide(reportPayment, payment({ processor_details, ...FAILED }))
            : ledger.decide(reportPaymentAttempt, attempt(id, { processor_details, ...FAILED }));
        if (!isRefusal(decided) && !isRefusal(decided.reply) && id === undefined) records.push(decided.reply.id);
      }
      const holders = new Map<string, string>();
      for (const { payment_record, processor_details, repeats_reference } of ledger.all('payment_attempt_record')) {
        const { type, payment_reference } = processor_details;
        if (type === 'custom' || payment_reference === undefined) continue;
        const name = `${type} ${payment_reference.trim()}`;
        assert.equal(repeats_reference === true, holders.has(name), `${name} is held once`);
        assert.equal(holders.get(name) ?? payment_record, payment_record, `${name} is of one record`);
        holders.set(name, payment_record);
      }
    }),
  );
});

test('names of processors', () => {
  for (const name of ['adyen', 'a', 'checkout_com', 'bank_2', 'stripe', 'a'.repeat(40)])
    assert.ok(isProcessorName(name), name);
  for (const name of [
    '',
    'Adyen',
    '2checkout',
    '_x',
    'a-b',
    'a b',
    'ä',
    'a\n',
    'a'.repeat(41),
    'custom',
    'sandbox',
    'type',
    'refused',
  ])
    assert.ok(!isProcessorName(name), JSON.stringify(name));
});
