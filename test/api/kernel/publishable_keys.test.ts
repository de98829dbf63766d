/** Publishable keys: what they may do with the secret of an intent, and what they never see. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { request, TEST_KEY, type TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { publishable } from '../../support/keys.js';
import { answerTo, rawRequest } from '../../support/raw.js';
import { succeeds } from '../../support/scenario.js';

const VISIBLE = [
  'id',
  'object',
  'automatic_payment_methods',
  'cancellation_reason',
  'client_secret',
  'created',
  'description',
  'last_setup_error',
  'livemode',
  'next_action',
  'payment_method',
  'payment_method_types',
  'status',
  'usage',
];

for (const engine of engines()) {
  describe(`publishable keys on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    let key: { Authorization: string };
    let customer: string;
    const create = async () =>
      succeeds(daybook, 'POST', '/v1/setup_intents', `customer=${customer}&metadata[secret]=1`);
    before(async () => {
      daybook = await engine.start();
      key = await publishable(daybook);
      customer = (await succeeds(daybook, 'POST', '/v1/customers')).id;
    });
    after(() => daybook.remove());

    it('retrieves and confirms with the client secret, and sees a part', async () => {
      const { id, client_secret } = await create();
      const path = `/v1/setup_intents/${id}`;
      // The whole object is rendered first: what is kept of that must not be shown.
      await succeeds(daybook, 'GET', path);
      const seen = await succeeds(daybook, 'GET', path, `client_secret=${client_secret}`, key);
      assert.deepEqual(Object.keys(seen), VISIBLE);
      const form = `client_secret=${client_secret}&payment_method=pm_card_visa&expand[]=payment_method`;
      const confirmed = await succeeds(daybook, 'POST', `${path}/confirm`, form, key);
      assert.deepEqual([Object.keys(confirmed), confirmed.status], [VISIBLE, 'succeeded']);
      const method = confirmed.payment_method;
      assert.deepEqual([method.card.last4, 'customer' in method, 'metadata' in method], ['4242', false, false]);
      const whole = await succeeds(daybook, 'GET', path);
      assert.deepEqual([whole.customer, whole.metadata], [customer, { secret: '1' }]);
    });

    it('sends small bodies only, also in pieces; a secret key may send line items by the hundred', async () => {
      const { id } = await create();
      const pi = await succeeds(daybook, 'POST', '/v1/payment_intents', 'amount=1000&currency=usd');
      const body = `unknown=${'1'.repeat(100_000)}`;
      const too_large = 'Invalid request: the body is larger than 65536 bytes.';
      for (const path of [`/v1/setup_intents/${id}/confirm`, `/v1/payment_intents/${pi.id}/confirm`]) {
        for (const [authorization, message] of [
          [key.Authorization, too_large],
          ['', too_large],
          [`Bearer ${TEST_KEY}`, 'Received unknown parameter: unknown'],
        ] as const) {
          const whole = `POST ${path}\nAuthorization: ${authorization}\n\n${body}`;
          const chunked = `POST ${path}\nAuthorization: ${authorization}\nTransfer-Encoding: chunked\n\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
          for (const text of [whole, chunked]) {
            const answer = await answerTo(daybook, rawRequest(text));
            assert.deepEqual([answer.status, JSON.parse(answer.body).error.message], [400, message]);
          }
        }
      }
      const { status, body: refused } = await request(daybook, 'POST', '/v1/customers', body);
      assert.deepEqual([status, refused.error.param], [400, 'unknown']);
    });

    it('sees a part in errors too', async () => {
      const { id, client_secret } = await create();
      const form = `client_secret=${client_secret}&payment_method=pm_card_visa_chargeDeclined`;
      const { status, body } = await request(daybook, 'POST', `/v1/setup_intents/${id}/confirm`, form, key);
      assert.equal(status, 402);
      assert.deepEqual(Object.keys(body.error.setup_intent), VISIBLE);
      assert.deepEqual(
        [
          'metadata' in body.error.payment_method,
          'metadata' in body.error.setup_intent.last_setup_error.payment_method,
        ],
        [false, false],
      );
    });

    it('gets nowhere without the secret, and learns not even whether there is such an intent', async () => {
      const [one, other] = [await create(), await create()];
      const answer = async (id: string, form: string) => {
        const { status, body } = await request(daybook, 'GET', `/v1/setup_intents/${id}`, form, key);
        return { status, ...body.error };
      };
      const missing = await answer(one.id, '');
      assert.deepEqual([missing.status, missing.code, missing.param], [400, 'parameter_missing', 'client_secret']);
      const wrong = await answer(one.id, `client_secret=${other.client_secret}`);
      assert.deepEqual([wrong.status, wrong.code, wrong.param], [404, 'resource_missing', 'client_secret']);
      assert.ok(!JSON.stringify(wrong).includes(other.client_secret));
      const unknown = await answer('seti_none', `client_secret=${other.client_secret}`);
      assert.deepEqual({ ...unknown, message: unknown.message.replace('seti_none', one.id) }, wrong);
      assert.equal((await succeeds(daybook, 'GET', `/v1/setup_intents/${one.id}`)).status, 'requires_payment_method');
    });

    it('can neither expand what it may not see nor use anything else', async () => {
      const { id, client_secret } = await create();
      const expanding = await request(
        daybook,
        'GET',
        `/v1/setup_intents/${id}`,
        `client_secret=${client_secret}&expand[]=customer`,
        key,
      );
      assert.deepEqual([expanding.status, expanding.body.error.param], [400, 'expand']);
      for (const [method, path] of [
        ['GET', '/v1/setup_intents'],
        ['POST', '/v1/setup_intents'],
        ['POST', `/v1/setup_intents/${id}`],
        ['POST', `/v1/setup_intents/${id}/cancel`],
        ['GET', `/v1/setup_attempts?setup_intent=${id}`],
        ['GET', '/v1/customers'],
      ] as const) {
        const { status, body } = await request(daybook, method, path, '', key);
        assert.deepEqual([status, body.error.code], [401, 'secret_key_required'], `${method} ${path}`);
      }
    });

    it('pays an intent on the terms of the merchant, and sees a part of it', async () => {
      const form = `amount=1000&currency=usd&customer=${customer}&metadata[secret]=1&capture_method=manual`;
      const { id, client_secret } = await succeeds(daybook, 'POST', '/v1/payment_intents', form);
      const path = `/v1/payment_intents/${id}`;
      const seen = await succeeds(daybook, 'GET', path, `client_secret=${client_secret}`, key);
      assert.deepEqual([seen.amount, seen.status], [1000, 'requires_payment_method']);
      for (const hidden of ['metadata', 'customer', 'payment_record', 'latest_charge', 'amount_received']) {
        assert.ok(!(hidden in seen), hidden);
      }
      const confirm = (more: string) =>
        request(
          daybook,
          'POST',
          `${path}/confirm`,
          `client_secret=${client_secret}&payment_method=pm_card_visa${more}`,
          key,
        );
      for (const [more, param] of [
        ['&off_session=true', 'off_session'],
        ['&capture_method=automatic', 'capture_method'],
        ['&payment_method_options[card][moto]=true', 'payment_method_options'],
        ['&amount_details[discount_amount]=1', 'amount_details'],
      ]) {
        const { status, body } = await confirm(more as string);
        assert.deepEqual([status, body.error.param], [400, param]);
      }
      const { status, body } = await confirm('&receipt_email=jenny@example.com');
      assert.deepEqual([status, body.status, 'latest_charge' in body], [200, 'requires_capture', false]);
      assert.equal((await request(daybook, 'POST', `${path}/capture`, '', key)).status, 401);
    });

    it('leaves the secret optional with a secret key, and checks it where it is sent', async () => {
      const { id, client_secret } = await create();
      await succeeds(daybook, 'GET', `/v1/setup_intents/${id}`, `client_secret=${client_secret}`);
      const { status } = await request(daybook, 'GET', `/v1/setup_intents/${id}`, `client_secret=${client_secret}x`);
      assert.equal(status, 404);
    });
  });
}
