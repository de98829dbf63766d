/** Whatever is done to payment intents, and in whatever order: records, charges and movements of money agree. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { verify } from '../../src/app/verify.js';
import { request, type TestDaybook } from '../support/daybook.js';
import { engines } from '../support/engines.js';
import { INTENTS, intent } from '../support/intents.js';
import { withLedger } from '../support/ledger.js';
import { putRefund } from '../support/refunded.js';
import { read, type Wire } from '../support/reporting.js';

const RUNS = 40;

type Step =
  | { readonly post: string; readonly form: string }
  | { readonly authenticates: 'succeeded' | 'failed' }
  | { readonly refunds: number; readonly status: 'failed' | 'pending' | 'succeeded' };

const card = fc.constantFrom(
  'visa',
  'visa',
  'visa_chargeDeclined',
  'threeDSecure2Required',
  'credit_disableEnterpriseCardFeatures',
);
const amount = fc.integer({ min: 1, max: 16 }).map((hundreds) => hundreds * 100);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: card.map((name) => ({ post: 'confirm', form: `payment_method=pm_card_${name}` })) },
  { weight: 1, arbitrary: fc.constant({ post: 'confirm', form: '' }) },
  { weight: 1, arbitrary: amount.map((value) => ({ post: '', form: `amount=${value}` })) },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.option(amount), fc.boolean()).map(([value, is_final]) => ({
      post: 'capture',
      form: `${value === null ? '' : `amount_to_capture=${value}&`}final_capture=${is_final}`,
    })),
  },
  { weight: 1, arbitrary: fc.constant({ post: 'capture', form: 'amount_to_capture=0' }) },
  { weight: 2, arbitrary: amount.map((value) => ({ post: 'increment_authorization', form: `amount=${value}` })) },
  { weight: 1, arbitrary: fc.constant({ post: 'cancel', form: '' }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom('succeeded' as const, 'failed' as const).map((authenticates) => ({ authenticates })),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      refunds: amount,
      status: fc.constantFrom('failed' as const, 'pending' as const, 'succeeded' as const),
    }),
  },
);

const FEATURES = ['extended_authorization', 'incremental_authorization', 'multicapture', 'overcapture'].map(
  (feature) => `payment_method_options[card][request_${feature}]=if_available`,
);

const flow = fc.record({
  manual: fc.boolean(),
  features: fc.subarray(FEATURES),
  steps: fc.array(step, { minLength: 1, maxLength: 9 }),
});

async function take(daybook: TestDaybook, id: string, next: Step): Promise<void> {
  if ('post' in next) {
    const { status, body } = await request(
      daybook,
      'POST',
      `${INTENTS}/${id}${next.post && '/'}${next.post}`,
      next.form,
    );
    assert.ok([200, 400, 402].includes(status), JSON.stringify(body));
    return;
  }
  const { amount_received, latest_charge, status } = await read(daybook, `${INTENTS}/${id}`, {
    'expand[]': 'latest_charge',
  });
  if ('authenticates' in next) {
    const outcome = next.authenticates;
    if (status !== 'requires_action') return;
    await withLedger(daybook, ({ run }) => run('payment_intent.authenticate', { id, outcome }));
  } else {
    const refundable = amount_received - (latest_charge?.amount_refunded ?? 0);
    if (refundable > 0) await putRefund(daybook, id, Math.min(next.refunds, refundable), next.status);
  }
}

/** What the record says is what the intent and its latest charge say; answers with the status of the intent. */
async function agrees(daybook: TestDaybook, id: string): Promise<string> {
  const of = await read(daybook, `${INTENTS}/${id}`, { 'expand[0]': 'latest_charge.refunds' });
  const record = await read(daybook, `/v1/payment_records/${id}`);
  const value = (part: string): number => record[part].value;
  const charge: Wire | null = of['latest_charge'];
  assert.equal(value('amount'), of['amount']);
  assert.equal(value('amount_guaranteed'), of['amount_received']);
  assert.equal(value('amount_refunded'), charge?.['amount_refunded'] ?? 0);
  const counted = (charge?.['refunds'].data ?? []).filter((refund: Wire) => refund['status'] !== 'failed');
  assert.equal(
    value('amount_refunded'),
    counted.reduce((sum: number, refund: Wire) => sum + refund['amount'], 0),
  );
  assert.ok(value('amount_refunded') <= value('amount_guaranteed'));
  if (of['status'] === 'requires_capture') {
    assert.equal(value('amount_authorized'), of['amount_received'] + of['amount_capturable']);
  }
  if (of['status'] === 'canceled') assert.equal(value('amount_canceled'), of['amount']);
  return of['status'];
}

for (const engine of engines()) {
  describe(`processed payments on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    before(async () => {
      daybook = await engine.start();
    });
    after(() => daybook.remove());

    it('agree after every step, and verify finds nothing at the end', async () => {
      const reached = new Set<string>();
      const property = fc.asyncProperty(flow, async ({ manual, features, steps }) => {
        const asks = [`capture_method=${manual ? 'manual' : 'automatic'}`, ...(manual ? features : [])];
        const { id } = await intent(daybook, asks.join('&'));
        for (const next of steps) {
          await take(daybook, id, next);
          reached.add(await agrees(daybook, id));
        }
      });
      await fc.assert(property, { numRuns: RUNS, seed: 20_261_122 });
      for (const status of [
        'canceled',
        'requires_action',
        'requires_capture',
        'requires_payment_method',
        'succeeded',
      ]) {
        assert.ok(reached.has(status), `no payment was ever ${status}`);
      }
      const { data } = await read(daybook, '/v1/events', { type: 'payment_record.*' });
      assert.deepEqual(data, []);
      await withLedger(daybook, async ({ ledger }) => {
        const { lines } = await ledger.store.snapshot((inspector) => verify(inspector));
        assert.deepEqual(lines, []);
      });
    });
  });
}
