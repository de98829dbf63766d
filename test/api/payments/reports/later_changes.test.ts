/** What changes the sums of a day that is over, and that the balance has it on its own day: as the page of compatibility says. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Answer, TestDaybook } from '../../../support/daybook.js';
import { engines } from '../../../support/engines.js';
import { MULTICAPTURE } from '../../../support/intents.js';
import { eventually } from '../../../support/receiver.js';
import { reportPayment } from '../../../support/reporting.js';
import { succeeds } from '../../../support/scenario.js';

type Json = Answer['body'];

const CLOCKS = '/v1/test_helpers/test_clocks';
const DAY = 86_400;
/** A midnight in the future, so that nothing else happens on its days. */
const BEGIN = 21_900 * DAY;

for (const engine of engines()) {
  describe(`sums of days that are over, on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    let clock: string;
    let payer: string;
    before(async () => {
      daybook = await engine.start();
      clock = (await post(CLOCKS, `frozen_time=${BEGIN}`))['id'];
      payer = `customer=${(await post('/v1/customers', `test_clock=${clock}`))['id']}`;
    });
    after(() => daybook?.remove());

    const get = (path: string, form = ''): Promise<Json> => succeeds(daybook, 'GET', path, form);
    const post = (path: string, form = ''): Promise<Json> => succeeds(daybook, 'POST', path, form);
    const pay = (form: string): Promise<Json> =>
      post('/v1/payment_intents', `amount=1000&currency=usd&confirm=true&${payer}&${form}`);

    async function advance(to: number): Promise<void> {
      await post(`${CLOCKS}/${clock}/advance`, `frozen_time=${to}`);
      await eventually(async () => assert.equal((await get(`${CLOCKS}/${clock}`)).status, 'ready'));
    }

    /** What the overview says of the day, and what moved on the balance on it. */
    async function day(begin: number): Promise<Json> {
      const { totals } = await get('/v1/daybook/overview', `from=${begin}&to=${begin + DAY}&currency=usd`);
      const range = `created[gte]=${begin}&created[lt]=${begin + DAY}`;
      const { data } = await get('/v1/balance_transactions', range);
      const { succeeded, failed, amount_guaranteed, amount_refunded } = totals;
      return { succeeded, failed, amount_guaranteed, amount_refunded, moved: data.map((each: Json) => each.amount) };
    }

    test('a payment of several captures counts at the first one with everything captured', async () => {
      const { id } = await pay(MULTICAPTURE);
      await post(`/v1/payment_intents/${id}/capture`, 'amount_to_capture=600&final_capture=false');
      const nothing = { succeeded: 0, failed: 0, amount_guaranteed: 0, amount_refunded: 0, moved: [] };
      const first = { succeeded: 1, failed: 0, amount_guaranteed: 600, amount_refunded: 0, moved: [600] };
      assert.deepEqual(await day(BEGIN), first);
      await advance(BEGIN + DAY);
      await post(`/v1/payment_intents/${id}/capture`, 'amount_to_capture=400');
      assert.deepEqual(await day(BEGIN), { ...first, amount_guaranteed: 1000 });
      assert.deepEqual(await day(BEGIN + DAY), { ...nothing, moved: [400] });
    });

    test('a refund that fails later is taken out of the day on which it was made', async () => {
      // The last second of a day.
      await advance(BEGIN + 3 * DAY - 1);
      const { id } = await pay('payment_method=pm_card_visa&metadata[sandbox_refund]=failed');
      const refund = await post('/v1/refunds', `payment_intent=${id}`);
      const made = { succeeded: 1, failed: 0, amount_guaranteed: 1000, amount_refunded: 1000, moved: [-1000, 1000] };
      assert.deepEqual(await day(BEGIN + 2 * DAY), made);
      await advance(BEGIN + 4 * DAY);
      assert.equal((await get(`/v1/refunds/${refund['id']}`)).status, 'failed');
      assert.deepEqual(await day(BEGIN + 2 * DAY), { ...made, amount_refunded: 0 });
      assert.deepEqual((await day(BEGIN + 3 * DAY)).moved, [1000]);
    });

    test('a failure that is followed by another attempt counts no longer', async () => {
      const failed_at = 1_700_000_000;
      const begin = Math.floor(failed_at / DAY) * DAY;
      const { id } = await reportPayment(daybook, { initiated_at: failed_at });
      await post(`/v1/payment_records/${id}/report_payment_attempt_failed`, `failed_at=${failed_at}`);
      assert.deepEqual((await day(begin)).failed, 1);
      const method = 'payment_method_details[payment_method]=pm_card_visa';
      const retry = `initiated_at=${failed_at + 5 * DAY}&${method}`;
      await post(`/v1/payment_records/${id}/report_payment_attempt`, retry);
      assert.deepEqual((await day(begin)).failed, 0);
      const { totals } = await get('/v1/daybook/overview', `from=${begin}&to=${begin + DAY}&currency=usd`);
      assert.equal(totals.payments, 1, 'it was begun then all the same');
    });
  });
}
