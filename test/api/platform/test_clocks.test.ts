/** Test clocks on the wire: what is under one falls due when the clock is advanced. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { verify } from '../../../src/app/verify.js';
import { type Answer, request, type TestDaybook } from '../../support/daybook.js';
import { type Engine, engines } from '../../support/engines.js';
import { withLedger } from '../../support/ledger.js';
import { checkBalance, checkPayment } from '../../support/payments.js';
import { startReceiver, verified } from '../../support/receiver.js';
import { isRefused, LIVE, succeeds } from '../../support/scenario.js';
import { client } from '../../support/sdk.js';

type Json = Answer['body'];

const CLOCKS = '/v1/test_helpers/test_clocks';
const BEGIN = 1_900_000_000;
const DAY = 86_400;

for (const engine of engines()) {
  describe(`test clocks on ${engine.name}`, { skip: engine.skip }, () => clocks(engine));
}

function clocks(engine: Engine): void {
  let daybook: TestDaybook;
  before(async () => {
    daybook = await engine.start();
  });
  after(() => daybook.remove());

  const get = (path: string, form = ''): Promise<Json> => succeeds(daybook, 'GET', path, form);
  const post = (path: string, form = ''): Promise<Json> => succeeds(daybook, 'POST', path, form);

  async function begin(): Promise<{ clock: string; customer: string }> {
    const { id: clock } = await post(CLOCKS, `frozen_time=${BEGIN}`);
    const { id: customer } = await post('/v1/customers', `test_clock=${clock}`);
    return { clock, customer };
  }

  const pay = (customer: string, form: string): Promise<Json> =>
    post('/v1/payment_intents', `amount=2000&currency=usd&confirm=true&customer=${customer}&${form}`);

  async function ready(clock: string): Promise<Json> {
    const end_ms = Date.now() + 20_000;
    for (;;) {
      const now = await get(`${CLOCKS}/${clock}`);
      if (now.status === 'ready') return now;
      assert.ok(Date.now() < end_ms, JSON.stringify(now));
      await delay(10);
    }
  }

  /** Advances, and tells of every event but those of clocks, with the object as it shows it. */
  async function advance(clock: string, frozen_time: number): Promise<Json[]> {
    const [last] = (await get('/v1/events', 'limit=1')).data;
    const answer = await post(`${CLOCKS}/${clock}/advance`, `frozen_time=${frozen_time}`);
    assert.deepEqual(
      [answer.status, answer.status_details],
      ['advancing', { advancing: { target_frozen_time: frozen_time } }],
    );
    const now = await ready(clock);
    assert.deepEqual([now.frozen_time, now.status_details], [frozen_time, {}]);
    const { data } = await get('/v1/events', `limit=100&ending_before=${last.id}`);
    return data.reverse().filter(({ type }: Json) => !type.startsWith('test_helpers.'));
  }

  const types = (events: Json[]): string[] => events.map(({ type }) => type);

  it('are made, seen, listed and deleted', async () => {
    const made = await post(CLOCKS, `frozen_time=${BEGIN}&name=a year`);
    const { id, created, ...rest } = made;
    assert.match(id, /^clock_/);
    assert.ok(Math.abs(created - Date.now() / 1000) < 60);
    assert.deepEqual(rest, {
      object: 'test_helpers.test_clock',
      deletes_after: created + 30 * DAY,
      frozen_time: BEGIN,
      livemode: false,
      name: 'a year',
      status: 'ready',
      status_details: {},
    });
    assert.deepEqual(await get(`${CLOCKS}/${id}`), made);
    const customer = await post('/v1/customers', `test_clock=${id}&expand[]=test_clock`);
    assert.deepEqual([customer.created, customer.test_clock], [BEGIN, made]);
    const second = await post(CLOCKS, `frozen_time=0`);
    assert.equal(second.name, null);
    assert.deepEqual((await get(CLOCKS, 'limit=2')).data, [second, made]);
    const other = await post('/v1/customers');
    const listed = async (form: string) => (await get('/v1/customers', form)).data.map(({ id: one }: Json) => one);
    assert.deepEqual(await listed(`test_clock=${id}`), [customer.id]);
    assert.deepEqual(await listed('limit=1'), [other.id]);
    assert.ok(!(await listed('limit=100')).includes(customer.id));
    assert.deepEqual(await succeeds(daybook, 'DELETE', `${CLOCKS}/${id}`), {
      id,
      object: 'test_helpers.test_clock',
      deleted: true,
    });
    assert.deepEqual((await get(CLOCKS, 'limit=1')).data, [second]);
    assert.equal((await get(`/v1/customers/${customer.id}`)).deleted, true);
    assert.deepEqual(await listed(`test_clock=${id}`), []);
    const events = (await get('/v1/events', 'limit=2')).data;
    assert.deepEqual(types(events), ['test_helpers.test_clock.deleted', 'customer.deleted']);
    assert.deepEqual(events[0].data.object, { ...made, name: 'a year' });
    await isRefused(daybook, 'GET', `${CLOCKS}/${id}`, '', { status: 404, code: 'resource_missing', param: 'id' });
    await isRefused(daybook, 'DELETE', `${CLOCKS}/${id}`, '', { status: 404, code: 'resource_missing', param: 'id' });
  });

  it('refuse what makes no sense', async () => {
    const { clock, customer } = await begin();
    const long = 'x'.repeat(301);
    for (const [method, path, form, expected] of [
      ['POST', CLOCKS, '', { code: 'parameter_missing', param: 'frozen_time' }],
      ['POST', CLOCKS, 'frozen_time=soon', { code: 'parameter_invalid_integer', param: 'frozen_time' }],
      ['POST', CLOCKS, 'frozen_time=-1', { param: 'frozen_time' }],
      ['POST', CLOCKS, 'frozen_time=253402300800', { code: 'parameter_invalid_integer', param: 'frozen_time' }],
      ['POST', CLOCKS, `frozen_time=1&name=${long}`, { param: 'name' }],
      ['POST', CLOCKS, 'frozen_time=1&customer=cus_1', { code: 'parameter_unknown', param: 'customer' }],
      ['POST', `${CLOCKS}/${clock}/advance`, '', { code: 'parameter_missing', param: 'frozen_time' }],
      ['POST', `${CLOCKS}/${clock}/advance`, `frozen_time=${BEGIN}`, { param: 'frozen_time' }],
      ['POST', `${CLOCKS}/${clock}/advance`, `frozen_time=${BEGIN + 732 * DAY}`, { param: 'frozen_time' }],
      ['POST', `${CLOCKS}/clock_x/advance`, 'frozen_time=1', { status: 404, code: 'resource_missing', param: 'id' }],
      ['POST', '/v1/customers', 'test_clock=clock_x', { code: 'resource_missing', param: 'test_clock' }],
      ['POST', `/v1/customers/${customer}`, `test_clock=${clock}`, { code: 'parameter_unknown', param: 'test_clock' }],
    ] as const) {
      await isRefused(daybook, method, path, form, expected);
    }
    for (const [method, path, form] of [
      ['POST', CLOCKS, 'frozen_time=1'],
      ['GET', CLOCKS, ''],
      ['GET', `${CLOCKS}/${clock}`, ''],
      ['POST', `${CLOCKS}/${clock}/advance`, 'frozen_time=1'],
      ['DELETE', `${CLOCKS}/${clock}`, ''],
    ] as const) {
      await isRefused(daybook, method, path, form, { code: 'testmode_charges_only', headers: LIVE });
    }
  });

  it('end an authorization when they pass its end, and not before', async () => {
    const { clock, customer } = await begin();
    const held = await pay(customer, 'payment_method=pm_card_visa&capture_method=manual&expand[]=latest_charge');
    assert.equal(held.created, BEGIN);
    const { capture_before } = held.latest_charge.payment_method_details.card;
    assert.equal(capture_before, BEGIN + 7 * DAY);
    assert.deepEqual(await advance(clock, capture_before - 1), []);
    await delay(200);
    assert.equal((await get(`/v1/payment_intents/${held.id}`)).status, 'requires_capture');
    const [expired, canceled] = await advance(clock, capture_before);
    assert.deepEqual([expired.type, canceled.type], ['charge.expired', 'payment_intent.canceled']);
    assert.deepEqual([canceled.data.object.id, canceled.data.object.canceled_at], [held.id, capture_before]);
    await checkPayment(daybook, held.id);
  });

  it('do what is due in the order of time, each at its own', async () => {
    const { clock, customer } = await begin();
    const script = (days: number) =>
      `payment_method=pm_card_visa&metadata[sandbox_outcome]=timeout&metadata[sandbox_after_seconds]=${days * DAY}`;
    const later = await pay(customer, script(5));
    const earlier = await pay(customer, script(3));
    assert.deepEqual([later.status, earlier.status], ['processing', 'processing']);
    const refundable = await pay(customer, 'payment_method=pm_card_refundFail');
    const refund = await post('/v1/refunds', `payment_intent=${refundable.id}`);
    assert.equal(refund.status, 'succeeded');
    const disputed = await pay(customer, 'payment_method=pm_card_createDispute');
    const [dispute] = (await get('/v1/disputes', `payment_intent=${disputed.id}`)).data;
    assert.deepEqual([dispute.created, dispute.status], [BEGIN, 'needs_response']);
    const events = await advance(clock, BEGIN + 20 * DAY);
    assert.deepEqual(
      events.map(({ type, data }: Json) => `${type} ${data.object.payment_intent ?? data.object.id}`),
      [
        `refund.failed ${refundable.id}`,
        `charge.refund.updated ${refundable.id}`,
        `charge.succeeded ${earlier.id}`,
        `payment_intent.succeeded ${earlier.id}`,
        `charge.updated ${earlier.id}`,
        `charge.succeeded ${later.id}`,
        `payment_intent.succeeded ${later.id}`,
        `charge.updated ${later.id}`,
        `charge.dispute.closed ${disputed.id}`,
      ],
    );
    const movements = await get('/v1/balance_transactions', `source=${later.latest_charge}`);
    assert.deepEqual(
      movements.data.map(({ created, available_on, status }: Json) => [created, available_on, status]),
      [[BEGIN + 5 * DAY, BEGIN + 7 * DAY, 'available']],
    );
    assert.equal((await get(`/v1/disputes/${dispute.id}`)).status, 'lost');
    for (const { id } of [later, earlier, refundable]) await checkPayment(daybook, id);
  });

  it('make the money that waits under them usable, whatever the machine says', async () => {
    const net = async () => {
      const { available, pending } = await get('/v1/balance');
      const of = (funds: Json) => funds.find(({ currency }: Json) => currency === 'chf')?.amount;
      return [of(available), of(pending)];
    };
    const { clock, customer } = await begin();
    const { latest_charge } = await pay(customer, 'payment_method=pm_card_visa');
    const [movement] = (await get('/v1/balance_transactions', `source=${latest_charge}`)).data;
    assert.deepEqual([movement.status, movement.available_on], ['pending', BEGIN + 2 * DAY]);
    const form = `amount=1000&currency=chf&confirm=true&customer=${customer}&payment_method=pm_card_visa`;
    await post('/v1/payment_intents', form);
    assert.deepEqual(await net(), [0, 941]);
    await advance(clock, BEGIN + 2 * DAY - 1);
    assert.deepEqual(await net(), [0, 941]);
    assert.deepEqual(await advance(clock, BEGIN + 2 * DAY), []);
    assert.deepEqual(await net(), [941, 0]);
    await checkBalance(daybook);
  });

  it('are closed to others on their way, and the same request works once they have arrived', async () => {
    const { clock, customer } = await begin();
    const held = await pay(customer, 'payment_method=pm_card_visa&capture_method=manual');
    await withLedger(daybook, async ({ run }) => {
      // Beside the server, which does not hear of it and looks again later only.
      await run('test_clock.advance', { id: clock, frozen_time: BEGIN + DAY });
      const capture = () =>
        request(daybook, 'POST', `/v1/payment_intents/${held.id}/capture`, '', { 'Idempotency-Key': clock });
      const { status, headers, body } = await capture();
      assert.deepEqual([status, headers.get('stripe-should-retry'), body.error.code], [429, 'true', 'lock_timeout']);
      assert.equal(body.error.message, `Test clock advancement underway - cannot perform modifications: ${clock}`);
      await run('test_clock.due', { id: clock });
      await ready(clock);
      const repeated = await capture();
      assert.deepEqual([repeated.status, repeated.body.status], [200, 'succeeded']);
    });
  });

  it('arrive although Daybook was stopped on the way', async () => {
    const { clock, customer } = await begin();
    for (let count = 0; count < 5; count += 1) {
      await pay(customer, 'payment_method=pm_card_visa&capture_method=manual');
    }
    await withLedger(daybook, async ({ run }) => {
      await run('test_clock.advance', { id: clock, frozen_time: BEGIN + 10 * DAY });
      await run('test_clock.due', { id: clock });
      await run('test_clock.due', { id: clock });
    });
    const intents = async () => (await get('/v1/payment_intents', `customer=${customer}`)).data;
    const count = async () => (await intents()).filter(({ status }: Json) => status === 'canceled').length;
    assert.equal(await count(), 2);
    assert.equal((await get(`${CLOCKS}/${clock}`)).frozen_time, BEGIN + 7 * DAY);
    daybook = await daybook.restart();
    await ready(clock);
    assert.equal(await count(), 5);
    for (const { canceled_at } of await intents()) assert.equal(canceled_at, BEGIN + 7 * DAY);
    const { data } = await get('/v1/events', 'limit=100&type=payment_intent.canceled');
    const own = new Set((await intents()).map(({ id }: Json) => id));
    assert.equal(data.filter(({ data: { object } }: Json) => own.has(object.id)).length, 5);
  });

  it('tell endpoints what happens', async () => {
    const receiver = await startReceiver();
    const { secret, id } = await post(
      '/v1/webhook_endpoints',
      `url=${receiver.url}&enabled_events[]=test_helpers.*&enabled_events[]=payment_intent.canceled`,
    );
    const { clock, customer } = await begin();
    await pay(customer, 'payment_method=pm_card_visa&capture_method=manual');
    await advance(clock, BEGIN + 10 * DAY);
    await succeeds(daybook, 'DELETE', `${CLOCKS}/${clock}`);
    const received = await receiver.count(5);
    const events = received.map((one) => verified(one, secret)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    assert.deepEqual(
      events.map(({ type, data }) => `${type} ${(data.object as Json).status} ${(data.object as Json).frozen_time}`),
      [
        `test_helpers.test_clock.created ready ${BEGIN}`,
        `test_helpers.test_clock.advancing advancing ${BEGIN}`,
        'payment_intent.canceled canceled undefined',
        `test_helpers.test_clock.ready ready ${BEGIN + 10 * DAY}`,
        `test_helpers.test_clock.deleted ready ${BEGIN + 10 * DAY}`,
      ],
    );
    await succeeds(daybook, 'DELETE', `/v1/webhook_endpoints/${id}`);
    await receiver.close();
  });

  it('leave what was made under them where it was when they are deleted', async () => {
    const { clock, customer } = await begin();
    const held = await pay(customer, 'payment_method=pm_card_visa&capture_method=manual');
    await succeeds(daybook, 'DELETE', `${CLOCKS}/${clock}`);
    const captured = await post(`/v1/payment_intents/${held.id}/capture`, 'amount_to_capture=500');
    assert.deepEqual([captured.status, captured.customer], ['succeeded', customer]);
    await checkPayment(daybook, held.id);
  });

  it("work with Stripe's SDK", async () => {
    const stripe = client(daybook);
    const { testClocks } = stripe.testHelpers;
    const clock = await testClocks.create({ frozen_time: BEGIN, name: 'sdk' });
    const customer = await stripe.customers.create({ test_clock: clock.id });
    assert.equal(customer.test_clock, clock.id);
    const advancing = await testClocks.advance(clock.id, { frozen_time: BEGIN + DAY });
    assert.equal(advancing.status_details.advancing?.target_frozen_time, BEGIN + DAY);
    await ready(clock.id);
    const now = await testClocks.retrieve(clock.id);
    assert.deepEqual([now.status, now.frozen_time], ['ready', BEGIN + DAY]);
    const [listed] = (await testClocks.list({ limit: 1 })).data;
    assert.deepEqual(listed?.id, clock.id);
    const { data } = await stripe.customers.list({ test_clock: clock.id });
    assert.deepEqual(
      data.map(({ id }) => id),
      [customer.id],
    );
    assert.equal((await testClocks.del(clock.id)).deleted, true);
  });

  it('stand the verification of everything', async () => {
    const { clock, customer } = await begin();
    await pay(customer, 'payment_method=pm_card_createDispute');
    await advance(clock, BEGIN + DAY);
    await withLedger(daybook, async ({ ledger }) => {
      const { lines } = await ledger.store.snapshot((inspector) => verify(inspector));
      assert.deepEqual(lines, []);
    });
  });

  it('filters and searches by when objects show that they were made', async () => {
    const { clock, customer } = await begin();
    const later = await pay(customer, 'payment_method=pm_card_createIssuerFraudRecord');
    await post('/v1/refunds', `payment_intent=${later.id}&amount=100`);
    await pay(customer, 'payment_method=pm_card_createDispute');
    const setup = await post('/v1/setup_intents', `customer=${customer}&payment_method=pm_card_visa&confirm=true`);
    await advance(clock, BEGIN + DAY);
    await ready(clock);
    const next = await pay(customer, 'payment_method=pm_card_visa');
    assert.equal(next.created, BEGIN + DAY);
    const now = Math.floor(Date.now() / 1000);
    const lists: readonly [path: string, of: string, count: number][] = [
      ['/v1/payment_intents', '', 2],
      ['/v1/payment_intents', `&customer=${customer}`, 2],
      ['/v1/charges', '', 2],
      ['/v1/refunds', '', 1],
      ['/v1/disputes', '', 1],
      ['/v1/radar/early_fraud_warnings', '', 1],
      ['/v1/balance_transactions', '', 4],
      ['/v1/setup_intents', '', 1],
      ['/v1/setup_attempts', `&setup_intent=${setup.id}`, 1],
      ['/v1/customers', `&test_clock=${clock}`, 1],
      ['/v1/payment_records', '', 2],
    ];
    for (const [path, of, count] of lists) {
      const list = async (range: string): Promise<Json[]> => (await get(path, `limit=100&${range}${of}`)).data;
      const own = (objects: Json[]) => objects.filter(({ created }) => created === BEGIN);
      for (const range of [`created=${BEGIN}`, `created[gte]=${BEGIN}&created[lt]=${BEGIN + 1}`]) {
        const found = await list(range);
        assert.ok(found.length >= count && own(found).length === found.length, `${path} ${range}`);
      }
      const before = await list(`created[lte]=${now + 60}`);
      assert.deepEqual(own(before), [], `${path}: what is dated later is not found now`);
      const whole = await list(`created[gt]=${now - 3_600}`);
      assert.ok(own(whole).length >= count, path);
      const ids = whole.map(({ id }) => id);
      assert.deepEqual(ids, [...ids].sort().reverse(), `${path} keeps its order`);
      // Page by page, the same.
      const walked: string[] = [];
      for (let more = true; more; ) {
        const after = walked.length === 0 ? '' : `&starting_after=${walked.at(-1)}`;
        const page = await get(path, `limit=2&created[gt]=${now - 3_600}${of}${after}`);
        walked.push(...page.data.map(({ id }: Json) => id));
        more = page.has_more;
      }
      assert.deepEqual(walked.slice(0, ids.length), ids, path);
    }
    const records = await get(
      '/v1/payment_records',
      `limit=100&created_after=${BEGIN - 1}&created_before=${BEGIN + 1}`,
    );
    assert.ok(records.data.length >= 2);
    const happened = await get(
      '/v1/payment_records',
      `limit=100&currency=usd&happened[gte]=${BEGIN}&happened[lt]=${BEGIN + 1}`,
    );
    const overview = await get('/v1/daybook/overview', `currency=usd&from=${BEGIN}&to=${BEGIN + 1}`);
    assert.equal(overview.totals.payments, happened.data.length);
    assert.ok(happened.data.length >= 2);
    const searched = async (path: string, query: string): Promise<number> =>
      (await get(`${path}/search`, `limit=100&query=${encodeURIComponent(query)}`)).data.filter(
        (object: Json) => object.customer === customer || object.id === customer,
      ).length;
    for (const path of ['/v1/payment_intents', '/v1/charges']) {
      assert.equal(await searched(path, `created:${BEGIN}`), 2);
      assert.equal(await searched(path, `created>${BEGIN}`), 1);
      assert.equal(await searched(path, `created<${BEGIN}`), 0);
      assert.equal(await searched(path, `-created<=${BEGIN}`), 1);
      assert.equal(await searched(path, `created:${BEGIN} OR created:${BEGIN + DAY}`), 3);
    }
    assert.equal(await searched('/v1/customers', `created>=${BEGIN}`), 1);
  });
}
