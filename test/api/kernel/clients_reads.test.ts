/** What clients ask for before and beside payments: the account, everything that can be expanded, filters that find nothing. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import Stripe from 'stripe';
import { LIVE_KEY, request, type TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { confirmed } from '../../support/intents.js';
import { restricted } from '../../support/keys.js';
import { answering, eventually, ok, startReceiver } from '../../support/receiver.js';
import { assertRefused, get, idsOf, post, read, type Wire } from '../../support/reporting.js';

for (const engine of engines()) {
  describe(`what clients read, on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    let customer: Wire;
    let paid: Wire;
    let refund: Wire;
    let dispute: Wire;
    before(async () => {
      daybook = await engine.start({ webhook_retry_seconds: [] });
      customer = (await post(daybook, '/v1/customers', { name: 'Ada' })).body;
      paid = await confirmed(daybook, `payment_method=pm_card_visa&customer=${customer['id']}`);
      refund = (await post(daybook, '/v1/refunds', { payment_intent: paid['id'], amount: 100 })).body;
      await post(daybook, '/v1/setup_intents', {});
      const disputed = await confirmed(daybook, 'payment_method=pm_card_createDispute');
      [dispute] = (await read(daybook, '/v1/disputes', { payment_intent: disputed['id'] }))['data'];
    });
    after(() => daybook?.remove());

    it('begins with the account, which is the same in both modes', async () => {
      const own = await read(daybook, '/v1/account');
      assert.match(own['id'], /^acct_/);
      assert.deepEqual(
        [own['object'], own['type'], own['country'], own['default_currency']],
        ['account', 'standard', 'US', 'usd'],
      );
      assert.deepEqual([own['charges_enabled'], own['payouts_enabled']], [true, false]);
      assert.deepEqual(await read(daybook, `/v1/accounts/${own['id']}`), own);
      const live = await read(daybook, '/v1/account', {}, LIVE_KEY);
      assert.deepEqual([live['id'], live['charges_enabled']], [own['id'], false]);
      const none = await read(daybook, '/v1/accounts', { limit: 3 });
      assert.deepEqual(none, { object: 'list', data: [], has_more: false, url: '/v1/accounts' });
      assert.match(assertRefused(await get(daybook, '/v1/accounts/acct_other'), 403, undefined), /'acct_other'/);
      const { hostname, port } = new URL(daybook.address);
      const stripe = new Stripe(daybook.settings.test_secret_key as string, { host: hostname, port, protocol: 'http' });
      assert.equal((await stripe.accounts.retrieveCurrent()).id, own['id']);
      const headers = await restricted(daybook, { charges: 'read' });
      assert.equal((await request(daybook, 'GET', '/v1/account', '', headers)).status, 403);
    });

    it('expands to null or to an empty list what nothing can be in', async () => {
      const paths = ['default_source', 'sources', 'subscriptions', 'tax_ids', 'cash_balance'];
      const fields = Object.fromEntries(paths.map((path, index) => [`expand[${index}]`, path]));
      const shown = await read(daybook, `/v1/customers/${customer['id']}`, fields);
      const empty = (name: string) => ({
        object: 'list',
        data: [],
        has_more: false,
        url: `/v1/customers/${customer['id']}/${name}`,
      });
      assert.deepEqual([shown['default_source'], shown['cash_balance']], [null, null]);
      for (const name of ['sources', 'subscriptions', 'tax_ids']) assert.deepEqual(shown[name], empty(name));
      const { sources, subscriptions, tax_ids, cash_balance, ...rest } = shown;
      assert.deepEqual(rest, await read(daybook, `/v1/customers/${customer['id']}`));
      const gone = (await post(daybook, '/v1/customers', {})).body;
      await request(daybook, 'DELETE', `/v1/customers/${gone.id}`);
      assert.deepEqual(await read(daybook, `/v1/customers/${gone.id}`, fields), {
        id: gone.id,
        object: 'customer',
        deleted: true,
      });
    });

    it('puts the charge, the refund or the dispute in place of the source of a movement, and goes on from there', async () => {
      const movements = await read(daybook, '/v1/balance_transactions', { 'expand[]': 'data.source' });
      const sources = movements['data'].map(({ source }: Wire) => [source['object'], source['id']]);
      for (const [object, id] of [
        ['charge', paid['latest_charge']],
        ['refund', refund['id']],
        ['dispute', dispute['id']],
      ]) {
        assert.ok(
          sources.some(([a, b]: string[]) => a === object && b === id),
          `${object} ${id}`,
        );
      }
      const deeper = await read(daybook, '/v1/balance_transactions', { 'expand[]': 'data.source.payment_intent' });
      for (const { source } of deeper['data']) assert.equal(source.payment_intent.object, 'payment_intent');
      const of_charges = await read(daybook, '/v1/balance_transactions', { 'expand[]': 'data.source.refunds' });
      for (const { source } of of_charges['data'])
        assert.equal(source.refunds !== undefined, source.object === 'charge');
      const headers = await restricted(daybook, { balance: 'read', charges: 'read', disputes: 'read' });
      const hidden = await request(daybook, 'GET', '/v1/balance_transactions', 'expand[]=data.source', headers);
      assert.deepEqual([hidden.status, hidden.body.error.message.includes("'refunds:read'")], [403, true]);
    });

    it('refuses what nobody knows, and says how lists are expanded', async () => {
      const charge = `/v1/charges/${paid['latest_charge']}`;
      for (const path of [
        'nothing',
        'customer.nothing',
        'outcome.nothing',
        'constructor',
        'source.customer.name',
        '',
      ]) {
        assert.equal((await get(daybook, charge, { 'expand[]': path })).status, 400, path);
      }
      const hint = assertRefused(
        await get(daybook, '/v1/charges', { 'expand[]': 'customer' }),
        400,
        undefined,
        'expand',
      );
      const words =
        "This property cannot be expanded (customer). You may want to try expanding 'data.customer' instead.";
      assert.equal(hint, words);
      assert.equal((await get(daybook, '/v1/charges', { 'expand[]': 'data' })).status, 200);
    });

    it('counts what a search finds, where that is asked for', async () => {
      const query = { query: 'amount>0', limit: 1 };
      const plain = await read(daybook, '/v1/charges/search', query);
      assert.ok(!('total_count' in plain));
      const counted = await read(daybook, '/v1/charges/search', { ...query, 'expand[]': 'total_count' });
      const all = await read(daybook, '/v1/charges', { limit: 100 });
      assert.deepEqual([counted['total_count'], counted['data'].length], [all['data'].length, 1]);
      const either = await read(daybook, '/v1/charges/search', {
        query: 'amount:1000 OR amount:7',
        'expand[0]': 'total_count',
        'expand[1]': 'data.customer',
      });
      assert.equal(either['total_count'], all['data'].filter(({ amount }: Wire) => amount === 1000).length);
      const none = await read(daybook, '/v1/customers/search', { query: "name:'nobody'", 'expand[]': 'total_count' });
      assert.deepEqual([none['total_count'], none['data']], [0, []]);
      assert.equal((await get(daybook, '/v1/charges', { 'expand[]': 'total_count' })).status, 400);
    });

    it('finds nothing by filters that nothing here can meet', async () => {
      for (const [path, fields] of [
        ['/v1/payment_methods', { type: 'sepa_debit' }],
        ['/v1/payment_methods', { type: 'card', customer_account: 'acct_1' }],
        [`/v1/customers/${customer['id']}/payment_methods`, { type: 'us_bank_account' }],
        ['/v1/balance_transactions', { type: 'payout' }],
        ['/v1/balance_transactions', { payout: 'po_1' }],
        ['/v1/charges', { transfer_group: 'group' }],
        ['/v1/payment_intents', { customer_account: 'acct_1' }],
        ['/v1/setup_intents', { attach_to_self: 'true' }],
        ['/v1/setup_intents', { customer_account: 'acct_1' }],
      ] as const) {
        assert.deepEqual(idsOf(await read(daybook, path, fields)), [], `${path} ${JSON.stringify(fields)}`);
      }
      assert.ok(idsOf(await read(daybook, '/v1/setup_intents', { attach_to_self: 'false' })).length > 0);
      assertRefused(await get(daybook, '/v1/payment_methods', { type: 'invented' }), 400, undefined, 'type');
      assertRefused(await get(daybook, '/v1/balance_transactions', { type: 'invented' }), 400, undefined, 'type');
    });

    it('tells which events have been delivered', async () => {
      const receiver = await startReceiver(ok);
      const fields = { 'enabled_events[]': 'customer.created', url: receiver.url };
      const { body: endpoint } = await post(daybook, '/v1/webhook_endpoints', fields);
      try {
        const made: string[] = [];
        for (const name of ['a', 'b', 'c', 'd']) made.push((await post(daybook, '/v1/customers', { name })).body.id);
        await receiver.count(4);
        receiver.behaviour = answering(500);
        const lost = (await post(daybook, '/v1/customers', { name: 'lost' })).body;
        await receiver.count(5);
        const about = async (fields: Record<string, string | number>) => {
          const list = await read(daybook, '/v1/events', { type: 'customer.created', ...fields });
          return list['data'].map((event: Wire) => event['data'].object.id);
        };
        await eventually(async () => assert.deepEqual(await about({ delivery_success: 'false' }), [lost.id]));
        assert.deepEqual((await about({ delivery_success: 'true' })).slice(0, 4), made.toReversed());
        assert.deepEqual(await about({ delivery_success: 'true', limit: 2 }), made.toReversed().slice(0, 2));
        const [newest] = (await read(daybook, '/v1/events', { type: 'customer.created', limit: 1 }))['data'];
        const after_it = { delivery_success: 'true', limit: 3, starting_after: newest.id };
        assert.deepEqual(await about(after_it), made.toReversed().slice(0, 3));
        const [oldest] = (await read(daybook, '/v1/events', { type: 'customer.created', limit: 5 }))['data'].slice(-1);
        const before_it = { delivery_success: 'true', limit: 2, ending_before: oldest.id };
        assert.deepEqual(await about(before_it), made.toReversed().slice(1, 3));
      } finally {
        await request(daybook, 'DELETE', `/v1/webhook_endpoints/${endpoint.id}`);
        await receiver.close();
      }
    });
  });
}
