import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Answer, request } from '../../test/support/daybook.js';
import { type Engine, engines, type TestDatabase } from '../../test/support/engines.js';
import { REPORT_PAYMENT } from '../../test/support/golden.js';
import { checkJournal, effectsByKey } from '../../test/support/journal_checks.js';
import { journalOf } from '../../test/support/ledger.js';
import { checkBalance, checkPayment } from '../../test/support/payments.js';
import { type ServerProcess, startServerProcess } from '../../test/support/server_process.js';

const REPORT = '/v1/payment_records/report_payment';
const OPEN_PAYMENT = REPORT_PAYMENT.replace(/&outcome=.*/, '');

function refund(reference: string, value: number): string {
  return `outcome=refunded&processor_details[type]=custom&processor_details[custom][refund_reference]=${reference}&amount[currency]=usd&amount[value]=${value}`;
}

/** 0, 1, … as an array. */
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

for (const engine of engines()) {
  describe(`three processes on one ${engine.name} database`, { skip: engine.skip }, () => threeProcesses(engine));
}

function threeProcesses(engine: Engine): void {
  let database: TestDatabase;
  let processes: ServerProcess[];

  before(async () => {
    database = await engine.make();
    // At once, on a database that does not exist yet: whoever is first makes it.
    processes = await Promise.all(upTo(3).map(() => startServerProcess(database.location)));
  });
  after(async () => {
    await Promise.all(processes.map((process) => process.stop()));
    await database.remove();
  });

  const post = (process: ServerProcess, path: string, form: string, key?: string): Promise<Answer> =>
    request(process, 'POST', path, form, key === undefined ? {} : { 'Idempotency-Key': key });
  const first = (): ServerProcess => processes[0] as ServerProcess;
  /** One request to every process, all at once, `times` times. */
  const everywhere = (times: number, send: (process: ServerProcess) => Promise<Answer>): Promise<Answer[]> =>
    Promise.all(upTo(times).flatMap(() => processes.map(send)));
  const made = async (form: string): Promise<string> => {
    const { status, body } = await post(first(), REPORT, form);
    assert.equal(status, 200, JSON.stringify(body));
    return `/v1/payment_records/${body.id}`;
  };

  test('one idempotency key has one effect, and every process replays the same answer', async () => {
    const keys = upTo(60).map((number) => `shared_${number}`);
    const answers = await Promise.all(
      keys.map((key) => everywhere(2, (process) => post(process, REPORT, `${REPORT_PAYMENT}&description=${key}`, key))),
    );
    for (const [index, key] of keys.entries()) {
      const bodies = new Set<string>();
      for (const { status, body } of answers[index] ?? []) {
        if (status === 200) bodies.add(JSON.stringify(body));
        else assert.deepEqual([status, body.error.code], [409, 'idempotency_key_in_use']);
      }
      assert.equal(bodies.size, 1, `${key} was answered in ${bodies.size} ways`);
      for (const process of processes) {
        const replay = await post(process, REPORT, `${REPORT_PAYMENT}&description=${key}`, key);
        assert.equal(replay.headers.get('idempotent-replayed'), 'true');
        assert.deepEqual([...bodies], [JSON.stringify(replay.body)]);
      }
    }
    const effects = effectsByKey(await journalOf(first()));
    for (const key of keys) assert.equal(effects.get(key), 1, key);
  });

  test('one key for different requests: one of them wins everywhere', async () => {
    const answers = await Promise.all(
      upTo(60).map((number) =>
        post(processes[number % 3] as ServerProcess, REPORT, `${REPORT_PAYMENT}&description=${number}`, 'contested'),
      ),
    );
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    for (const { status, body } of answers) {
      if (status !== 200) assert.ok(status === 409 || body.error.type === 'idempotency_error', JSON.stringify(body));
    }
    assert.equal(effectsByKey(await journalOf(first())).get('contested'), 1);
  });

  test('one refund reference is taken once', async () => {
    const paths = await Promise.all(upTo(10).map(() => made(REPORT_PAYMENT)));
    const answers = await Promise.all(
      upTo(10).map((number) =>
        // On different records too: a reference is unique in the whole account.
        Promise.all(
          upTo(6).map((turn) =>
            post(
              processes[turn % 3] as ServerProcess,
              `${paths[(number + (turn % 2)) % 10]}/report_refund`,
              refund(`once_${number}`, 10),
            ),
          ),
        ),
      ),
    );
    for (const each of answers) {
      assert.equal(each.filter(({ status }) => status === 200).length, 1);
      for (const { status, body } of each) {
        if (status !== 200) assert.deepEqual([status, body.error.code], [400, 'resource_already_exists']);
      }
    }
  });

  test('refunds never exceed what was guaranteed, and use all of it', async () => {
    const path = await made(REPORT_PAYMENT.replace('=5099', '=1000'));
    const answers = await Promise.all(
      upTo(45).map((number) =>
        post(processes[number % 3] as ServerProcess, `${path}/report_refund`, refund(`part_${number}`, 90)),
      ),
    );
    assert.equal(answers.filter(({ status }) => status === 200).length, 11);
    for (const { status, body } of answers) {
      if (status !== 200) assert.match(body.error.message, /greater than the remaining unrefunded amount \(10 usd\)/);
    }
    for (const process of processes) {
      const { body } = await request(process, 'GET', path);
      assert.equal(body.amount_refunded.value, 990);
    }
  });

  test('no update is lost', async () => {
    const path = await made(REPORT_PAYMENT);
    const answers = await Promise.all(
      upTo(48).map((number) =>
        post(
          processes[number % 3] as ServerProcess,
          `${path}/report_payment_attempt_informational`,
          `metadata[key_${number}]=${number}`,
        ),
      ),
    );
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    for (const process of processes) {
      const { body } = await request(process, 'GET', path);
      assert.deepEqual(body.metadata, Object.fromEntries(upTo(48).map((number) => [`key_${number}`, String(number)])));
    }
  });

  test('one outcome wins', async () => {
    const outcomes = ['guaranteed', 'failed', 'canceled'] as const;
    const paths = await Promise.all(upTo(20).map(() => made(OPEN_PAYMENT)));
    await Promise.all(
      paths.map(async (path, number) => {
        const answers = await Promise.all(
          outcomes.map((outcome, turn) =>
            post(
              processes[(number + turn) % 3] as ServerProcess,
              `${path}/report_payment_attempt_${outcome}`,
              `${outcome}_at=1750000000`,
            ),
          ),
        );
        const winners = outcomes.filter((_, turn) => answers[turn]?.status === 200);
        assert.equal(winners.length, 1, path);
        const { body } = await request(processes[number % 3] as ServerProcess, 'GET', path);
        for (const outcome of outcomes) {
          assert.equal(body[`amount_${outcome}`].value, outcome === winners[0] ? 5099 : 0, `${path} ${outcome}`);
        }
      }),
    );
  });

  const pay = async (form: string): Promise<string> => {
    const { status, body } = await post(first(), '/v1/payment_intents', `currency=usd&confirm=true&${form}`);
    assert.equal(status, 200, JSON.stringify(body));
    return body.id;
  };
  const HELD = 'amount=1000&payment_method=pm_card_visa&capture_method=manual';

  test('a plain payment is captured once', async () => {
    for (const id of await Promise.all(upTo(5).map(() => pay(HELD)))) {
      const answers = await everywhere(8, (process) => post(process, `/v1/payment_intents/${id}/capture`, ''));
      assert.equal(answers.filter(({ status }) => status === 200).length, 1);
      for (const { status, body } of answers) {
        if (status !== 200) assert.deepEqual([status, body.error.code], [400, 'payment_intent_unexpected_state']);
      }
      for (const process of processes) assert.equal((await checkPayment(process, id)).amount_received, 1_000);
    }
  });

  test('several captures take all that was authorized, and no more', async () => {
    const id = await pay(`${HELD}&payment_method_options[card][request_multicapture]=if_available`);
    const answers = await everywhere(15, (process) =>
      post(process, `/v1/payment_intents/${id}/capture`, 'amount_to_capture=30&final_capture=false'),
    );
    assert.equal(answers.filter(({ status }) => status === 200).length, 33);
    for (const process of processes) {
      const intent = await checkPayment(process, id);
      assert.deepEqual([intent.amount_received, intent.amount_capturable], [990, 10]);
    }
  });

  test('a payment is captured or canceled, not both', async () => {
    for (const id of await Promise.all(upTo(5).map(() => pay(HELD)))) {
      let turn = 0;
      const answers = await everywhere(4, (process) => {
        turn += 1;
        return post(process, `/v1/payment_intents/${id}/${turn % 2 === 0 ? 'capture' : 'cancel'}`, '');
      });
      assert.equal(answers.filter(({ status }) => status === 200).length, 1);
      for (const process of processes) await checkPayment(process, id);
    }
  });

  test('refunds return all that was received, and no more', async () => {
    const id = await pay('amount=1000&payment_method=pm_card_visa');
    const answers = await everywhere(15, (process) => post(process, '/v1/refunds', `payment_intent=${id}&amount=90`));
    assert.equal(answers.filter(({ status }) => status === 200).length, 11);
    for (const process of processes) {
      const { latest_charge } = await checkPayment(process, id);
      const { body } = await request(process, 'GET', `/v1/charges/${latest_charge}`);
      assert.equal(body.amount_refunded, 990);
    }
    await checkBalance(first());
  });

  test('a clock is advanced once, and what falls due under it happens once', async () => {
    const WEEK = 7 * 24 * 60 * 60;
    const frozen_time = 1_900_000_000;
    const { body: clock } = await post(first(), '/v1/test_helpers/test_clocks', `frozen_time=${frozen_time}`);
    const { body: customer } = await post(first(), '/v1/customers', `test_clock=${clock.id}`);
    const held = await Promise.all(upTo(12).map(() => pay(`${HELD}&customer=${customer.id}`)));
    const path = `/v1/test_helpers/test_clocks/${clock.id}`;
    const answers = await everywhere(2, (process) =>
      post(process, `${path}/advance`, `frozen_time=${frozen_time + WEEK}`),
    );
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    const status = async () => (await request(first(), 'GET', path)).body.status;
    while ((await status()) === 'advancing') await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(await status(), 'ready');
    for (const id of held) {
      for (const process of processes) assert.equal((await checkPayment(process, id)).status, 'canceled');
    }
    const { body } = await request(first(), 'GET', '/v1/events', 'type=payment_intent.canceled&limit=100');
    const canceled: string[] = body.data.map(({ data }: { data: { object: { id: string } } }) => data.object.id);
    assert.deepEqual(canceled.filter((id) => held.includes(id)).sort(), held.toSorted());
    const { body: ready } = await request(first(), 'GET', '/v1/events', 'type=test_helpers.test_clock.ready');
    assert.equal(ready.data.length, 1);
  });

  test('every process lists the same events, numbered without a gap', async () => {
    checkJournal(await journalOf(first()));
    const lists = await Promise.all(processes.map((process) => request(process, 'GET', '/v1/events', 'limit=100')));
    for (const { body } of lists) assert.deepEqual(body, lists[0]?.body);
  });
}
