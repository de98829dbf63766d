import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { BatchRunner } from '../../../src/app/batch_runner.js';
import { machineClock } from '../../../src/app/clock.js';
import { isRefusal } from '../../../src/core/kernel/errors.js';
import { decodeForm } from '../../../src/wire/form.js';
import { keptUnder, requestHash } from '../../../src/wire/request_hash.js';
import { type Answer, LIVE_KEY, request, startDaybook, type TestDaybook } from '../../support/daybook.js';
import { REPORT_PAYMENT } from '../../support/golden.js';
import { journalOf, withLedger } from '../../support/ledger.js';
import { answerTo, rawRequest } from '../../support/raw.js';

const REPORT = '/v1/payment_records/report_payment';
const HOUR_MS = 3_600_000;

let daybook: TestDaybook;
before(async () => {
  daybook = await startDaybook();
});
after(() => daybook.remove());

function post(path: string, key: string, form: string, headers: Record<string, string> = {}): Promise<Answer> {
  return request(daybook, 'POST', path, form, { 'Idempotency-Key': key, ...headers });
}

function checkReplay(replay: Answer, first: Answer): void {
  assert.equal(replay.status, first.status);
  assert.deepEqual(replay.body, first.body);
  assert.equal(replay.headers.get('idempotent-replayed'), 'true');
  assert.equal(replay.headers.get('original-request'), first.headers.get('request-id'));
  assert.notEqual(replay.headers.get('request-id'), first.headers.get('request-id'));
}

/** What a form would change: entries of the journal and events made since a position. */
async function madeSince(position: number): Promise<{ entries: number; events: number }> {
  const entries = (await journalOf(daybook)).filter((entry) => entry.position > position);
  return { entries: entries.length, events: entries.reduce((sum, entry) => sum + entry.events.length, 0) };
}

async function position(): Promise<number> {
  return (await journalOf(daybook)).at(-1)?.position ?? 0;
}

test('100 identical requests at once make one record and one set of events', async () => {
  const from = await position();
  const answers = await Promise.all(Array.from({ length: 100 }, () => post(REPORT, 'parallel', REPORT_PAYMENT)));
  const done = answers.filter(({ status }) => status === 200);
  const ids = new Set(done.map(({ body }) => body.id));
  assert.equal(ids.size, 1);
  assert.equal(done.filter(({ headers }) => headers.get('idempotent-replayed') === null).length, 1, 'one was first');
  for (const { status, body, headers } of answers) {
    if (status === 200) continue;
    assert.equal(status, 409);
    assert.equal(body.error.code, 'idempotency_key_in_use');
    assert.equal(headers.get('stripe-should-retry'), 'true');
    assert.equal(headers.get('original-request'), null);
  }
  assert.deepEqual(await madeSince(from), { entries: 1, events: 4 });
});

test('100 different requests under one key at once: one is done, no other', async () => {
  const from = await position();
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) => post(REPORT, 'contested', `${REPORT_PAYMENT}&description=${index}`)),
  );
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  for (const { status, body } of answers) {
    if (status === 409) assert.equal(body.error.code, 'idempotency_key_in_use');
    else if (status !== 200) assert.deepEqual([status, body.error.type], [400, 'idempotency_error']);
  }
  assert.deepEqual(await madeSince(from), { entries: 1, events: 4 });
});

test('a replay is the same to the byte', async () => {
  const bytes = rawRequest(`POST ${REPORT}\nIdempotency-Key: bytes\n\n${REPORT_PAYMENT}&metadata[a]=%F0%9F%92%B6`);
  const first = await answerTo(daybook, bytes);
  const replay = await answerTo(daybook, bytes);
  assert.equal(first.status, 200);
  assert.equal(replay.body, first.body);
  assert.equal(first.header('idempotent-replayed'), undefined);
  assert.equal(first.header('original-request'), first.header('request-id'));
  assert.equal(replay.header('idempotent-replayed'), 'true');
  assert.equal(replay.header('original-request'), first.header('request-id'));
  assert.notEqual(replay.header('request-id'), first.header('request-id'));
  assert.equal(replay.header('idempotency-key'), 'bytes');
});

test('other parameters and other endpoints are refused, and harm nothing', async () => {
  const first = await post(REPORT, 'mismatch', REPORT_PAYMENT);
  const from = await position();
  const other = await post(REPORT, 'mismatch', `${REPORT_PAYMENT}&description=x`);
  assert.deepEqual([other.status, other.body.error.type], [400, 'idempotency_error']);
  assert.match(other.body.error.message, /same parameters.*'mismatch'/);
  const path = `/v1/payment_records/${first.body.id}/report_payment_attempt_informational`;
  const elsewhere = await post(path, 'mismatch', 'description=x');
  assert.deepEqual([elsewhere.status, elsewhere.body.error.type], [400, 'idempotency_error']);
  assert.match(elsewhere.body.error.message, /same endpoint.*'\/v1\/payment_records\/report_payment'/);
  for (const { headers } of [other, elsewhere]) assert.equal(headers.get('idempotent-replayed'), null);
  assert.deepEqual(await madeSince(from), { entries: 0, events: 0 });
  checkReplay(await post(REPORT, 'mismatch', REPORT_PAYMENT), first);
});

test('one endpoint on two objects is two endpoints', async () => {
  const [one, two] = [await post(REPORT, 'one', REPORT_PAYMENT), await post(REPORT, 'two', REPORT_PAYMENT)];
  const path = (id: string) => `/v1/payment_records/${id}/report_payment_attempt_informational`;
  assert.equal((await post(path(one.body.id), 'objects', 'description=x')).status, 200);
  assert.equal((await post(path(two.body.id), 'objects', 'description=x')).body.error.type, 'idempotency_error');
});

test('what the rules refused is replayed, even when it would be accepted by now', async () => {
  const { body: record } = await post(REPORT, 'open', REPORT_PAYMENT.replace(/&outcome=.*/, ''));
  const path = `/v1/payment_records/${record.id}`;
  const refund = 'outcome=refunded&processor_details[type]=custom&processor_details[custom][refund_reference]=early';
  const refused = await post(`${path}/report_refund`, 'early', refund);
  assert.equal(refused.status, 400);
  assert.equal(refused.headers.get('original-request'), refused.headers.get('request-id'));
  const guaranteed = await post(`${path}/report_payment_attempt_guaranteed`, 'late', 'guaranteed_at=1750000000');
  assert.equal(guaranteed.status, 200);
  checkReplay(await post(`${path}/report_refund`, 'early', refund), refused);
  assert.equal((await post(`${path}/report_refund`, 'again', refund)).status, 200);
});

test('a 404 is replayed too', async () => {
  const path = '/v1/payment_records/pr_missing/report_payment_attempt_failed';
  const first = await post(path, 'missing', 'failed_at=1750000000');
  assert.equal(first.status, 404);
  checkReplay(await post(path, 'missing', 'failed_at=1750000000'), first);
});

for (const [name, form, headers] of [
  ['an unknown parameter', `${REPORT_PAYMENT}&foo=1`, {}],
  ['a missing parameter', 'outcome=failed', {}],
  ['an outcome that does not fit', `${REPORT_PAYMENT}&failed[failed_at]=1`, {}],
  ['what cannot be expanded', `${REPORT_PAYMENT}&expand[]=customer`, {}],
  ['a version that does not exist', REPORT_PAYMENT, { 'Stripe-Version': 'latest' }],
  ['a bad key', REPORT_PAYMENT, { Authorization: 'Bearer sk_test_nobodyMadeThisKey' }],
] as const) {
  test(`a refusal of ${name} is not kept: the corrected request works`, async () => {
    const refused = await post(REPORT, `corrected ${name}`, form, headers);
    assert.ok(refused.status === 400 || refused.status === 401);
    assert.equal(refused.headers.get('original-request'), null);
    const corrected = await post(REPORT, `corrected ${name}`, REPORT_PAYMENT);
    assert.equal(corrected.status, 200);
    assert.equal(corrected.headers.get('idempotent-replayed'), null);
  });
}

test('keys are a mode apart', async () => {
  const test_mode = await post(REPORT, 'modes', REPORT_PAYMENT);
  const live_mode = await post(REPORT, 'modes', `${REPORT_PAYMENT}&description=live`, {
    Authorization: `Bearer ${LIVE_KEY}`,
  });
  assert.deepEqual([test_mode.status, live_mode.status], [200, 200]);
  assert.equal(live_mode.body.livemode, true);
  assert.notEqual(live_mode.body.id, test_mode.body.id);
});

test('a replay shows the first answer, whatever became of the object since', async () => {
  const first = await post(REPORT, 'changed', `${REPORT_PAYMENT}&description=before`);
  const path = `/v1/payment_records/${first.body.id}`;
  const second = await post(`${path}/report_payment_attempt_informational`, 'change', 'description=after');
  const third = await post(`${path}/report_payment_attempt_informational`, 'change again', 'description=in+the+end');
  checkReplay(await post(REPORT, 'changed', `${REPORT_PAYMENT}&description=before`), first);
  checkReplay(await post(`${path}/report_payment_attempt_informational`, 'change', 'description=after'), second);
  const { body: now } = await request(daybook, 'GET', path);
  assert.deepEqual(now, third.body);
});

test('a replay is in the version of the first answer', async () => {
  const version = { 'Stripe-Version': '2026-09-30.endive' };
  const first = await post(REPORT, 'version', REPORT_PAYMENT, version);
  assert.equal(first.headers.get('stripe-version'), '2026-09-30.endive');
  const replay = await post(REPORT, 'version', REPORT_PAYMENT);
  checkReplay(replay, first);
  assert.equal(replay.headers.get('stripe-version'), '2026-09-30.endive');
});

test('in a GET a key means nothing', async () => {
  const first = await request(daybook, 'GET', '/v1/payment_records', 'limit=1', { 'Idempotency-Key': 'changed' });
  assert.equal(first.status, 200);
  for (const name of ['idempotency-key', 'idempotent-replayed', 'original-request']) {
    assert.equal(first.headers.get(name), null, name);
  }
});

test('replays survive a restart', async () => {
  const first = await post(REPORT, 'restart', REPORT_PAYMENT);
  const path = '/v1/payment_records/pr_missing/report_payment_attempt_failed';
  const refused = await post(path, 'restart refused', 'failed_at=1750000000');
  daybook = await daybook.restart();
  checkReplay(await post(REPORT, 'restart', REPORT_PAYMENT), first);
  const again = await post(path, 'restart refused', 'failed_at=1750000000');
  const { doc_url: _old, ...error } = refused.body.error;
  const { doc_url: _new, ...error_again } = again.body.error;
  assert.deepEqual(error_again, error, 'but for the port in doc_url, which is another now');
});

test('answers that an earlier release kept, under the key itself, are repeated', async () => {
  const form = 'name=kept before';
  const decoded = decodeForm(form);
  assert.ok(!isRefusal(decoded));
  const id = await withLedger(daybook, async ({ ledger }) => {
    const idempotency = {
      key: 'of an earlier release',
      kept_under: 'of an earlier release',
      path: '/v1/customers',
      request_hash: requestHash(ledger.store.fingerprint_key, 'POST', decoded),
    };
    const of_before = { scope: 1, livemode: false, actor: 'test', request_id: 'req_before', api_version: '2024-06-20' };
    const outcome = await ledger.committer.submit({
      ...of_before,
      name: 'customer.create',
      input: { members: { name: 'kept before' } },
      idempotency,
    });
    assert.ok(outcome.status === 'done');
    return outcome.row.id;
  });
  const again = await post('/v1/customers', 'of an earlier release', form);
  assert.deepEqual(
    [again.status, again.body.id, again.headers.get('idempotent-replayed'), again.headers.get('original-request')],
    [200, id, 'true', 'req_before'],
  );
  const other = await post('/v1/customers', 'of an earlier release', 'name=other');
  assert.deepEqual([other.status, other.body.error.type], [400, 'idempotency_error']);
  assert.match(other.body.error.message, /'of an earlier release'/);
});

test('no key can be sent that is taken for what another is kept under', async () => {
  const first = await post('/v1/customers', 'one', 'name=one');
  const kept = await withLedger(daybook, async ({ ledger }) => keptUnder(ledger.store.fingerprint_key, 'one'));
  await assert.rejects(post('/v1/customers', kept, 'name=one'), 'it is none that a header can hold');
  assert.notEqual((await post('/v1/customers', kept.slice(1), 'name=one')).body.id, first.body.id);
});

test('replies are kept for a day at least, and forgotten after 25 hours', async (context) => {
  const first = await post(REPORT, 'aged', REPORT_PAYMENT);
  const prune = async (later_ms: number) => {
    context.mock.timers.enable({ apis: ['Date'], now: Date.now() + later_ms });
    // Any command prunes; this one is refused, so that nothing changes.
    const command = { name: 'api_key.revoke', input: { id: 'key_missing' }, scope: 1, livemode: false } as const;
    await withLedger(daybook, async ({ ledger }) => {
      await new BatchRunner(ledger.store, machineClock).run([
        { ...command, actor: 'test', request_id: null, api_version: '' },
      ]);
    });
    context.mock.timers.reset();
  };
  await prune(24 * HOUR_MS);
  checkReplay(await post(REPORT, 'aged', REPORT_PAYMENT), first);
  await prune(25 * HOUR_MS + 60_000);
  const fresh = await post(REPORT, 'aged', REPORT_PAYMENT);
  assert.equal(fresh.headers.get('idempotent-replayed'), null);
  assert.notEqual(fresh.body.id, first.body.id);
});

test('repetitions of a finished request are all answered as it was, however many come at once', async () => {
  const form = REPORT_PAYMENT;
  const first = await post(REPORT, 'finished', form);
  assert.equal(first.status, 200);
  const before = await position();
  const replays = await Promise.all(Array.from({ length: 20 }, () => post(REPORT, 'finished', form)));
  for (const replay of replays) checkReplay(replay, first);
  const others = await Promise.all([post(REPORT, 'finished', form), post(REPORT, 'finished', `${form}&description=x`)]);
  assert.deepEqual(
    others.map(({ status, body }) => [status, body.error?.type]),
    [
      [200, undefined],
      [400, 'idempotency_error'],
    ],
  );
  assert.deepEqual(await madeSince(before), { entries: 0, events: 0 });
});

test('so are repetitions of a decline', async () => {
  const form = 'amount=1000&currency=usd&payment_method=pm_card_chargeDeclined&confirm=true';
  const first = await post('/v1/payment_intents', 'declined', form);
  assert.equal(first.status, 402);
  const replays = await Promise.all(Array.from({ length: 5 }, () => post('/v1/payment_intents', 'declined', form)));
  for (const replay of replays) checkReplay(replay, first);
});
