/** Processors behind a network that answer late, twice, never, or to somebody who has crashed: asked and settled once. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Outcome } from '../../src/app/command_envelope.js';
import { DueWork } from '../../src/app/due_work.js';
import { type Ledger, openInline } from '../../src/app/ledger.js';
import { ProcessorCalls } from '../../src/app/processor_calls.js';
import type { CommandInput, CommandName } from '../../src/core/commands.js';
import type { PaymentIntent } from '../../src/core/payments/payment_intent/types.js';
import type { Answer, ProcessorRequest, ProcessorResponse } from '../../src/core/payments/processor/port.js';
import { LEASE_SECONDS } from '../../src/core/payments/processor/port.js';
import type { Refund } from '../../src/core/payments/refund/types.js';
import type { SetupIntent } from '../../src/core/payments/setup_intent/types.js';
import { made, newIntent } from '../core/payments/payment_intent/intent_ledger.js';
import { type Engine, engines, type TestDatabase } from '../support/engines.js';
import { FarProcessor, keyOf, takeLivePayments } from '../support/far_processor.js';
import { PassingClock } from '../support/passing_clock.js';

takeLivePayments();

/** The way to the processor, and back. */
class Network {
  readonly asked: string[] = [];
  readonly #processor = new FarProcessor();
  /** What becomes of the next calls, in order; then each is answered. */
  readonly next: ((answer: ProcessorResponse) => Promise<ProcessorResponse>)[] = [];

  readonly send = (request: ProcessorRequest): Promise<ProcessorResponse> => {
    this.asked.push(keyOf(request));
    const response = this.#processor.respond(request);
    return this.next.shift()?.(response) ?? Promise.resolve(response);
  };
}

/** What waits until a test lets it go on. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const LIVE = 2;

for (const engine of engines()) {
  describe(`calls of processors on ${engine.name}`, { skip: engine.skip }, () => calls(engine));
}

function calls(engine: Engine): void {
  let database: TestDatabase;
  let clock: PassingClock;
  let ledger: Ledger;
  let network: Network;
  let work: DueWork;
  let callers: ProcessorCalls[];
  let lines: string[];

  const note = (_fields: object, message: string): void => void lines.push(message);
  const log = { debug: () => {}, warn: note, error: note };
  const caller = (): ProcessorCalls => {
    const made_caller = new ProcessorCalls({ committer: ledger.committer, clock, log, send: network.send });
    callers.push(made_caller);
    made_caller.start();
    return made_caller;
  };

  beforeEach(async () => {
    database = await engine.make();
    clock = new PassingClock();
    ledger = await openInline(database.location, clock);
    network = new Network();
    callers = [];
    lines = [];
    work = new DueWork({ ...ledger, clock, log, api_version: '2026-07-29.dahlia' });
    work.start();
  });
  afterEach(async () => {
    await work.stop();
    for (const each of callers) await each.stop();
    await ledger.close();
    await database.remove();
  });

  const submit = <N extends CommandName>(name: N, input: CommandInput<N>): Promise<Outcome> =>
    ledger.committer.submit({
      name,
      input,
      scope: LIVE,
      livemode: true,
      actor: 'test',
      request_id: null,
      api_version: '2026-07-29.dahlia',
    });
  const done = async <N extends CommandName>(name: N, input: CommandInput<N>): Promise<string> => {
    const outcome = await submit(name, input);
    assert.ok(outcome.status === 'done', JSON.stringify(outcome));
    return outcome.row.id;
  };
  const pay = (): Promise<string> =>
    done('payment_intent.create', newIntent({ payment_method: made('visa'), confirmation: {} }));
  const read = async (kind: 'payment_intent' | 'refund', id: string): Promise<PaymentIntent & Refund> =>
    JSON.parse((await ledger.store.get(LIVE, kind, id))?.document ?? '{}') as PaymentIntent & Refund;
  const setupIntent = async (id: string): Promise<SetupIntent> =>
    JSON.parse((await ledger.store.get(LIVE, 'setup_intent', id))?.document ?? '{}') as SetupIntent;
  const statusOf = async (id: string): Promise<string> => (await read('payment_intent', id)).status;
  const movements = async (): Promise<number> =>
    (await ledger.store.list({ scope: LIVE, kind: 'balance_transaction', limit: 10, where: [] })).items.length;
  const until = async (condition: () => boolean | Promise<boolean>, what: string): Promise<void> => {
    const end_ms = performance.now() + 30_000;
    while (!(await condition())) {
      assert.ok(performance.now() < end_ms, `${what} did not happen: ${lines.join('; ')}`);
      clock.pass(0);
      await delay(1);
    }
  };

  test('an answer that comes late is settled in a commit of its own', async () => {
    caller();
    const late = gate();
    network.next.push(async (answer) => {
      await late.opened;
      return answer;
    });
    const id = await pay();
    assert.equal(await statusOf(id), 'processing');
    await until(() => network.asked.length === 1, 'the call');
    assert.deepEqual([await statusOf(id), await movements()], ['processing', 0]);
    late.open();
    await until(async () => (await statusOf(id)) === 'succeeded', 'the end');
    assert.deepEqual([network.asked.length, await movements()], [1, 1]);
    const refund = await done('refund.create', {
      of: { payment_intent: id },
      amount: 100,
      metadata: undefined,
      reason: undefined,
    });
    await until(async () => (await read('refund', refund)).status === 'succeeded', 'the refund');
    assert.deepEqual([network.asked.length, await movements(), lines], [2, 2, []]);
  });

  test('an answer that is brought twice moves money once', async () => {
    caller();
    caller();
    const id = await pay();
    await until(async () => (await statusOf(id)) === 'succeeded' && network.asked.length === 2, 'both calls');
    assert.equal(new Set(network.asked).size, 1);
    for (const each of callers.splice(0)) await each.stop();
    assert.equal(await movements(), 1);
  });

  test('where no answer comes it is asked what became of the payment', async () => {
    caller();
    network.next.push(() => Promise.reject(new Error('reset')));
    const id = await pay();
    await until(async () => (await read('payment_intent', id)).latest_charge !== undefined, 'the pending charge');
    assert.deepEqual([await statusOf(id), await movements()], ['processing', 0]);
    clock.pass(30_000);
    await until(async () => (await statusOf(id)) === 'succeeded', 'the end');
    assert.deepEqual([network.asked.length, await movements()], [2, 1]);
    assert.deepEqual(lines, ['a processor gave no response']);
  });

  test('what was asked by somebody who has crashed is asked again under the same key, and settled once', async () => {
    const crashed = caller();
    const hangs = gate();
    let first: ProcessorResponse | undefined;
    network.next.push(async (answer) => {
      first = answer;
      await hangs.opened;
      return answer;
    });
    const id = await pay();
    await until(() => network.asked.length === 1, 'the call');
    const stopped = crashed.stop();
    caller();
    clock.pass(LEASE_SECONDS * 1000);
    await until(async () => (await statusOf(id)) === 'succeeded', 'the end');
    hangs.open();
    await stopped;
    assert.equal(network.asked.length, 2);
    const [key = '', again] = network.asked;
    assert.equal(again, key);
    // The other comes back after all.
    const answer = JSON.parse(first?.body ?? '{}') as Answer;
    await done('payment_intent.settle', { id, key, turn: 1, answer });
    assert.deepEqual([await statusOf(id), await movements()], ['succeeded', 1]);
  });

  test('so is what was asked about a setup intent', async () => {
    const crashed = caller();
    const hangs = gate();
    network.next.push(async (answer) => {
      await hangs.opened;
      return answer;
    });
    const id = await done('setup_intent.create', {
      members: { payment_method: made('visa') },
      automatic_payment_methods: undefined,
      confirmation: { never_redirects: true, uses_stripe_sdk: false },
      description: undefined,
      metadata: undefined,
      usage: undefined,
    });
    await until(() => network.asked.length === 1, 'the call');
    assert.equal((await setupIntent(id)).status, 'processing');
    const stopped = crashed.stop();
    caller();
    clock.pass(LEASE_SECONDS * 1000);
    await until(async () => (await setupIntent(id)).status === 'succeeded', 'the end');
    hangs.open();
    await stopped;
    assert.deepEqual([network.asked.length, new Set(network.asked).size], [2, 1]);
  });
}
