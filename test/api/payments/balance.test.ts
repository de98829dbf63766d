import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import Stripe from 'stripe';
import type { BalanceTransaction } from '../../../src/core/payments/balance/types.js';
import { LIVE_KEY, request, type TestDaybook } from '../../support/daybook.js';
import { putDocuments } from '../../support/documents.js';
import { engines } from '../../support/engines.js';
import { isRefused, LIVE, succeeds } from '../../support/scenario.js';

const PAST = 1_750_000_000;
const FUTURE = 4_000_000_000;

type Movement = Omit<BalanceTransaction, 'id'>;

function movement(change: Partial<Movement>): Movement {
  return {
    created: PAST,
    type: 'charge',
    amount: 1_000,
    currency: 'usd',
    available_on: PAST,
    source: 'ch_1',
    ...change,
  };
}

for (const engine of engines()) {
  describe(`the balance on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    const get = (path: string, form = '') => succeeds(daybook, 'GET', path, form);
    const put = (...movements: Movement[]) => putDocuments(daybook, 'balance_transaction', movements);
    const funds = (currency: string, amount: number) => ({ amount, currency, source_types: { card: amount } });
    before(async () => {
      daybook = await engine.start();
    });
    after(() => daybook.remove());

    it('of an account without money is nothing, in US dollars', async () => {
      assert.deepEqual(await get('/v1/balance'), {
        object: 'balance',
        available: [funds('usd', 0)],
        livemode: false,
        pending: [funds('usd', 0)],
      });
    });

    it('shows movements as they are', async () => {
      const [charge, refund, failure, dispute, reversal] = await put(
        movement({ fee: 59, available_on: FUTURE, description: 'Order 6735' }),
        movement({ created: PAST + 1, type: 'refund', amount: -400, source: 're_1' }),
        movement({ created: PAST + 2, type: 'refund_failure', amount: 400, source: 're_1' }),
        movement({
          created: PAST + 3,
          type: 'adjustment',
          amount: -1_000,
          fee: 1_500,
          currency: 'eur',
          source: 'du_1',
        }),
        movement({ created: PAST + 4, type: 'adjustment', amount: 1_000, currency: 'eur', source: 'du_1' }),
      );
      assert.deepEqual(await get(`/v1/balance_transactions/${charge}`), {
        id: charge,
        object: 'balance_transaction',
        amount: 1_000,
        available_on: FUTURE,
        balance_type: 'payments',
        created: PAST,
        currency: 'usd',
        description: 'Order 6735',
        exchange_rate: null,
        fee: 59,
        fee_details: [
          { amount: 59, application: null, currency: 'usd', description: 'Stripe processing fees', type: 'stripe_fee' },
        ],
        net: 941,
        reporting_category: 'charge',
        source: 'ch_1',
        status: 'pending',
        type: 'charge',
      });
      const { data } = await get('/v1/balance_transactions');
      const seen = data.map((each: Stripe.BalanceTransaction) => [
        each.id,
        each.reporting_category,
        each.net,
        each.status,
        each.fee_details[0]?.description,
      ]);
      assert.deepEqual(seen, [
        [reversal, 'dispute_reversal', 1_000, 'available', undefined],
        [dispute, 'dispute', -2_500, 'available', 'Dispute fee'],
        [failure, 'refund_failure', 400, 'available', undefined],
        [refund, 'refund', -400, 'available', undefined],
        [charge, 'charge', 941, 'pending', 'Stripe processing fees'],
      ]);
    });

    it('adds up what is available and what is pending, by currency', async () => {
      assert.deepEqual(await get('/v1/balance'), {
        object: 'balance',
        available: [funds('eur', -1_500), funds('usd', 0)],
        livemode: false,
        pending: [funds('eur', 0), funds('usd', 941)],
      });
    });

    it('lists by source, type, currency and time', async () => {
      const count = async (form: string) => (await get('/v1/balance_transactions', form)).data.length;
      assert.equal(await count('source=re_1'), 2);
      assert.equal(await count('source=re_2'), 0);
      assert.equal(await count('type=adjustment'), 2);
      assert.equal(await count('type=refund&source=re_1'), 1);
      assert.equal(await count('currency=EUR'), 2);
      assert.equal(await count(`created=${PAST + 2}`), 1);
      assert.equal(await count(`created[gt]=${PAST}&created[lt]=${PAST + 4}`), 3);
      assert.equal((await get('/v1/balance_transactions', 'limit=2')).has_more, true);
    });

    it('refuses what it does not know', async () => {
      const refused: [path: string, form: string, param: string | undefined, code: string | undefined][] = [
        ['balance_transactions', 'payoff=po_1', 'payoff', 'parameter_unknown'],
        ['balance_transactions', 'type=pay', 'type', undefined],
        ['balance_transactions', 'currency=xxx', 'currency', undefined],
        ['balance_transactions', 'starting_after=txn_none', 'starting_after', 'resource_missing'],
        ['balance_transactions', 'expand[]=data.sources', 'expand', undefined],
        ['balance', 'currency=usd', 'currency', 'parameter_unknown'],
        ['balance', 'expand[]=available', 'expand', undefined],
      ];
      for (const [path, form, param, code] of refused) {
        await isRefused(daybook, 'GET', `/v1/${path}`, form, { param, code });
      }
      await isRefused(daybook, 'GET', '/v1/balance_transactions/txn_none', '', {
        status: 404,
        param: 'id',
        code: 'resource_missing',
      });
    });

    it('is pending until its time, then available, without a change', async () => {
      // However slow the machine is, one of them is looked at before its time.
      for (const [ahead_seconds, currency] of [
        [2, 'chf'],
        [10, 'sek'],
        [60, 'nok'],
      ] as const) {
        const available_on = Math.floor(Date.now() / 1000) + ahead_seconds;
        const [id] = await put(movement({ available_on, amount: 70, currency }));
        const path = `/v1/balance_transactions/${id}`;
        const look = async () => {
          const { available, pending } = await get('/v1/balance');
          const of = (all: Stripe.Balance.Available[]) => all.find((one) => one.currency === currency)?.amount;
          const { data } = await get('/v1/balance_transactions', `currency=${currency}`);
          return [(await get(path)).status, data[0].status, of(available), of(pending)];
        };
        const before = await look();
        if (Date.now() >= available_on * 1000) continue;
        assert.deepEqual(before, ['pending', 'pending', 0, 70]);
        await delay(available_on * 1000 - Date.now() + 20);
        assert.deepEqual(await look(), ['available', 'available', 70, 0]);
        return;
      }
      assert.fail('it takes a minute to look at a balance');
    });

    it('is another in live mode', async () => {
      const { data } = await get('/v1/balance_transactions', 'limit=1');
      const { body } = await request(daybook, 'GET', '/v1/balance', '', LIVE);
      assert.deepEqual(body.available, [funds('usd', 0)]);
      assert.equal(body.livemode, true);
      const other = await request(daybook, 'GET', `/v1/balance_transactions/${data[0].id}`, '', LIVE);
      assert.equal(other.status, 404);
      assert.match(other.body.error.message, /test mode/);
    });

    it('can be read with the SDK', async () => {
      const { hostname, port } = new URL(daybook.address);
      const stripe = new Stripe(LIVE_KEY, { host: hostname, port, protocol: 'http', telemetry: false });
      await putDocuments(daybook, 'balance_transaction', [movement({ amount: 5 }), movement({ amount: 6 })], true);
      assert.equal((await stripe.balance.retrieve()).available[0]?.amount, 11);
      const amounts: number[] = [];
      for await (const each of stripe.balanceTransactions.list({ limit: 1 })) amounts.push(each.amount);
      assert.deepEqual(amounts, [6, 5]);
      const [first] = (await stripe.balanceTransactions.list({ limit: 1 })).data;
      assert.equal((await stripe.balanceTransactions.retrieve(first?.id ?? '')).status, 'available');
    });
  });

  describe(`a balance beyond what JSON can say on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    before(async () => {
      daybook = await engine.start();
    });
    after(() => daybook.remove());

    it('is refused, not rounded', async () => {
      const largest = Number.MAX_SAFE_INTEGER;
      await putDocuments(daybook, 'balance_transaction', [movement({ amount: largest }), movement({ amount: 1 })]);
      const { status, body } = await request(daybook, 'GET', '/v1/balance');
      assert.equal(status, 400);
      assert.match(body.error.message, /^The balance in usd is beyond what a JSON number can say exactly/);
      await putDocuments(daybook, 'balance_transaction', [movement({ amount: -1 })]);
      assert.equal((await succeeds(daybook, 'GET', '/v1/balance')).available[0].amount, largest);
    });
  });
}
