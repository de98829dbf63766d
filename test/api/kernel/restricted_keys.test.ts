/** What a restricted key sees: objects of resources that it may read, and client secrets of those that it may write. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { RESOURCES, resourceOf } from '../../../src/api/kernel/access.js';
import { OPERATIONS } from '../../../src/api/routes.js';
import { EXPANDABLE, SHOWN_OBJECTS } from '../../../src/api/shown_objects.js';
import type { Kind } from '../../../src/core/kernel/kind.js';
import type { Permissions } from '../../../src/core/platform/api_key/types.js';
import { type Answer, request, type TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { openStream } from '../../support/event_stream.js';
import { AUTHENTICATES, confirmed, DECLINES, HOLDS, INTENTS, intent } from '../../support/intents.js';
import { restricted } from '../../support/keys.js';
import { journalOf } from '../../support/ledger.js';
import { succeeds } from '../../support/scenario.js';

/** The version in which everything that can be expanded is there. */
const NEWEST = { 'Stripe-Version': '2026-10-28.endive' };
const SECRET = /_secret_[A-Za-z0-9]{25}/;
const PAGE = /\/authentication\//;

/** Every right on every resource but one. */
function allBut(resource: string, right: Permissions[string] = 'write'): Permissions {
  return Object.fromEntries(RESOURCES.filter((name) => name !== resource).map((name) => [name, right]));
}

test('an operation answers with objects of the resource whose right it asks', () => {
  for (const { method, path, answers, resource } of OPERATIONS) {
    if (answers === undefined) continue;
    assert.equal(resourceOf(answers), resource, `${method} ${path}`);
    assert.ok(SHOWN_OBJECTS.has(answers), `${answers} is not among the objects of its room's registry`);
  }
});

for (const engine of engines()) {
  describe(`on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    let paid: Answer['body'];
    let waiting: Answer['body'];
    let refund: Answer['body'];
    let setup: Answer['body'];
    let customer: Answer['body'];
    before(async () => {
      daybook = await engine.start();
      customer = await succeeds(
        daybook,
        'POST',
        '/v1/customers',
        'email=ada@example.com&payment_method=pm_card_visa&invoice_settings[default_payment_method]=pm_card_visa',
      );
      paid = await confirmed(daybook, `payment_method=pm_card_visa&customer=${customer.id}`);
      refund = await succeeds(daybook, 'POST', '/v1/refunds', `payment_intent=${paid.id}&amount=100`);
      waiting = await confirmed(daybook, `${AUTHENTICATES}&return_url=https://shop.example/`);
      setup = await succeeds(
        daybook,
        'POST',
        '/v1/setup_intents',
        `confirm=true&payment_method=pm_card_visa&customer=${customer.id}&return_url=https://shop.example/`,
      );
    });
    after(() => daybook?.remove());

    const as = async (permissions: Permissions) => {
      const headers = await restricted(daybook, permissions);
      return (method: 'GET' | 'POST' | 'DELETE', path: string, form = '', more = {}) =>
        request(daybook, method, path, form, { ...headers, ...more });
    };

    test('expanding asks the right to read the resource of what is put in', async () => {
      const get = await as({ charges: 'read' });
      for (const [path, form, needed] of [
        [`/v1/charges/${paid.latest_charge}`, 'expand[]=customer', 'customers'],
        [`/v1/charges/${paid.latest_charge}`, 'expand[]=payment_intent', 'payment_intents'],
        [`/v1/charges/${paid.latest_charge}`, 'expand[]=balance_transaction', 'balance'],
        [`/v1/charges/${paid.latest_charge}`, 'expand[]=refunds', 'refunds'],
        [`/v1/charges/${paid.latest_charge}`, 'expand[]=payment_intent.customer', 'payment_intents'],
        ['/v1/charges', 'expand[]=data.customer', 'customers'],
        ['/v1/charges/search', "query=currency:'usd'&expand[]=data.payment_intent", 'payment_intents'],
        ['/v1/charges/ch_none', 'expand[]=customer', 'customers'],
      ] as const) {
        const { status, body } = await get('GET', path, form);
        assert.equal(status, 403, `${path} ${form}`);
        assert.match(body.error.message, new RegExp(`'${needed}:read' permission`), `${path} ${form}`);
      }
      const both = await as({ charges: 'read', payment_intents: 'read' });
      const nested = await both('GET', `/v1/charges/${paid.latest_charge}`, 'expand[]=payment_intent.customer');
      assert.match(nested.body.error.message, /'customers:read' permission/, 'on the way there, too');
      const { status, body } = await both('GET', `/v1/charges/${paid.latest_charge}`, 'expand[]=payment_intent');
      assert.deepEqual([status, body.payment_intent.id, body.payment_intent.client_secret], [200, paid.id, null]);
    });

    test('so for every path there is, and for no other right', async () => {
      const roots: Partial<Record<Kind, string>> = {
        charge: `/v1/charges/${paid.latest_charge}`,
        customer: `/v1/customers/${customer.id}`,
        payment_intent: `${INTENTS}/${paid.id}`,
        payment_method: `/v1/payment_methods/${paid.payment_method}`,
        refund: `/v1/refunds/${refund.id}`,
        setup_intent: `/v1/setup_intents/${setup.id}`,
      };
      for (const [kind, root] of Object.entries(roots)) {
        for (const [path, target] of Object.entries(EXPANDABLE.filled[kind as Kind] ?? {})) {
          if (typeof target !== 'string' || resourceOf(target) === resourceOf(kind as Kind)) continue;
          const resource = resourceOf(target);
          const without = await (await as(allBut(resource)))('GET', root, `expand[]=${path}`, NEWEST);
          assert.equal(without.status, 403, `${kind}.${path}`);
          const only = await as({ [resourceOf(kind as Kind)]: 'read', [resource]: 'read' });
          assert.equal((await only('GET', root, `expand[]=${path}`, NEWEST)).status, 200, `${kind}.${path}`);
        }
      }
    });

    test('a change that would be answered with what may not be seen is not made', async () => {
      const write = await as({ refunds: 'write' });
      const count = (await journalOf(daybook)).length;
      const form = `payment_intent=${paid.id}&amount=1&expand[]=charge`;
      assert.equal((await write('POST', '/v1/refunds', form)).status, 403);
      assert.equal((await journalOf(daybook)).length, count);
    });

    test('client secrets and the page of the payer are for those who may write the intent', async () => {
      const ways = [
        [`${INTENTS}/${waiting.id}`, ''],
        [INTENTS, ''],
        [INTENTS, 'expand[]=data.latest_charge'],
        [`${INTENTS}/search`, "query=currency:'usd'"],
        [`/v1/payment_records/${waiting.payment_record}/history`, ''],
        ['/v1/events', 'limit=100'],
        [`/v1/charges/${paid.latest_charge}`, 'expand[]=payment_intent'],
        ['/v1/charges', 'expand[]=data.payment_intent'],
        ['/v1/refunds', 'expand[]=data.payment_intent'],
      ] as const;
      const reader = await as(allBut('', 'read'));
      const writer = await as({ ...allBut('', 'read'), payment_intents: 'write' });
      for (const [path, form] of ways) {
        const read = await reader('GET', path, form);
        assert.equal(read.status, 200, path);
        const text = JSON.stringify(read.body);
        assert.match(text, /"client_secret":null/, `${path} ${form}`);
        assert.doesNotMatch(text, SECRET, `${path} ${form}`);
        assert.doesNotMatch(text, PAGE, `${path} ${form}`);
        const written = JSON.stringify((await writer('GET', path, form)).body);
        assert.match(written, SECRET, `${path} ${form}`);
        assert.doesNotMatch(written, /seti_\w+_secret_/, 'that of a setup is another right');
      }
      const shown = (await writer('GET', `${INTENTS}/${waiting.id}`)).body;
      assert.deepEqual(shown, (await request(daybook, 'GET', `${INTENTS}/${waiting.id}`)).body);
      assert.match(shown.next_action.redirect_to_url.url, PAGE);
    });

    test('those of setup intents likewise', async () => {
      for (const [path, form] of [
        [`/v1/setup_intents/${setup.id}`, ''],
        ['/v1/setup_intents', ''],
        ['/v1/setup_attempts', `setup_intent=${setup.id}&expand[]=data.setup_intent`],
        ['/v1/events', 'type=setup_intent.*'],
      ] as const) {
        const reader = await as({ setup_intents: 'read', events: 'read' });
        const read = JSON.stringify((await reader('GET', path, form)).body);
        assert.match(read, /"client_secret":null/, path);
        assert.doesNotMatch(read, SECRET, path);
        const writer = await as({ setup_intents: 'write', events: 'read' });
        assert.match(JSON.stringify((await writer('GET', path, form)).body), SECRET, path);
      }
    });

    test('what was rendered for one key is not shown to another', async () => {
      const made: Answer['body'] = await intent(daybook);
      assert.match(made.client_secret, SECRET);
      const reader = await as({ payment_intents: 'read' });
      const secrets = [];
      for (let again = 0; again < 2; again += 1) {
        secrets.push((await request(daybook, 'GET', `${INTENTS}/${made.id}`)).body.client_secret);
        secrets.push((await reader('GET', `${INTENTS}/${made.id}`)).body.client_secret);
      }
      assert.deepEqual(secrets, [made.client_secret, null, made.client_secret, null]);
    });

    test('the stream of events hides them as the list does', async () => {
      const stream = await openStream(daybook, 'after=0', await restricted(daybook, { events: 'read' }));
      try {
        const messages = await stream.count(10);
        const types = messages.map(({ event }) => event.type);
        assert.ok(types.includes('payment_intent.created'), types.join());
        assert.doesNotMatch(JSON.stringify(messages), SECRET);
      } finally {
        stream.close();
      }
    });

    test('a history tells of objects that the key may not read only that they changed', async () => {
      const path = `/v1/payment_records/${paid.payment_record}/history`;
      const { body } = await (await as({ payment_records: 'read', charges: 'read' }))('GET', path);
      const changes = body.data.flatMap((entry: Answer['body']) => entry.changes);
      const seen = new Set<string>();
      for (const { object, id, before: old, after: now } of changes) {
        const readable = ['payment_record', 'payment_attempt_record', 'payment_record_refund', 'charge'];
        seen.add(object);
        if (readable.includes(object)) assert.equal(now.id, id);
        else assert.deepEqual([typeof id, old, now], ['string', null, null], object);
      }
      assert.ok(seen.has('payment_intent') && seen.has('charge') && seen.has('balance_transaction'));
      const all = (await request(daybook, 'GET', path)).body.data.flatMap((entry: Answer['body']) => entry.changes);
      assert.ok(all.every(({ after: now }: Answer['body']) => now !== null));
    });

    test('a refusal shows no object that the key may not read', async () => {
      const declined = `amount=1000&currency=usd&confirm=true&${DECLINES}`;
      const writer = await as({ payment_intents: 'write' });
      const { status, body } = await writer('POST', INTENTS, declined);
      assert.deepEqual([status, body.error.payment_method], [402, undefined]);
      assert.equal(body.error.payment_intent.last_payment_error.payment_method, undefined);
      assert.match(body.error.payment_intent.client_secret, SECRET);
      const both = await as({ payment_intents: 'write', payment_methods: 'read' });
      const seen = (await both('POST', INTENTS, declined)).body.error;
      assert.equal(seen.payment_method.object, 'payment_method');
      assert.equal(seen.payment_intent.last_payment_error.payment_method.id, seen.payment_method.id);
    });

    test('nor does one that repeats the refusal of a key that may do more', async () => {
      const held: Answer['body'] = await confirmed(daybook, `${HOLDS}&metadata[sandbox_capture]=declined`);
      const repeated = { 'Idempotency-Key': 'capture-declined' };
      const path = `/v1/charges/${held.latest_charge}/capture`;
      const first = await request(daybook, 'POST', path, '', repeated);
      const again = await (await as({ charges: 'write' }))('POST', path, '', repeated);
      assert.deepEqual([again.status, again.headers.get('idempotent-replayed')], [first.status, 'true']);
      assert.doesNotMatch(JSON.stringify(again.body), SECRET);
      assert.equal(again.body.error.payment_intent, undefined);
    });

    test('a repeated answer shows what the key that repeats may see', async () => {
      const repeated = { 'Idempotency-Key': 'refund-expanded' };
      const form = `payment_intent=${paid.id}&amount=1&expand[]=payment_intent`;
      const first = await request(daybook, 'POST', '/v1/refunds', form, repeated);
      assert.match(first.body.payment_intent.client_secret, SECRET);
      assert.equal((await (await as({ refunds: 'write' }))('POST', '/v1/refunds', form, repeated)).status, 403);
      const reader = await as({ refunds: 'write', payment_intents: 'read' });
      const again = await reader('POST', '/v1/refunds', form, repeated);
      assert.equal(again.headers.get('idempotent-replayed'), 'true');
      assert.deepEqual([again.body.id, again.body.payment_intent.client_secret], [first.body.id, null]);
    });

    test('the overview leaves out what is of other resources', async () => {
      const path = '/v1/daybook/overview';
      const { body } = await (await as({ payment_records: 'read' }))('GET', path);
      assert.deepEqual(
        [body.disputes_open, body.disputes_needing_response, body.open_authorizations],
        [null, null, null],
      );
      const more = await as({ payment_records: 'read', disputes: 'read', payment_intents: 'read' });
      const whole = (await more('GET', path)).body;
      assert.deepEqual([whole.disputes_open, typeof whole.open_authorizations.count], [0, 'number']);
    });

    test('the log of requests shows parameters to those who may read what they are about', async () => {
      const sent = await request(daybook, 'POST', '/v1/customers', 'email=grace@example.com');
      const id = sent.headers.get('request-id');
      const found = async (permissions: Permissions) => {
        const get = await as({ request_logs: 'read', ...permissions });
        for (;;) {
          const { status, body } = await get('GET', `/v1/daybook/request_logs/${id}`);
          if (status === 200) return body;
          assert.equal(status, 404);
        }
      };
      assert.equal((await found({})).parameters, null);
      assert.equal((await found({ charges: 'write' })).parameters, null);
      assert.deepEqual((await found({ customers: 'read' })).parameters, { email: 'grace@example.com' });
    });

    test('whether somebody has an address is not told to those who may not read customers', async () => {
      const found = async (permissions: Permissions) =>
        (
          await (
            await as({ payment_records: 'read', ...permissions })
          )('GET', '/v1/payment_records', 'query=ada@example.com')
        ).body.data.map(({ id }: Answer['body']) => id);
      assert.deepEqual(await found({}), []);
      assert.deepEqual(await found({ customers: 'read' }), [paid.payment_record]);
    });

    test('nobody makes an endpoint that is sent more than they may see', async () => {
      const url = 'url=http://127.0.0.1:9/';
      const path = '/v1/webhook_endpoints';
      const denied = async (permissions: Permissions, form: string, needed: string, at = path) => {
        const { status, body } = await (await as({ webhook_endpoints: 'write', ...permissions }))('POST', at, form);
        assert.equal(status, 403, form);
        assert.match(body.error.message, new RegExp(`'${needed}' permission`), form);
      };
      await denied({}, `${url}&enabled_events[]=charge.succeeded`, 'events:read');
      const events = { events: 'read' } as const;
      await denied(events, `${url}&enabled_events[]=*`, 'payment_intents:write');
      await denied(events, `${url}&enabled_events[]=payment_intent.*`, 'payment_intents:write');
      const intents = { ...events, payment_intents: 'write' } as const;
      await denied(intents, `${url}&enabled_events[]=*`, 'setup_intents:write');
      const some = await as({ webhook_endpoints: 'write', ...events });
      const made = await some('POST', path, `${url}&enabled_events[]=charge.succeeded`);
      assert.equal(made.status, 200);
      const theirs = await succeeds(daybook, 'POST', path, `${url}&enabled_events[]=*`);
      await denied(events, 'url=http://127.0.0.1:8/', 'payment_intents:write', `${path}/${theirs.id}`);
      await denied(
        events,
        'enabled_events[]=payment_intent.created',
        'payment_intents:write',
        `${path}/${made.body.id}`,
      );
      const other = await some('POST', `${path}/${made.body.id}`, 'enabled_events[]=charge.failed');
      assert.equal(other.status, 200);
      assert.equal((await some('POST', `${path}/${theirs.id}`, 'description=ours')).status, 200);
    });

    test('nobody has sent to their own endpoint what another was to be sent', async () => {
      const path = '/v1/webhook_endpoints';
      const url = 'url=http://127.0.0.1:9/';
      const theirs = await succeeds(daybook, 'POST', path, `${url}&enabled_events[]=*`);
      await intent(daybook);
      // Nobody listens there: it waits to be sent again.
      const ofIntent = ({ event_type }: Answer['body']) => event_type === 'payment_intent.created';
      let waiting: Answer['body'];
      while (waiting === undefined) {
        const { data } = await succeeds(daybook, 'GET', `${path}/${theirs.id}/deliveries`, 'status=pending');
        waiting = data.find(ofIntent);
      }
      const some = await as({ webhook_endpoints: 'write', events: 'write' });
      const denied = async (at: string, form: string) => {
        const { status, body } = await some('POST', at, form);
        assert.equal(status, 403, form);
        assert.match(body.error.message, /'payment_intents:write' permission/, form);
      };
      const narrowed = 'enabled_events[]=charge.failed';
      await denied(`${path}/${theirs.id}`, narrowed);
      await denied(`${path}/${theirs.id}`, `${narrowed}&url=http://127.0.0.1:8/`);
      await succeeds(daybook, 'POST', `${path}/${theirs.id}`, narrowed);
      await denied(`${path}/${theirs.id}`, 'url=http://127.0.0.1:8/');
      const own = (await some('POST', path, `${url}&enabled_events[]=charge.failed`)).body;
      await denied(`/v1/events/${waiting.event}/retry`, `webhook_endpoint=${own.id}`);
      // Where it was to be sent anyhow, it is sent again.
      await succeeds(daybook, 'POST', `${path}/${theirs.id}`, 'enabled_events[]=*');
      const again = await some('POST', `/v1/events/${waiting.event}/retry`, `webhook_endpoint=${theirs.id}`);
      assert.deepEqual([again.status, again.body.data.object.client_secret], [200, null]);
      for (const { id } of [theirs, own]) await succeeds(daybook, 'DELETE', `${path}/${id}`);
    });

    test('a key that may do more is not revoked, replaced or shown to work less', async () => {
      const make = async (form: string) => succeeds(daybook, 'POST', '/v1/daybook/api_keys', form);
      const manager = await as({ api_keys: 'write', customers: 'read' });
      const larger = [
        await make('type=secret'),
        await make('type=restricted&permissions[customers]=write'),
        await make('type=restricted&permissions[customers]=read&permissions[refunds]=read'),
      ];
      const count = (await journalOf(daybook)).length;
      for (const { id, key } of larger) {
        for (const [method, path] of [
          ['DELETE', `/v1/daybook/api_keys/${id}`],
          ['POST', `/v1/daybook/api_keys/${id}/roll`],
        ] as const) {
          const { status, body } = await manager(method, path);
          assert.equal(status, 403, path);
          assert.match(body.error.message, /may do more than it may itself/);
        }
        const works = await request(daybook, 'GET', '/v1/customers', '', { Authorization: `Bearer ${key}` });
        assert.equal(works.status, 200);
      }
      assert.equal((await journalOf(daybook)).length, count);
      for (const form of ['type=publishable', 'type=restricted&permissions[customers]=read']) {
        const { id } = await make(form);
        assert.equal((await manager('DELETE', `/v1/daybook/api_keys/${id}`)).body.status, 'revoked', form);
      }
      assert.equal((await manager('DELETE', '/v1/daybook/api_keys/key_none')).status, 404);
    });
  });
}
