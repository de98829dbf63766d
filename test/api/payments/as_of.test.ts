/** Payments through a processor at an earlier second: with their attempts, items, refunds and disputes as they were then. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { act, confirmed, DECLINES, HOLDS, INTENTS, intent } from '../../support/intents.js';
import { assertRefused, get, idsOf, nextSecond, read, type Wire } from '../../support/reporting.js';
import { NEWEST, succeeds } from '../../support/scenario.js';

const ITEM = 'amount_details[line_items][0]';

for (const engine of engines()) {
  describe(`an earlier second on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    let paid: Wire;
    let disputed: Wire;
    /** The seconds in which it was declined and held, then paid, then refunded and captured. */
    const seconds: number[] = [];
    const nextStep = async () => {
      seconds.push(Math.floor(Date.now() / 1000));
      await nextSecond();
    };
    const second = (index: number) => seconds[index] ?? assert.fail();

    before(async () => {
      daybook = await engine.start();
      await nextSecond();
      paid = await act(daybook, (await intent(daybook))['id'], 'confirm', DECLINES);
      const items = `${ITEM}[product_name]=Pen&${ITEM}[quantity]=1&${ITEM}[unit_cost]=1000`;
      disputed = await confirmed(daybook, `${HOLDS.replace('pm_card_visa', 'pm_card_createDispute')}&${items}`);
      await nextStep();
      paid = await act(daybook, paid['id'], 'confirm', 'payment_method=pm_card_visa');
      await succeeds(daybook, 'POST', '/v1/refunds', `payment_intent=${paid['id']}&amount=300&metadata[why]=a`);
      await nextStep();
      const [refund] = (await read(daybook, '/v1/refunds', { payment_intent: paid['id'] }))['data'];
      await succeeds(daybook, 'POST', `/v1/refunds/${refund.id}`, 'metadata[why]=b');
      await succeeds(daybook, 'POST', '/v1/refunds', `payment_intent=${paid['id']}&amount=200`);
      const captured = `amount_to_capture=600&${ITEM}[product_name]=Ink&${ITEM}[quantity]=2&${ITEM}[unit_cost]=300`;
      await act(daybook, disputed['id'], 'capture', captured);
      await nextStep();
    });
    after(() => daybook?.remove());

    it('has the attempts of then, in their state then', async () => {
      const of = async (index?: number) => {
        const then = index === undefined ? {} : { as_of: second(index) };
        const fields = { payment_record: paid['payment_record'], ...then };
        const { data } = await read(daybook, '/v1/payment_attempt_records', fields);
        return data.map((attempt: Wire) => [attempt['amount_guaranteed'].value, attempt['amount_refunded'].value]);
      };
      const [first, later, last] = [await of(0), await of(1), await of(2)];
      assert.deepEqual(first, [[0, 0]]);
      assert.deepEqual(later.at(0), [1_000, 300]);
      assert.equal(later.length, 2);
      assert.deepEqual(last.at(0), [1_000, 500]);
      assert.deepEqual(last, await of());
    });

    it('has the refunds of then, also where a page holds only later ones', async () => {
      const of = (index: number, more = {}) =>
        read(daybook, '/v1/refunds', { payment_intent: paid['id'], as_of: second(index), ...more });
      assert.deepEqual((await of(0))['data'], []);
      const { data, has_more } = await of(1, { limit: 1 });
      assert.deepEqual([data.map(({ amount }: Wire) => amount), has_more], [[300], false]);
      assert.equal(data[0].metadata.why, 'a');
      const now = await read(daybook, '/v1/refunds', { payment_intent: paid['id'] });
      assert.deepEqual((await of(2))['data'], now['data']);
      assert.deepEqual(idsOf(await of(2, { ending_before: data[0].id })), [now['data'][0].id]);
      assert.deepEqual(await of(1, { ending_before: data[0].id }), { ...now, data: [], has_more: false });
    });

    it('has the intent, its items, its charge and its disputes of then', async () => {
      const path = `${INTENTS}/${disputed['id']}`;
      const items = `${path}/amount_details_line_items`;
      const [held, captured] = [second(1), second(2)];
      const then = await succeeds(daybook, 'GET', path, `as_of=${held}&expand[]=latest_charge`, NEWEST);
      assert.deepEqual([then.status, then.amount_received], ['requires_capture', 0]);
      assert.deepEqual([then.latest_charge.captured, then.latest_charge.disputed], [false, false]);
      const charge = `/v1/charges/${disputed['latest_charge']}`;
      assert.deepEqual((await read(daybook, charge, { as_of: held }))['amount_captured'], 0);
      assert.deepEqual((await read(daybook, charge, { as_of: captured }))['amount_captured'], 600);
      const names = async (at: number) =>
        (await read(daybook, items, { as_of: at }))['data'].map((item: Wire) => item['product_name']);
      assert.deepEqual([await names(held), await names(captured)], [['Pen'], ['Ink']]);
      const ordered = async (more: object) =>
        (await read(daybook, items, { ordered: 'true', ...more }))['data'].map((item: Wire) => item['product_name']);
      assert.deepEqual([await ordered({}), await ordered({ as_of: captured })], [['Pen'], ['Pen']]);
      const at_once = await confirmed(
        daybook,
        'payment_method=pm_card_visa&amount_details[line_items][0][product_name]=Cup&amount_details[line_items][0][quantity]=1&amount_details[line_items][0][unit_cost]=1000',
      );
      const cups = await read(daybook, `${INTENTS}/${at_once['id']}/amount_details_line_items`, { ordered: 'true' });
      assert.deepEqual(
        cups['data'].map((item: Wire) => item['product_name']),
        ['Cup'],
        'what was captured at once is what was ordered',
      );
      const disputes = async (at: number) =>
        (await read(daybook, '/v1/disputes', { payment_intent: disputed['id'], as_of: at }))['data'].length;
      assert.deepEqual([await disputes(held), await disputes(captured)], [0, 1]);
    });

    it('is refused before it, and together with what changes', async () => {
      const early = await get(daybook, `${INTENTS}/${paid['id']}`, { as_of: second(0) - 60 });
      assert.match(assertRefused(early, 400, undefined, 'as_of'), /did not know/);
      const none = await get(daybook, `${INTENTS}/pi_none`, { as_of: second(0) });
      assertRefused(none, 404, 'resource_missing', 'intent');
      for (const changing of [{ status: 'won' }, { 'evidence_due_by[lt]': 1 }]) {
        const both = await get(daybook, '/v1/disputes', { as_of: second(0), ...changing });
        assertRefused(both, 400, 'parameters_exclusive');
      }
    });
  });
}
