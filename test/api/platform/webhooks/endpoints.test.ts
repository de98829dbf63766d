/** Webhook endpoints as objects: what they take, what they refuse, and their secrets. Deliveries have tests of their own. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import Stripe from 'stripe';
import { STRIPE_EVENT_TYPES } from '../../../../src/core/platform/webhook_endpoint/stripe_event_types.js';
import { LIVE_KEY, request, startDaybook, TEST_KEY, type TestDaybook } from '../../../support/daybook.js';
import { engines } from '../../../support/engines.js';
import { journalOf } from '../../../support/ledger.js';
import { assertRefused, get, idsOf, post, read } from '../../../support/reporting.js';

const PATH = '/v1/webhook_endpoints';
const TARGET = { url: 'http://127.0.0.1:9/hook', 'enabled_events[]': 'customer.*' };

for (const engine of engines()) {
  describe(`webhook endpoints on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    let stripe: Stripe;
    before(async () => {
      daybook = await engine.start();
      const { hostname, port } = new URL(daybook.address);
      stripe = new Stripe(TEST_KEY, { host: hostname, port: Number(port), protocol: 'http', telemetry: false });
    });
    after(() => daybook.remove());

    it("are driven by Stripe's SDK; the secret is shown once, and again to a repeated request", async () => {
      const parameters = {
        url: 'https://example.com/hook',
        enabled_events: ['customer.created', 'payment_method.*', 'customer.created'],
        api_version: '2026-10-28.endive',
        connect: false,
        description: 'orders',
        metadata: { team: 'a' },
      } as unknown as Stripe.WebhookEndpointCreateParams;
      const made = await stripe.webhookEndpoints.create(parameters, { idempotencyKey: 'once' });
      const { secret, ...shown } = made;
      assert.match(secret ?? '', /^whsec_[0-9A-Za-z]{32}$/);
      assert.match(made.id, /^we_[0-9A-Za-z]{24}$/);
      assert.deepEqual(
        { ...shown },
        {
          id: made.id,
          object: 'webhook_endpoint',
          api_version: '2026-10-28.endive',
          application: null,
          created: made.created,
          description: 'orders',
          enabled_events: ['customer.created', 'payment_method.*'],
          livemode: false,
          metadata: { team: 'a' },
          status: 'enabled',
          url: 'https://example.com/hook',
        },
      );
      assert.equal((await stripe.webhookEndpoints.create(parameters, { idempotencyKey: 'once' })).secret, secret);
      assert.deepEqual({ ...(await stripe.webhookEndpoints.retrieve(made.id)) }, { ...shown });

      const updated = await stripe.webhookEndpoints.update(made.id, {
        url: 'http://localhost/other',
        enabled_events: ['*'],
        disabled: true,
        description: '',
        metadata: { team: '', size: '2' },
      });
      assert.deepEqual(
        { ...updated },
        {
          ...shown,
          url: 'http://localhost/other',
          enabled_events: ['*'],
          status: 'disabled',
          description: null,
          metadata: { size: '2' },
        },
      );
      assert.equal((await stripe.webhookEndpoints.update(made.id, { disabled: false })).status, 'enabled');

      const { data } = await stripe.webhookEndpoints.list();
      assert.deepEqual(
        data.map(({ id }) => id),
        [made.id],
      );
      assert.deepEqual(
        { ...(await stripe.webhookEndpoints.del(made.id)) },
        { id: made.id, object: 'webhook_endpoint', deleted: true },
      );
      for (const answer of [
        await get(daybook, `${PATH}/${made.id}`),
        await post(daybook, `${PATH}/${made.id}`, { disabled: 'true' }),
        await post(daybook, `${PATH}/${made.id}/roll_secret`),
        await request(daybook, 'DELETE', `${PATH}/${made.id}`),
      ]) {
        assert.equal(assertRefused(answer, 404, 'resource_missing', 'id'), `No such webhook_endpoint: '${made.id}'`);
      }
      assert.deepEqual((await read(daybook, PATH))['data'], []);
    });

    it('are at most sixteen, and sixteen in live mode', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => post(daybook, PATH, TARGET)));
      assert.equal(answers.filter(({ status }) => status === 200).length, 16);
      const refused = answers.find(({ status }) => status === 400);
      assert.equal(refused?.body.error.message, 'You have reached the maximum of 16 test webhook endpoints.');
      const ids = idsOf(await read(daybook, PATH, { limit: 100 }));
      assert.equal(ids.length, 16);
      await request(daybook, 'DELETE', `${PATH}/${ids[7]}`);
      assert.equal((await post(daybook, PATH, TARGET)).status, 200);
      assert.equal((await post(daybook, PATH, TARGET)).status, 400);
      const live = await post(daybook, PATH, { ...TARGET, url: 'https://example.com' }, LIVE_KEY);
      assert.deepEqual([live.status, live.body.livemode], [200, true]);
      for (const id of idsOf(await read(daybook, PATH, { limit: 100 }))) {
        await request(daybook, 'DELETE', `${PATH}/${id}`);
      }
    });

    it('get a new secret, which no table holds; changes of endpoints are no events', async () => {
      const { body: made } = await post(daybook, PATH, TARGET);
      const { body: rolled } = await post(daybook, `${PATH}/${made.id}/roll_secret`, { expires_in: 60 });
      assert.match(rolled.secret, /^whsec_[0-9A-Za-z]{32}$/);
      assert.notEqual(rolled.secret, made.secret);
      const journal = JSON.stringify(await journalOf(daybook));
      assert.ok(journal.includes(made.id));
      assert.ok(!journal.includes('whsec_') && !journal.includes(made.secret.slice(6)));
      assert.deepEqual((await read(daybook, '/v1/events'))['data'], []);
    });
  });
}

describe('webhook endpoints', () => {
  let daybook: TestDaybook;
  before(async () => {
    daybook = await startDaybook();
  });
  after(() => daybook.remove());

  const REFUSED: readonly (readonly [Record<string, string>, code: string | undefined, param: string, says: RegExp])[] =
    [
      [{ url: '' }, 'parameter_invalid_empty', 'url', /empty string/],
      [{ url: 'example.com/hook' }, 'url_invalid', 'url', /^Invalid URL: An explicit scheme/],
      [{ url: 'ftp://example.com' }, 'url_invalid', 'url', /http or https/],
      [{ url: 'https://me:pass@example.com' }, 'url_invalid', 'url', /user or a password/],
      [{ 'enabled_events[]': 'customer.exploded' }, undefined, 'enabled_events[0]', /'customer\.exploded'/],
      [{ 'enabled_events[]': 'invoice.exploded' }, undefined, 'enabled_events[0]', /'invoice\.exploded'/],
      [{ 'enabled_events[]': 'exploded.*' }, undefined, 'enabled_events[0]', /'exploded\.\*'/],
      [{ 'enabled_events[]': '' }, 'parameter_invalid_empty', 'enabled_events[0]', /empty string/],
      [{ api_version: '2026-01-32' }, undefined, 'api_version', /Invalid Stripe API version/],
      [{ ordered_by_object: 'yes' }, undefined, 'ordered_by_object', /Invalid boolean/],
      [{ connect: 'true' }, undefined, 'connect', /no connected accounts here/],
      [{ secret: 'whsec_mine' }, 'parameter_unknown', 'secret', /unknown parameter: secret/],
      [{ status: 'enabled' }, 'parameter_unknown', 'status', /unknown parameter: status/],
    ];
  it('take every type that Stripe documents at once, as libraries register them', async () => {
    assert.ok(STRIPE_EVENT_TYPES.length > 250);
    const types = STRIPE_EVENT_TYPES.map((type, index) => [`enabled_events[${index}]`, type]);
    const { url } = TARGET;
    const made = await post(daybook, PATH, { url, ...Object.fromEntries(types) });
    assert.equal(made.status, 200, JSON.stringify(made.body));
    assert.deepEqual(made.body.enabled_events, STRIPE_EVENT_TYPES);
    const one = await post(daybook, `${PATH}/${made.body.id}`, { 'enabled_events[0]': 'invoice.*' });
    assert.deepEqual(one.body.enabled_events, ['invoice.*']);
    await request(daybook, 'DELETE', `${PATH}/${made.body.id}`);
  });

  for (const [change, code, param, says] of REFUSED) {
    it(`are refused with ${JSON.stringify(change)}, and nothing is made`, async () => {
      const answer = await post(daybook, PATH, { ...TARGET, ...change });
      assert.match(assertRefused(answer, 400, code, param), says);
      assert.deepEqual((await read(daybook, PATH))['data'], []);
    });
  }

  it('need a URL and events', async () => {
    assertRefused(await post(daybook, PATH, {}), 400, 'parameter_missing', 'enabled_events');
    assertRefused(await post(daybook, PATH, { 'enabled_events[]': '*' }), 400, 'parameter_missing', 'url');
  });

  it('show the URL as it is read, and take none that is read otherwise than it is written', async () => {
    for (const [url, read_as] of [
      ['HTTP://LocalHost:80', 'http://localhost/'],
      ['http:\\\\localhost\\a b?c=é#d', 'http://localhost/a%20b?c=%C3%A9#d'],
      [' https://bücher.example/x/../y ', 'https://xn--bcher-kva.example/y'],
      ['http://0x7f.1:9/', 'http://127.0.0.1:9/'],
    ] as const) {
      const { status, body } = await post(daybook, PATH, { ...TARGET, url });
      assert.deepEqual([status, body.url], [200, read_as], JSON.stringify(body));
      assert.equal((await read(daybook, `${PATH}/${body.id}`))['url'], read_as);
      const { body: updated } = await post(daybook, `${PATH}/${body.id}`, { url });
      assert.equal(updated.url, read_as);
      await request(daybook, 'DELETE', `${PATH}/${body.id}`);
    }
    for (const url of [
      'http://exa\nmple.com/',
      'http://example.com/\t',
      '\rhttp://example.com/',
      'http://a.example/\u0085',
    ]) {
      const refusal = assertRefused(await post(daybook, PATH, { ...TARGET, url }), 400, 'url_invalid', 'url');
      assert.match(refusal, /control characters/);
    }
    const forbidden = { ...TARGET, url: 'http://[::ffff:a9fe:a9fe]/latest' };
    assert.match(assertRefused(await post(daybook, PATH, forbidden), 400, 'url_invalid', 'url'), /link-local/);
  });

  it('in live mode are https on the public internet', async () => {
    for (const [url, says] of [
      ['http://example.com', /In live mode the scheme must be https/],
      ['https://127.0.0.1/', /public internet/],
      ['https://0x7f.1/', /public internet/],
      ['https://169.254.169.254/latest/meta-data', /public internet/],
      ['https://[::1]/', /public internet/],
      ['https://[::ffff:10.0.0.1]/', /public internet/],
      ['https://localhost/', /public internet/],
      ['https://daybook.internal/', /public internet/],
    ] as const) {
      assert.match(
        assertRefused(await post(daybook, PATH, { ...TARGET, url }, LIVE_KEY), 400, 'url_invalid', 'url'),
        says,
      );
    }
    const { body } = await post(daybook, PATH, { ...TARGET, url: 'https://example.com' }, LIVE_KEY);
    assert.match(
      assertRefused(
        await post(daybook, `${PATH}/${body.id}`, { url: 'https://10.1.2.3' }, LIVE_KEY),
        400,
        'url_invalid',
        'url',
      ),
      /public internet/,
    );
  });

  it('roll their secret for at most a day of overlap', async () => {
    const { body: made } = await post(daybook, PATH, TARGET);
    const answer = await post(daybook, `${PATH}/${made.id}/roll_secret`, { expires_in: 86_401 });
    assertRefused(answer, 400, 'parameter_invalid_integer', 'expires_in');
  });
});
