/** Lists that answers hold only where they are expanded: line items of intents, refunds of charges. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { storedKey } from '../../../src/app/new_key.js';
import { request, type TestDaybook } from '../../support/daybook.js';
import { putDocuments } from '../../support/documents.js';
import { engines } from '../../support/engines.js';
import { confirmed, HOLDS, INTENTS, MULTICAPTURE } from '../../support/intents.js';
import { withLedger } from '../../support/ledger.js';
import { idsOf, read, type Wire } from '../../support/reporting.js';
import { isRefused, succeeds } from '../../support/scenario.js';

const LINE_ITEMS = 'expand[0]=amount_details.line_items';

/** Items with these costs, numbered from `SKU1`. */
function items(...costs: readonly number[]): string {
  const fields = costs.map((cost, index) => {
    const item = `amount_details[line_items][${index}]`;
    return `${item}[product_name]=SKU${index + 1}&${item}[unit_cost]=${cost}&${item}[quantity]=1`;
  });
  return fields.join('&');
}

function namesOf(intent: Wire): string[] {
  return intent['amount_details'].line_items.data.map((item: Wire) => `${item['product_name']} ${item['unit_cost']}`);
}

for (const engine of engines()) {
  describe(`lists that are expanded on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    before(async () => {
      daybook = await engine.start();
    });
    after(() => daybook.remove());

    const post = (path: string, form: string, key?: string): Promise<Wire> =>
      succeeds(daybook, 'POST', path, form, key === undefined ? {} : { 'Idempotency-Key': key });
    const get = (path: string, form = ''): Promise<Wire> => succeeds(daybook, 'GET', path, form);

    /** Refunds of a charge, the oldest of them made `seconds` ago; answers with their ids, the newest first. */
    async function refund(of: Wire, amounts: readonly number[], seconds: number): Promise<string[]> {
      const now = Math.floor(Date.now() / 1000);
      const shared = {
        currency: 'usd',
        status: 'succeeded',
        charge: of['latest_charge'],
        payment_intent: of['id'],
      } as const;
      const made = amounts.map((amount, index) => ({ ...shared, amount, created: now - seconds + index }));
      return (await putDocuments(daybook, 'refund', made)).reverse();
    }

    it('shows line items where they are expanded, when an intent is made, captured, retrieved and listed', async () => {
      const form = `amount=1000&currency=usd&confirm=true&${MULTICAPTURE}&${items(700, 300)}`;
      assert.equal('line_items' in (await post(INTENTS, form))['amount_details'], false);
      const made = await post(INTENTS, `${form}&${LINE_ITEMS}`);
      const { id } = made;
      const { line_items } = made['amount_details'];
      assert.deepEqual<Wire>(line_items, await read(daybook, `${INTENTS}/${id}/amount_details_line_items`));
      assert.equal(line_items['object'], 'list');
      assert.deepEqual(namesOf(made), ['SKU1 700', 'SKU2 300']);
      const captured = await post(
        `${INTENTS}/${id}/capture`,
        `amount_to_capture=400&final_capture=false&${items(400)}&${LINE_ITEMS}`,
      );
      assert.deepEqual(namesOf(captured), ['SKU1 400']);
      const again = await post(
        `${INTENTS}/${id}/capture`,
        `amount_to_capture=600&final_capture=false&${items(600)}&${LINE_ITEMS}`,
      );
      assert.deepEqual(namesOf(again), ['SKU1 400', 'SKU1 600']);
      assert.deepEqual(await get(`${INTENTS}/${id}`, LINE_ITEMS), again);
      const plain = await get(`${INTENTS}/${id}`);
      const { line_items: _line_items, ...rest } = again['amount_details'];
      assert.deepEqual(plain, { ...again, amount_details: rest });
      const list = await get(INTENTS, 'limit=2&expand[]=data.amount_details.line_items');
      assert.deepEqual(list['data'].map(namesOf), [
        ['SKU1 400', 'SKU1 600'],
        ['SKU1 700', 'SKU2 300'],
      ]);
      assert.deepEqual(list['data'][0], again);
    });

    it('shows an empty list where there are no line items, and the first ten of many', async () => {
      const none = await post(INTENTS, `amount=1000&currency=usd&${LINE_ITEMS}`);
      const url = `${INTENTS}/${none['id']}/amount_details_line_items`;
      assert.deepEqual(none['amount_details'], {
        line_items: { object: 'list', data: [], has_more: false, url },
        tip: {},
      });
      const many = await post(INTENTS, `amount=1100&currency=usd&${items(...Array(11).fill(100))}&${LINE_ITEMS}`);
      assert.equal(many['amount_details'].line_items.data.length, 10);
      assert.equal(many['amount_details'].line_items.has_more, true);
    });

    it('shows the newest refunds of a charge below its intent', async () => {
      const paid = await confirmed(daybook, 'payment_method=pm_card_visa');
      const url = `/v1/charges/${paid['latest_charge']}/refunds`;
      const refundsOf = async (): Promise<Wire> =>
        (await get(`${INTENTS}/${paid['id']}`, 'expand[]=latest_charge.refunds'))['latest_charge'].refunds;
      assert.deepEqual(await refundsOf(), { object: 'list', data: [], has_more: false, url });
      const [newer, older] = await refund(paid, [10, 20], 100);
      const { data, ...rest } = await refundsOf();
      assert.deepEqual(rest, { object: 'list', has_more: false, url });
      assert.deepEqual(
        data.map((each: Wire) => [each['object'], each['id'], each['amount'], each['charge']]),
        [
          ['refund', newer, 20, paid['latest_charge']],
          ['refund', older, 10, paid['latest_charge']],
        ],
      );
      const many = await refund(paid, Array(9).fill(1), 50);
      const page = await refundsOf();
      assert.deepEqual([idsOf(page), page['has_more']], [[...many, newer], true]);
      const plain = await get(`${INTENTS}/${paid['id']}`, 'expand[]=latest_charge');
      assert.equal('refunds' in plain['latest_charge'], false);
    });

    it('expands the objects of such a list', async () => {
      const paid = await confirmed(daybook, 'payment_method=pm_card_visa');
      await refund(paid, [10], 10);
      const { latest_charge } = await get(`${INTENTS}/${paid['id']}`, 'expand[]=latest_charge.refunds.data.charge');
      const { refunds, ...charge } = latest_charge;
      assert.deepEqual(refunds.data[0].charge, charge);
    });

    it('repeats an answer with the lists that it had', async () => {
      const held = await confirmed(daybook, `${MULTICAPTURE}&${items(700, 300)}`);
      const first_refunds = await refund(held, [10, 20], 200);
      const form = `amount_to_capture=400&final_capture=false&${items(400)}&${LINE_ITEMS}&expand[1]=latest_charge.refunds`;
      const path = `${INTENTS}/${held['id']}/capture`;
      const first = await post(path, form, `lists ${held['id']}`);
      assert.deepEqual(namesOf(first), ['SKU1 400']);
      assert.deepEqual(idsOf(first['latest_charge'].refunds), first_refunds);
      await post(path, `amount_to_capture=600&${items(600)}`);
      await refund(held, Array(25).fill(1), 50);
      assert.deepEqual(await post(path, form, `lists ${held['id']}`), first);
    });

    it('refuses what is in no list, and lists to a publishable key, before anything is done', async () => {
      for (const path of ['line_items', 'amount_details.line_items.data.foo', 'latest_charge.refunds.x']) {
        await isRefused(daybook, 'POST', INTENTS, `amount=1000&currency=usd&expand[]=${path}`, {
          param: 'expand',
          message: new RegExp(`^This property cannot be expanded \\(${path.replaceAll('.', '\\.')}\\)\\.$`),
        });
      }
      await isRefused(daybook, 'GET', INTENTS, 'expand[]=amount_details.line_items', { param: 'expand' });
      const { client_secret, id } = await confirmed(daybook, HOLDS);
      const key = await publishableKey(daybook);
      const answer = await request(
        daybook,
        'GET',
        `${INTENTS}/${id}`,
        `client_secret=${client_secret}&expand[]=amount_details.line_items`,
        { Authorization: `Bearer ${key}` },
      );
      assert.deepEqual([answer.status, answer.body.error.param], [400, 'expand']);
    });
  });
}

function publishableKey(daybook: TestDaybook): Promise<string> {
  const key = 'pk_test_aPublishableKeyForLists';
  return withLedger(daybook, async ({ run }) => {
    await run('api_key.create', { type: 'publishable', ...storedKey(key), name: undefined, permissions: undefined });
    return key;
  });
}
