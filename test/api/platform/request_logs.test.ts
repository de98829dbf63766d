/** Requests as they are found in the log: who asked for what, how that ended, and nothing secret. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createKey } from '../../../src/app/keys.js';
import { asDashboard, signIn } from '../../support/dashboard.js';
import { type Answer, LIVE_KEY, request, TEST_KEY, type TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { withLedger } from '../../support/ledger.js';

for (const engine of engines()) {
  describe(`on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    before(async () => {
      daybook = await engine.start();
    });
    after(() => daybook?.remove());

    /** What the log keeps of a request, once it is written. */
    async function logged({ headers }: Pick<Answer, 'headers'>, key = TEST_KEY): Promise<Answer['body']> {
      const id = headers.get('request-id');
      for (let tries = 0; tries < 100; tries += 1) {
        const { status, body } = await request(daybook, 'GET', `/v1/daybook/request_logs/${id}`, '', {
          Authorization: `Bearer ${key}`,
        });
        if (status === 200) return body;
        await pause(50);
      }
      assert.fail(`${id} is not in the log`);
    }

    test('a change is kept with its parameters and the objects that it touched', async () => {
      const began = Math.floor(Date.now() / 1000);
      const answer = await request(
        daybook,
        'POST',
        '/v1/payment_intents',
        'amount=1000&currency=usd&payment_method=pm_card_visa&confirm=true&metadata[order]=6735',
        { 'Idempotency-Key': 'order-6735', 'Stripe-Version': '2025-09-30.clover' },
      );
      const { id, created, key, objects, duration_ms, ...rest } = await logged(answer);
      assert.equal(id, answer.headers.get('request-id'));
      assert.match(key, /^key_/);
      assert.ok(created >= began && created <= began + 5 && duration_ms >= 0 && duration_ms < 10_000);
      assert.equal(objects[0], answer.body.id);
      assert.ok(objects.includes(answer.body.latest_charge), objects.join());
      assert.ok(objects.some((each: string) => each.startsWith('pr_')));
      assert.deepEqual(rest, {
        object: 'request_log',
        api_version: '2025-09-30.clover',
        error: null,
        idempotency_key: 'order-6735',
        livemode: false,
        method: 'POST',
        parameters: {
          amount: '1000',
          currency: 'usd',
          payment_method: 'pm_card_visa',
          confirm: 'true',
          metadata: { order: '6735' },
        },
        path: '/v1/payment_intents',
        status: 200,
        via: null,
      });
    });

    test('requests about an object are found by its id, whichever path they had', async () => {
      const paid = await request(
        daybook,
        'POST',
        '/v1/payment_intents',
        'amount=1000&currency=usd&payment_method=pm_card_visa&confirm=true',
      );
      const { id, payment_record } = (
        await request(daybook, 'GET', `/v1/payment_intents/${paid.body.id}`, '', {
          'Stripe-Version': '2026-10-28.endive',
        })
      ).body;
      const refunded = await request(daybook, 'POST', '/v1/refunds', `payment_intent=${id}&amount=100`);
      const refused = await request(daybook, 'POST', `/v1/payment_intents/${id}/capture`);
      const read = await request(daybook, 'GET', `/v1/payment_records/${payment_record}`);
      await logged(read);
      const idsOf = async (query: string) => {
        const { status, body } = await request(daybook, 'GET', '/v1/daybook/request_logs', `limit=100&${query}`);
        assert.equal(status, 200, JSON.stringify(body));
        return body.data.map(({ id: found }: { id: string }) => found);
      };
      const sent = (answers: readonly Answer[]) => answers.map(({ headers }) => headers.get('request-id'));
      assert.deepEqual(await idsOf(`object=${payment_record}`), sent([read, refunded, paid]));
      const both = await idsOf(`object[]=${payment_record}&object[]=${id}`);
      assert.deepEqual(
        both.filter((found: string) => sent([read, refused, refunded, paid]).includes(found)),
        sent([read, refused, refunded, paid]),
      );
      assert.deepEqual(await idsOf(`object=${refunded.body.id}&method=POST`), sent([refunded]));
      assert.deepEqual(await idsOf('object=pi_unknown'), []);
      const many = await request(daybook, 'GET', '/v1/daybook/request_logs', Array(11).fill('object[]=a').join('&'));
      assert.deepEqual([many.status, many.body.error.param], [400, 'object']);
    });

    test('a refusal is kept with its reason', async () => {
      const unknown = await logged(await request(daybook, 'GET', '/v1/customers/cus_unknown'));
      assert.deepEqual(
        [unknown.status, unknown.error, unknown.objects, unknown.path],
        [
          404,
          { code: 'resource_missing', message: "No such customer: 'cus_unknown'", param: 'id' },
          ['cus_unknown'],
          '/v1/customers/cus_unknown',
        ],
      );
      const wrong = await logged(await request(daybook, 'POST', '/v1/customers', 'nmae=x'));
      assert.deepEqual([wrong.status, wrong.error.code, wrong.error.param], [400, 'parameter_unknown', 'nmae']);
      assert.deepEqual(wrong.parameters, { nmae: 'x' });
    });

    test('no key, secret, card number or security code is in it', async () => {
      const secrets = [
        'sk_test_0123456789abcdefghijSECRET',
        '4242424242424242',
        '4000056655665556',
        '987',
        'whsec_hush',
        'pi_1_secret_hush',
      ];
      const form = [
        'type=card',
        `card[number]=${secrets[1]}`,
        'card[exp_month]=1',
        'card[exp_year]=2030',
        `card[cvc]=${secrets[3]}`,
        `metadata[note]=${secrets[2]} and ${secrets[4]} and ${secrets[5]}`,
        `metadata[${secrets[0]}]=1`,
        `unknown[number]=${secrets[2]}`,
      ];
      for (const sent of [form.slice(0, -1), form]) {
        const kept = await logged(
          await request(daybook, 'POST', '/v1/payment_methods', sent.join('&'), {
            'Idempotency-Key': `k ${secrets[0]} ${sent.length}`,
          }),
        );
        // Ids and times hold three such digits now and then.
        const { created: _created, id: _id, key: _key, objects: _objects, duration_ms: _duration_ms, ...said } = kept;
        const text = JSON.stringify(said);
        for (const secret of secrets) assert.ok(!text.includes(secret), `${secret} in ${text}`);
        assert.equal(kept.parameters.card.number, '****4242');
        assert.equal(kept.parameters.card.cvc, '****');
      }
      const in_path = await logged(await request(daybook, 'GET', `/v1/customers/${secrets[0]}`));
      assert.ok(!JSON.stringify(in_path).includes(secrets[0] ?? ''), JSON.stringify(in_path));
    });

    test('lists are narrowed by every filter, and pages are walked both ways', async () => {
      const { text, key } = await withLedger(daybook, ({ ledger }) =>
        createKey(ledger, { type: 'secret', livemode: false, name: undefined, permissions: undefined }),
      );
      const by = { Authorization: `Bearer ${text}` };
      const answers = [
        await request(daybook, 'GET', '/v1/customers', '', by),
        await request(daybook, 'POST', '/v1/customers', 'name=a', by),
        await request(daybook, 'GET', '/v1/customers/cus_unknown', '', by),
        await request(daybook, 'GET', '/v1/refunds', '', by),
      ];
      const ids = answers.map(({ headers }) => headers.get('request-id') ?? '');
      for (const answer of answers) await logged(answer);
      const list = async (query: string) => {
        const { status, body } = await request(daybook, 'GET', '/v1/daybook/request_logs', `key=${key.id}&${query}`);
        assert.equal(status, 200, JSON.stringify(body));
        assert.equal(body.url, '/v1/daybook/request_logs');
        return body.data.map(({ id }: { id: string }) => ids.indexOf(id)).join('') + (body.has_more ? '+' : '');
      };
      for (const [query, expected] of [
        ['', '3210'],
        ['method=POST', '1'],
        ['path=/v1/customers', '210'],
        ['path=/v1/customers/', '2'],
        ['status=4xx', '2'],
        ['status=2xx&method=GET', '30'],
        ['status=5xx', ''],
        ['created[gte]=4000000000', ''],
        ['created[lt]=4000000000&limit=1', '3+'],
        ['limit=2', '32+'],
        [`limit=2&starting_after=${ids[2]}`, '10'],
        [`limit=2&ending_before=${ids[1]}`, '32'],
      ] as const) {
        assert.equal(await list(query), expected, query);
      }
      for (const [query, param] of [
        ['status=3xx', 'status'],
        ['method=PUT', 'method'],
        ['starting_after=req_unknown', 'starting_after'],
        [`starting_after=${ids[0]}&ending_before=${ids[1]}`, undefined],
      ] as const) {
        const { status, body } = await request(daybook, 'GET', '/v1/daybook/request_logs', query);
        assert.deepEqual([status, body.error.param], [400, param], query);
      }
    });

    test('each mode has its own, and nobody without a key has any', async () => {
      const live = await request(daybook, 'GET', '/v1/customers', '', { Authorization: `Bearer ${LIVE_KEY}` });
      const kept = await logged(live, LIVE_KEY);
      assert.equal(kept.livemode, true);
      const other = await request(daybook, 'GET', `/v1/daybook/request_logs/${kept.id}`);
      assert.equal(other.status, 404);
      assert.equal(other.body.error.message, `No such request_log: '${kept.id}'`);
      const nobody = await fetch(`${daybook.address}/v1/customers`, {
        headers: { Authorization: 'Bearer sk_test_wrongwrongwrong' },
      });
      await logged(await request(daybook, 'GET', '/v1/events'));
      const { status } = await request(daybook, 'GET', `/v1/daybook/request_logs/${nobody.headers.get('request-id')}`);
      assert.equal(status, 404);
      const { text } = await withLedger(daybook, ({ ledger }) =>
        createKey(ledger, {
          type: 'restricted',
          livemode: false,
          name: undefined,
          permissions: { customers: 'write' },
        }),
      );
      const limited = await request(daybook, 'GET', '/v1/daybook/request_logs', '', {
        Authorization: `Bearer ${text}`,
      });
      assert.equal(limited.status, 403);
    });

    test('what the dashboard changes is kept as such; what it reads is not kept', async () => {
      const { headers } = await signIn(daybook, TEST_KEY);
      const read = await asDashboard(daybook, 'GET', '/v1/customers', headers);
      const changed = await asDashboard(daybook, 'POST', '/v1/customers', headers, 'name=x');
      const kept = await logged(changed);
      assert.deepEqual([kept.via, kept.method, kept.objects], ['dashboard', 'POST', [changed.body.id]]);
      const { status } = await request(daybook, 'GET', `/v1/daybook/request_logs/${read.headers.get('request-id')}`);
      assert.equal(status, 404);
    });

    test('what was noted last is written when the server ends', async () => {
      const other = await engine.start();
      const { headers } = await request(other, 'POST', '/v1/customers', 'name=last');
      const restarted = await other.restart();
      try {
        const { status } = await request(restarted, 'GET', `/v1/daybook/request_logs/${headers.get('request-id')}`);
        assert.equal(status, 200);
      } finally {
        await restarted.remove();
      }
    });

    test('it can be switched off', async () => {
      const other = await engine.start({ request_log_days: 0 });
      await request(other, 'POST', '/v1/customers', 'name=x');
      const restarted = await other.restart();
      try {
        assert.deepEqual((await request(restarted, 'GET', '/v1/daybook/request_logs')).body.data, []);
      } finally {
        await restarted.remove();
      }
    });
  });
}
