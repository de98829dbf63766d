import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { machineClock } from '../../../src/app/clock.js';
import { Committer } from '../../../src/app/committer.js';
import { errors } from '../../../src/core/kernel/errors.js';
import { LIVE_KEY, request, TEST_KEY } from '../../support/daybook.js';
import { REPORT_PAYMENT } from '../../support/golden.js';
import { type ObservedDaybook, startObserved } from '../../support/observed.js';
import { answerTo, rawRequest } from '../../support/raw.js';

const CARD_NUMBER = '4242424242424242';
const IDEMPOTENCY_KEY = 'idempotency-key-of-the-test';
const SECRETS = [TEST_KEY, LIVE_KEY, CARD_NUMBER, 'Bearer', Buffer.from(`${TEST_KEY}:`).toString('base64')];

/** Its store takes no writes; what it throws is as talkative as a driver's error can be. */
let broken: ObservedDaybook;
let sound: ObservedDaybook;

before(async () => {
  sound = await startObserved();
  broken = await startObserved({
    exchangeParts: (environment) => ({
      ...environment,
      ledger: {
        ...environment.ledger,
        committer: new Committer(
          () => Promise.reject(new Error('disk I/O error in /var/lib/daybook.sqlite')),
          machineClock,
        ),
      },
    }),
  });
});
after(async () => {
  await broken.remove();
  await sound.remove();
});

test('a broken store is answered with 500, which says that trying again is right and nothing of the inside', async () => {
  const report = `POST /v1/payment_records/report_payment\nIdempotency-Key: ${IDEMPOTENCY_KEY}\n\n${REPORT_PAYMENT}`;
  const answer = await answerTo(broken, rawRequest(report));
  const request_id = answer.header('request-id');
  assert.equal(answer.status, 500);
  assert.equal(answer.header('stripe-should-retry'), 'true');
  assert.equal(answer.header('content-type'), 'application/json');
  assert.deepEqual(JSON.parse(answer.body), {
    error: {
      doc_url: 'https://daybook.test/docs/error-codes#status-500',
      message: `Something went wrong inside Daybook. Its log says more under the request id ${request_id}.`,
      type: 'api_error',
    },
  });
  const lines = broken.log().trim().split('\n');
  assert.equal(lines.length, 1);
  const line = JSON.parse(lines[0] as string);
  assert.equal(line.request_id, request_id);
  assert.match(line.err.message, /disk I\/O error/);
});

test('more work than fits is refused with 429, and nothing is kept under the key', async () => {
  const refusal = errors.overloaded();
  const full = await startObserved({
    exchangeParts: (environment) => ({
      ...environment,
      ledger: {
        ...environment.ledger,
        committer: new Committer(
          (commands) => Promise.resolve(commands.map(() => ({ status: 'refused', refusal }))),
          machineClock,
        ),
      },
    }),
  });
  try {
    const report = `POST /v1/payment_records/report_payment\nIdempotency-Key: ${IDEMPOTENCY_KEY}\n\n${REPORT_PAYMENT}`;
    const answer = await answerTo(full, rawRequest(report));
    assert.equal(answer.status, 429);
    assert.equal(JSON.parse(answer.body).error.code, 'lock_timeout');
    assert.equal(answer.header('stripe-should-retry'), 'true');
    assert.equal(answer.header('stripe-rate-limited-reason'), 'global-concurrency');
    assert.equal(answer.header('original-request'), undefined);
  } finally {
    await full.remove();
  }
});

test('no key and no card number reaches a log, whatever fails', async () => {
  const card = `payment_method_details[card][number]=${CARD_NUMBER}`;
  for (const daybook of [broken, sound]) {
    const post = (path: string, form: string, headers: Record<string, string> = {}) =>
      request(daybook, 'POST', path, form, headers);
    await post('/v1/payment_records/report_payment', REPORT_PAYMENT);
    await post('/v1/payment_records/report_payment', `${REPORT_PAYMENT}&${card}`);
    await post('/v1/payment_records/report_payment', `${REPORT_PAYMENT}&description=${CARD_NUMBER}`);
    await post(`/v1/payment_records/${CARD_NUMBER}/report_refund`, card);
    await post('/v1/foo', card, { 'Content-Type': 'application/json' });
    await post('/v1/payment_records/report_payment', REPORT_PAYMENT, { 'Idempotency-Key': CARD_NUMBER });
    await post('/v1/payment_records/report_payment', REPORT_PAYMENT, { Authorization: `Bearer ${LIVE_KEY}` });
    await post('/v1/payment_records/report_payment', REPORT_PAYMENT, { Authorization: `Bearer ${TEST_KEY}x` });
    await request(daybook, 'GET', `/v1/payment_records/${CARD_NUMBER}`, `starting_after=${CARD_NUMBER}`);
    await request(daybook, 'GET', '/v1/events', `api_key=${TEST_KEY}`);
    await answerTo(daybook, rawRequest(`GET /v1/events HTTP/9.9\nX-Key: ${TEST_KEY}`));
    for (const secret of SECRETS) {
      assert.ok(!daybook.log().includes(secret), `the log shows ${secret.slice(0, 8)}…`);
    }
  }
  assert.ok(broken.log().split('\n').length > 5, 'the failures were logged');
});

test('a card number is in no answer to a request that was refused for it', async () => {
  const { body } = await request(sound, 'GET', '/v1/events', `number=${CARD_NUMBER}`);
  assert.ok(!JSON.stringify(body).includes(CARD_NUMBER));
});

test('of many headers the last is read like the first', async () => {
  const many = Array.from({ length: 1_500 }, (_, index) => `h${index}: 1`).join('\n');
  const at = (last: string) => answerTo(sound, rawRequest(`GET /v1/customers\nHost: daybook.test\n${many}\n${last}`));
  assert.equal((await at('X-Last: 1')).status, 200);
  assert.equal((await at('Stripe-Account: acct_other')).status, 403);
  assert.match((await at('Host: other.test')).body, /more than one Host header/);
  const post = () =>
    answerTo(sound, rawRequest(`POST /v1/customers\n${many}\nIdempotency-Key: behind many\n\nname=Ada`));
  assert.equal(JSON.parse((await post()).body).id, JSON.parse((await post()).body).id);
});
