/** In live mode no text that is kept holds a card's number, whichever parameter somebody wrote it into. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { LIVE_KEY, request, TEST_KEY, type TestDaybook } from '../../support/daybook.js';
import { engines } from '../../support/engines.js';
import { journalOf } from '../../support/ledger.js';

const NUMBER = '4242424242424242';
const REPORT = '/v1/payment_records/report_payment';
const PAYMENT =
  'amount_requested[currency]=usd&amount_requested[value]=1000&initiated_at=1735689600&payment_method_details[type]=custom&payment_method_details[custom][display_name]=cash&payment_method_details[custom][type]=cpmt_1&processor_details[type]=custom';
const INTENT = 'amount=1000&currency=usd';

/** What is sent beside the text, the parameter that the text is for, and how the refusal names it. */
const PLACES: readonly (readonly [path: string, form: string, parameter: string, named?: string])[] = [
  ['/v1/customers', '', 'description'],
  ['/v1/customers', '', 'name'],
  ['/v1/customers', '', 'email'],
  ['/v1/customers', '', 'address[line1]'],
  ['/v1/customers', '', 'address[postal_code]'],
  ['/v1/customers', 'shipping[address][line1]=x', 'shipping[name]'],
  ['/v1/customers', '', 'metadata[order]'],
  ['/v1/customers', '', 'metadata', 'metadata'],
  ['/v1/customers', '', 'preferred_locales[0]'],
  ['/v1/customers', '', 'invoice_settings[footer]'],
  ['/v1/payment_intents', INTENT, 'description'],
  ['/v1/payment_intents', INTENT, 'metadata[note]'],
  ['/v1/payment_intents', `${INTENT}&shipping[address][line1]=x`, 'shipping[name]'],
  ['/v1/setup_intents', '', 'description'],
  [REPORT, PAYMENT, 'description'],
  [REPORT, PAYMENT, 'customer_details[name]'],
  [REPORT, PAYMENT, 'metadata[note]'],
  [REPORT, PAYMENT, 'processor_details[custom][payment_reference]'],
  [REPORT, PAYMENT, 'payment_method_details[billing_details][address][line1]'],
  ['/v1/webhook_endpoints', 'url=https://example.com&enabled_events[]=*', 'description'],
  ['/v1/webhook_endpoints', 'enabled_events[]=*', 'url'],
  ['/v1/daybook/api_keys', 'type=publishable', 'name'],
];

/** Where not every text is one of the parameter. */
const WRITTEN: Readonly<Record<string, (text: string) => string>> = {
  email: () => `${NUMBER}@example.com`,
  url: (text) => `https://example.com/${text}`,
};

for (const engine of engines()) {
  describe(`on ${engine.name}`, { skip: engine.skip }, () => {
    let daybook: TestDaybook;
    before(async () => {
      daybook = await engine.start();
    });
    after(() => daybook?.remove());

    const post = (key: string, path: string, form: string, more = {}) =>
      request(daybook, 'POST', path, form, { Authorization: `Bearer ${key}`, ...more });

    test('a number is refused, and nothing is kept of it', async () => {
      const count = (await journalOf(daybook)).length;
      for (const [path, form, parameter, named = parameter] of PLACES) {
        for (const text of [NUMBER, 'card 4242 4242 4242 4242 of Ada', '４２４２-4242-4242-4242']) {
          const written = WRITTEN[parameter]?.(text) ?? text;
          const sent = parameter === 'metadata' ? `metadata[${text}]=x` : `${parameter}=${encodeURIComponent(written)}`;
          const { status, body } = await post(LIVE_KEY, path, `${form}&${sent}`, {
            'Idempotency-Key': encodeURIComponent(`${path} ${sent}`),
          });
          assert.deepEqual([status, body.error.param], [400, named], `${path} ${sent}: ${JSON.stringify(body)}`);
          assert.match(body.error.message, /holds the number of a card/);
          assert.ok(!JSON.stringify(body).includes(NUMBER));
        }
      }
      assert.equal((await journalOf(daybook)).length, count);
    });

    test('what is no number of a card is taken, and in test mode what is one', async () => {
      for (const text of [
        '4242424242424241',
        'order 12345678901234',
        '+4915112345678',
        'DE89 3704 0044 0532 0130 00',
      ]) {
        const { status } = await post(LIVE_KEY, '/v1/customers', `metadata[note]=${encodeURIComponent(text)}`);
        assert.equal(status, 200, text);
      }
      assert.equal((await post(TEST_KEY, '/v1/customers', `description=${NUMBER}`)).status, 200);
    });

    test('where a number belongs, the refusal says what belongs there instead', async () => {
      const card = `type=card&card[number]=${NUMBER}&card[exp_month]=12&card[exp_year]=2044&card[cvc]=123`;
      const { status, body } = await post(LIVE_KEY, '/v1/payment_methods', card);
      assert.deepEqual([status, body.error.code, body.error.param], [400, 'testmode_charges_only', 'card[number]']);
    });
  });
}
