/** What the events of captures show of how the charge and the intent were before. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { isRefused, succeeds } from '../../support/scenario.js';

const HELD = 'amount=1000&currency=usd&payment_method=pm_card_visa&capture_method=manual&confirm=true';
const MULTI = 'payment_method_options[card][request_multicapture]=if_available';

for (const engine of engines()) {
  describe(`captures on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    before(async () => {
      daybook = await engine.start();
    });
    after(() => daybook.remove());

    const post = (path: string, form: string) => succeeds(daybook, 'POST', path, form);

    /** The latest events, oldest first: their types, and what they say was otherwise. */
    async function latest(count: number) {
      const { data } = await succeeds(daybook, 'GET', '/v1/events', `limit=${count}`);
      return data
        .reverse()
        .map((event: { type: string; data: { previous_attributes?: object } }) => [
          event.type,
          event.data.previous_attributes,
        ]);
    }

    it('show what each of several changed', async () => {
      const { id } = await post('/v1/payment_intents', `${HELD}&${MULTI}`);
      await post(`/v1/payment_intents/${id}/capture`, 'amount_to_capture=400&final_capture=false');
      assert.deepEqual(await latest(2), [
        ['charge.updated', { amount_captured: 0, balance_transaction: null }],
        ['payment_intent.amount_capturable_updated', { amount_capturable: 1_000, amount_received: 0 }],
      ]);
      await post(`/v1/payment_intents/${id}/capture`, 'amount_to_capture=500&final_capture=false');
      assert.deepEqual(await latest(2), [
        ['charge.updated', { amount_captured: 400 }],
        ['payment_intent.amount_capturable_updated', { amount_capturable: 600, amount_received: 400 }],
      ]);
      await post(`/v1/payment_intents/${id}/capture`, 'amount_to_capture=0&final_capture=true');
      assert.deepEqual(await latest(3), [
        ['payment_intent.amount_capturable_updated', { amount_capturable: 100 }],
        ['charge.captured', { captured: false }],
        ['payment_intent.succeeded', undefined],
      ]);
    });

    it('show what the last of several changed', async () => {
      const { id } = await post('/v1/payment_intents', `${HELD}&${MULTI}`);
      await post(`/v1/payment_intents/${id}/capture`, 'amount_to_capture=400&final_capture=false');
      await post(`/v1/payment_intents/${id}/capture`, '');
      assert.deepEqual(await latest(4), [
        ['charge.updated', { amount_captured: 400 }],
        ['payment_intent.amount_capturable_updated', { amount_capturable: 600, amount_received: 400 }],
        ['charge.captured', { captured: false }],
        ['payment_intent.succeeded', undefined],
      ]);
    });

    it('show that a plain one has captured', async () => {
      const { id } = await post('/v1/payment_intents', HELD);
      await post(`/v1/payment_intents/${id}/capture`, 'amount_to_capture=400');
      assert.deepEqual(await latest(2), [
        ['charge.captured', { amount_captured: 0, balance_transaction: null, captured: false }],
        ['payment_intent.succeeded', undefined],
      ]);
    });

    it('refuse what is no amount', async () => {
      const { id } = await post('/v1/payment_intents', HELD);
      const path = `/v1/payment_intents/${id}/capture`;
      const cases = [
        ['amount_to_capture=-1', 'amount_to_capture', undefined, /^Invalid non-negative integer$/],
        ['amount_to_capture=1.5', 'amount_to_capture', 'parameter_invalid_integer', /^Invalid integer: 1\.5$/],
        [
          'amount_to_capture=0',
          'amount',
          'parameter_invalid_integer',
          /^This value must be greater than or equal to 1\.$/,
        ],
        ['amount_to_capture=1001', 'amount_to_capture', 'amount_too_large', /^The payment could not be captured/],
        ['final_capture=false', 'final_capture', undefined, /once only/],
        ['final_capture=maybe', 'final_capture', undefined, /^Invalid boolean: maybe$/],
        ['amount=400', 'amount', 'parameter_unknown', /^Received unknown parameter: amount/],
      ] as const;
      for (const [form, param, code, message] of cases) {
        await isRefused(daybook, 'POST', path, form, { param, code, message });
      }
      const { amount_capturable, status } = await succeeds(daybook, 'GET', `/v1/payment_intents/${id}`);
      assert.deepEqual([amount_capturable, status], [1_000, 'requires_capture']);
    });
  });
}
