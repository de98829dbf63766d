/** What requests of older API versions are answered with, against Stripe's own notes on each version. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { request, type TestDaybook } from '../../../support/daybook.js';
import { engines } from '../../../support/engines.js';
import { HOLDS, INTENTS } from '../../../support/intents.js';
import { idsOf, type Wire } from '../../../support/reporting.js';
import { isRefused, succeeds } from '../../../support/scenario.js';

/** The first and the last version of every stretch that is answered alike, as far as payments go. */
const OLDEST = '2020-08-27';
const LAST_WITH_LISTS = '2022-11-14';
const FIRST_WITHOUT_LISTS = '2022-11-15';
const LAST_AUTOMATIC = '2024-04-09';
const FIRST_ASYNC = '2024-04-10';
const LAST_WITH_REFUNDED_HOLDS = '2025-03-30.acacia';
const FIRST_WITHOUT_REFUNDED_HOLDS = '2025-03-31.basil';
const FIRST_WITH_RECORD = '2026-09-30.endive';
const NEWEST_OF_ALL = '2026-10-28.endive';

const PAYS = 'amount=1000&currency=usd&confirm=true&payment_method=pm_card_visa';

for (const engine of engines()) {
  describe(`API versions on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    before(async () => {
      daybook = await engine.start();
    });
    after(() => daybook.remove());

    const get = (version: string, path: string, form = ''): Promise<Wire> =>
      succeeds(daybook, 'GET', path, form, { 'Stripe-Version': version });
    const post = (version: string, path: string, form = '', more: Record<string, string> = {}): Promise<Wire> =>
      succeeds(daybook, 'POST', path, form, { 'Stripe-Version': version, ...more });
    const pay = (version: string, more = ''): Promise<Wire> => post(version, INTENTS, `${PAYS}${more}`);
    const hold = (version: string): Promise<Wire> =>
      post(version, INTENTS, `amount=1000&currency=usd&confirm=true&${HOLDS}`);

    describe('before 2022-11-15', () => {
      for (const version of [OLDEST, LAST_WITH_LISTS, '2022-08-01; a_beta=v1']) {
        it(`intents hold their charges, and charges their refunds: ${version}`, async () => {
          const made = await post(version, INTENTS, 'amount=1000&currency=usd');
          const url = `/v1/charges?payment_intent=${made['id']}`;
          assert.deepEqual(made['charges'], { object: 'list', data: [], has_more: false, url, total_count: 0 });

          const declined = await request(
            daybook,
            'POST',
            `${INTENTS}/${made['id']}/confirm`,
            'payment_method=pm_card_visa_chargeDeclined',
            { 'Stripe-Version': version },
          );
          assert.equal(declined.status, 402);
          assert.deepEqual(idsOf(declined.body.error.payment_intent.charges), [declined.body.error.charge]);

          const paid = await post(version, `${INTENTS}/${made['id']}/confirm`, 'payment_method=pm_card_visa');
          assert.deepEqual(idsOf(paid['charges']), [paid['latest_charge'], declined.body.error.charge]);
          assert.equal(paid['charges'].total_count, 2);
          const { id } = paid['charges'].data[0];
          const no_refunds = {
            object: 'list',
            data: [],
            has_more: false,
            url: `/v1/charges/${id}/refunds`,
            total_count: 0,
          };
          assert.deepEqual(paid['charges'].data[0].refunds, no_refunds);
          assert.deepEqual(await get(version, `${INTENTS}/${made['id']}`), paid);

          // The intent does not change: what is kept of its text must not be shown again.
          const refund = await post(version, '/v1/refunds', `charge=${id}&amount=300`);
          const charge = await get(version, `/v1/charges/${id}`);
          assert.deepEqual(charge['refunds'].data, [refund]);
          assert.deepEqual([charge['refunds'].total_count, charge['amount_refunded']], [1, 300]);
          const after_refund = await get(version, `${INTENTS}/${made['id']}`);
          assert.deepEqual(after_refund['charges'].data[0], charge);
        });
      }

      it('lists, searches and expanded objects hold them too', async () => {
        const paid = await pay(OLDEST);
        const charge = await get(OLDEST, `/v1/charges/${paid['latest_charge']}`);
        const listed = await get(OLDEST, INTENTS, 'limit=1');
        assert.deepEqual(listed['data'], [await get(OLDEST, `${INTENTS}/${paid['id']}`)]);
        const [intent] = listed['data'] as Wire[];
        assert.deepEqual(intent?.['charges'].data, [charge]);
        assert.deepEqual((await get(OLDEST, '/v1/charges', 'limit=1'))['data'], [charge]);
        const found = await get(OLDEST, '/v1/charges/search', 'query=amount:1000&limit=1');
        assert.deepEqual(found['data'], [charge]);
        const expanded = await get(
          OLDEST,
          `${INTENTS}/${paid['id']}`,
          'expand[]=latest_charge&expand[]=charges.data.balance_transaction',
        );
        assert.deepEqual(expanded['latest_charge'], charge);
        assert.equal(expanded['charges'].data[0].balance_transaction.id, charge['balance_transaction']);
        assert.deepEqual(expanded['charges'].data[0].refunds, charge['refunds']);
      });

      it('the page holds ten, and says how many there are', async () => {
        const paid = await pay(OLDEST);
        for (let count = 0; count < 12; count += 1) {
          await post(OLDEST, '/v1/refunds', `payment_intent=${paid['id']}&amount=1`);
        }
        const { refunds } = await get(OLDEST, `/v1/charges/${paid['latest_charge']}`);
        assert.deepEqual([refunds.data.length, refunds.has_more, refunds.total_count], [10, true, 12]);
        const rest = await get(OLDEST, refunds.url, `starting_after=${refunds.data[9].id}`);
        assert.deepEqual([rest['data'].length, rest['has_more']], [2, false]);
      });

      it('an answer that is repeated holds what it held', async () => {
        const key = { 'Idempotency-Key': `repeated-${engine.name}` };
        const first = await post(OLDEST, INTENTS, PAYS, key);
        await post(OLDEST, '/v1/refunds', `payment_intent=${first['id']}`);
        assert.deepEqual(await post(OLDEST, INTENTS, PAYS, key), first);
        assert.deepEqual(await post(NEWEST_OF_ALL, INTENTS, PAYS, key), first, 'in the version of the first request');
      });

      it('nothing of it is shown from then on', async () => {
        const paid = await pay(FIRST_WITHOUT_LISTS);
        assert.ok(!('charges' in paid));
        assert.ok(!('refunds' in (await get(FIRST_WITHOUT_LISTS, `/v1/charges/${paid['latest_charge']}`))));
        await isRefused(daybook, 'GET', `${INTENTS}/${paid['id']}`, 'expand[]=charges', {
          headers: { 'Stripe-Version': FIRST_WITHOUT_LISTS },
          param: 'expand',
          message: /cannot be expanded \(charges\)/,
        });
      });

      it('a key that may not read charges is shown none', async () => {
        const form = 'type=restricted&permissions[payment_intents]=read';
        const { key } = await post(OLDEST, '/v1/daybook/api_keys', form);
        const paid = await pay(OLDEST);
        const seen = await succeeds(daybook, 'GET', `${INTENTS}/${paid['id']}`, '', {
          'Stripe-Version': OLDEST,
          Authorization: `Bearer ${key}`,
        });
        assert.ok(!('charges' in seen));
      });
    });

    it('payments are captured at once before 2024-04-10, and meanwhile since', async () => {
      for (const [version, method] of [
        [OLDEST, 'automatic'],
        [LAST_AUTOMATIC, 'automatic'],
        [FIRST_ASYNC, 'automatic_async'],
        [NEWEST_OF_ALL, 'automatic_async'],
      ] as const) {
        assert.equal((await pay(version))['capture_method'], method, version);
        assert.equal((await pay(version, '&capture_method=manual'))['capture_method'], 'manual', version);
      }
    });

    it('setup intents are of cards before 2023-08-16, and find out types since, unless it is said', async () => {
      const automatic = async (version: string, form = '') =>
        (await post(version, '/v1/setup_intents', form))['automatic_payment_methods'];
      const always = { allow_redirects: 'always', enabled: true };
      assert.equal(await automatic('2023-08-15'), null);
      assert.deepEqual(await automatic('2023-08-16'), always);
      assert.deepEqual(await automatic(OLDEST, 'automatic_payment_methods[enabled]=true'), always);
      assert.equal(await automatic('2023-08-16', 'payment_method_types[]=card'), null);
    });

    it('invoice is there, and null, before 2025-03-31.basil', async () => {
      const { id, latest_charge } = await pay(OLDEST);
      for (const path of [`${INTENTS}/${id}`, `/v1/charges/${latest_charge}`]) {
        assert.equal((await get(LAST_WITH_REFUNDED_HOLDS, path))['invoice'], null);
        assert.ok(!('invoice' in (await get(FIRST_WITHOUT_REFUNDED_HOLDS, path))));
      }
    });

    it('an intent names its record since 2026-09-30.endive, and its types cannot be written', async () => {
      const paid = await pay(FIRST_WITH_RECORD, '&expand[]=payment_record');
      assert.equal(paid['payment_record'].object, 'payment_record');
      const older = await get('2026-08-26.dahlia', `${INTENTS}/${paid['id']}`);
      assert.ok(!('payment_record' in older));
      assert.deepEqual(await succeeds(daybook, 'GET', `${INTENTS}/${paid['id']}`), older, 'the default is older');
      await isRefused(daybook, 'GET', `${INTENTS}/${paid['id']}`, 'expand[]=payment_record', {
        param: 'expand',
        message: /cannot be expanded \(payment_record\)/,
      });
      for (const path of [INTENTS, '/v1/setup_intents']) {
        const form = `${path === INTENTS ? 'amount=1000&currency=usd&' : ''}payment_method_types[]=card`;
        await isRefused(daybook, 'POST', path, form, {
          headers: { 'Stripe-Version': FIRST_WITH_RECORD },
          code: 'payment_method_types_no_longer_supported',
          param: 'payment_method_types',
        });
        await post('2026-08-26.dahlia', path, form);
      }
    });

    it('members are missing before the version that brought them', async () => {
      const { id } = await pay(OLDEST);
      const refund = await post('2026-07-29.dahlia', '/v1/refunds', `payment_intent=${id}`);
      const older = await get('2026-03-25.dahlia', `/v1/refunds/${refund['id']}`);
      const { customer: _customer, customer_account: _account, payment_method: _method, ...rest } = refund;
      assert.deepEqual(older, rest);
      assert.ok('allowed_payment_method_types' in (await get('2026-07-29.dahlia', `${INTENTS}/${id}`)));
      assert.ok(!('allowed_payment_method_types' in (await get('2026-07-28.dahlia', `${INTENTS}/${id}`))));
    });

    describe('a hold that is canceled', () => {
      it('is refunded before 2025-03-31.basil', async () => {
        for (const version of [OLDEST, LAST_WITH_REFUNDED_HOLDS]) {
          const held = await hold(version);
          const path = `/v1/charges/${held['latest_charge']}`;
          const open = await get(version, path);
          assert.deepEqual([open['refunded'], open['amount_refunded']], [false, 0], 'while it is held');
          const canceled = await post(version, `${INTENTS}/${held['id']}/cancel`);
          assert.deepEqual([canceled['status'], canceled['cancellation_reason']], ['canceled', null]);
          const charge = await get(version, path, 'expand[]=refunds');
          const { amount_captured, amount_refunded, captured, paid, refunded } = charge;
          assert.deepEqual([amount_captured, amount_refunded, captured, paid, refunded], [0, 1000, false, true, true]);
          const [refund] = charge['refunds'].data;
          assert.deepEqual(
            [refund.object, refund.amount, refund.currency, refund.status, refund.reason, refund.balance_transaction],
            ['refund', 1000, 'usd', 'succeeded', null, null],
          );
          assert.deepEqual([refund.charge, refund.payment_intent], [charge['id'], held['id']]);
          assert.match(refund.id, /^re_[0-9A-Za-z]{24}$/);
          assert.deepEqual(await get(version, `/v1/refunds/${refund.id}`), refund);
          assert.deepEqual(await get(version, `${path}/refunds/${refund.id}`), refund);
          for (const [list, form] of [
            [`${path}/refunds`, ''],
            ['/v1/refunds', `charge=${charge['id']}`],
            ['/v1/refunds', `payment_intent=${held['id']}`],
          ] as const) {
            assert.deepEqual((await get(version, list, form))['data'], [refund], `${list} ${form}`);
          }
        }
      });

      it('is found by what it is in the newest version', async () => {
        const { id: customer } = await post(LAST_WITH_REFUNDED_HOLDS, '/v1/customers');
        const holding = `amount=1000&currency=usd&confirm=true&customer=${customer}&${HOLDS}`;
        const held = await post(LAST_WITH_REFUNDED_HOLDS, INTENTS, holding);
        await post(LAST_WITH_REFUNDED_HOLDS, `${INTENTS}/${held['id']}/cancel`);
        const of_it = (refunded: string): string => `query=customer:"${customer}" AND refunded:"${refunded}"`;
        for (const version of [LAST_WITH_REFUNDED_HOLDS, FIRST_WITHOUT_REFUNDED_HOLDS]) {
          const { data } = await get(version, '/v1/charges/search', of_it('false'));
          const shown = data.map(({ id, refunded }: Wire) => [id, refunded]);
          assert.deepEqual(shown, [[held['latest_charge'], version === LAST_WITH_REFUNDED_HOLDS]]);
          assert.deepEqual((await get(version, '/v1/charges/search', of_it('true')))['data'], []);
        }
      });

      it('is not since, whichever version it was canceled in', async () => {
        const held = await hold(OLDEST);
        await post(OLDEST, `${INTENTS}/${held['id']}/cancel`);
        const path = `/v1/charges/${held['latest_charge']}`;
        const [refund] = (await get(OLDEST, path))['refunds'].data;
        for (const version of [FIRST_WITHOUT_REFUNDED_HOLDS, NEWEST_OF_ALL]) {
          const charge = await get(version, path, 'expand[]=refunds');
          assert.deepEqual([charge['refunded'], charge['amount_refunded']], [false, 0]);
          assert.deepEqual(charge['refunds'].data, []);
          assert.deepEqual((await get(version, '/v1/refunds', `charge=${charge['id']}`))['data'], []);
          await isRefused(daybook, 'GET', `/v1/refunds/${refund.id}`, '', {
            headers: { 'Stripe-Version': version },
            status: 404,
            code: 'resource_missing',
            param: 'id',
          });
        }
      });

      it('is told of as it is read: charge.refunded before, nothing since', async () => {
        const held = await hold(NEWEST_OF_ALL);
        await post(NEWEST_OF_ALL, `${INTENTS}/${held['id']}/cancel`);
        const typesOf = (list: Wire) => list['data'].map(({ type }: Wire) => type);
        const older = await get(LAST_WITH_REFUNDED_HOLDS, '/v1/events', 'limit=2');
        assert.deepEqual(typesOf(older), ['payment_intent.canceled', 'charge.refunded']);
        const event = older['data'][1];
        assert.deepEqual([event.data.object.id, event.data.object.refunded], [held['latest_charge'], true]);
        assert.ok(!('previous_attributes' in event.data));
        assert.deepEqual(await get(LAST_WITH_REFUNDED_HOLDS, `/v1/events/${event.id}`), event);
        const filtered = await get(LAST_WITH_REFUNDED_HOLDS, '/v1/events', 'type=charge.refunded&limit=1');
        assert.deepEqual(idsOf(filtered), [event.id]);

        const newer = await get(FIRST_WITHOUT_REFUNDED_HOLDS, '/v1/events', 'limit=2');
        assert.deepEqual(typesOf(newer), ['payment_intent.canceled', 'payment_intent.amount_capturable_updated']);
        assert.ok(!idsOf(await get(NEWEST_OF_ALL, '/v1/events', 'type=charge.*')).includes(event.id));
        await isRefused(daybook, 'GET', `/v1/events/${event.id}`, '', {
          status: 404,
          code: 'resource_missing',
          param: 'id',
        });
      });

      it('leaves no hole in pages of events, walked either way', async () => {
        for (let count = 0; count < 3; count += 1) {
          const held = await hold(NEWEST_OF_ALL);
          await post(NEWEST_OF_ALL, `${INTENTS}/${held['id']}/cancel`);
        }
        for (const version of [LAST_WITH_REFUNDED_HOLDS, NEWEST_OF_ALL]) {
          const all = idsOf(await get(version, '/v1/events', 'limit=20'));
          const forward: string[] = [];
          for (let page = 0; page < 10; page += 1) {
            const after = forward.length === 0 ? '' : `&starting_after=${forward.at(-1)}`;
            forward.push(...idsOf(await get(version, '/v1/events', `limit=2${after}`)));
          }
          assert.deepEqual(forward, all, version);
          const backward: string[] = [all.at(-1) as string];
          for (let more = true; more; ) {
            const list = await get(version, '/v1/events', `limit=3&ending_before=${backward[0]}`);
            assert.equal(list['data'].length > 0, true);
            backward.unshift(...idsOf(list));
            more = list['has_more'];
          }
          assert.deepEqual(backward, all, version);
        }
      });

      it('is refunded too where nobody canceled it and its time was over', async () => {
        const clock = await post(OLDEST, '/v1/test_helpers/test_clocks', 'frozen_time=1700000000');
        const customer = await post(OLDEST, '/v1/customers', `test_clock=${clock['id']}`);
        const form = `amount=1000&currency=usd&confirm=true&${HOLDS}&customer=${customer['id']}`;
        const held = await post(OLDEST, INTENTS, form);
        await post(OLDEST, `/v1/test_helpers/test_clocks/${clock['id']}/advance`, 'frozen_time=1701000000');
        const path = `${INTENTS}/${held['id']}`;
        for (let tries = 0; (await get(OLDEST, path))['status'] !== 'canceled'; tries += 1) {
          assert.ok(tries < 600, 'the clock has not arrived');
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        assert.equal((await get(LAST_WITH_REFUNDED_HOLDS, path))['cancellation_reason'], 'automatic');
        assert.equal((await get(FIRST_WITHOUT_REFUNDED_HOLDS, path))['cancellation_reason'], 'expired');
        const [refund] = (await get(OLDEST, path))['charges'].data[0].refunds.data;
        const { capture_before } = (await get(OLDEST, path))['charges'].data[0].payment_method_details.card;
        assert.deepEqual(
          [refund.amount, refund.reason, refund.created],
          [1000, 'expired_uncaptured_charge', capture_before],
        );
        const types = (await get(OLDEST, '/v1/events', 'limit=20'))['data']
          .filter(({ data }: Wire) => [held['id'], held['latest_charge']].includes(data.object.id))
          .map(({ type }: Wire) => type);
        assert.deepEqual(types.slice(0, 3), ['payment_intent.canceled', 'charge.refunded', 'charge.expired']);
      });
    });

    it('events hold in their lists what was there when they happened', async () => {
      const paid = await pay(OLDEST);
      await post(OLDEST, '/v1/refunds', `payment_intent=${paid['id']}&amount=100`);
      await post(OLDEST, '/v1/refunds', `payment_intent=${paid['id']}&amount=200`);
      await post(OLDEST, `/v1/charges/${paid['latest_charge']}`, 'description=later');
      const shown = (await get(OLDEST, '/v1/events', 'limit=50'))['data']
        .filter(({ data: { object } }: Wire) => object.id === paid['id'] || object.id === paid['latest_charge'])
        .map(({ type, data: { object } }: Wire) => {
          const charges = object.object === 'charge' ? [object] : object.charges.data;
          return `${type}: ${charges.map((charge: Wire) => `${charge['amount_refunded']} in ${charge['refunds'].data.length}`)}`;
        });
      assert.deepEqual(shown.reverse(), [
        'payment_intent.created: ',
        'charge.succeeded: 0 in 0',
        'payment_intent.succeeded: 0 in 0',
        'charge.refunded: 100 in 1',
        'charge.refunded: 300 in 2',
        'charge.updated: 300 in 2',
      ]);
    });

    it('versions that are too old are refused, naming the oldest', async () => {
      for (const version of ['2020-08-26', '2020-03-02', '2019-12-03', '2011-01-01', '2019-12-03; beta=v1']) {
        await isRefused(daybook, 'POST', INTENTS, 'amount=1000&currency=usd', {
          headers: { 'Stripe-Version': version },
          code: undefined,
          message: /too old: the oldest that is served here is 2020-08-27/,
        });
        const form = `url=https://example.com&enabled_events[]=*&api_version=${encodeURIComponent(version)}`;
        await isRefused(daybook, 'POST', '/v1/webhook_endpoints', form, {
          param: 'api_version',
          message: /too old: the oldest that is served here is 2020-08-27/,
        });
      }
      await get(OLDEST, '/v1/events');
      const form = `url=https://example.com&enabled_events[]=*&api_version=${OLDEST}`;
      const { id } = await post(NEWEST_OF_ALL, '/v1/webhook_endpoints', form);
      await succeeds(daybook, 'DELETE', `/v1/webhook_endpoints/${id}`);
    });
  });
}
