/** A process is killed between a question and its answer: the next one asks the same, and the answer is settled once. */
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { machineClock } from '../src/app/clock.js';
import { type Ledger, openInline } from '../src/app/ledger.js';
import type { CommandInput, CommandName } from '../src/core/commands.js';
import { LEASE_SECONDS } from '../src/core/payments/processor/port.js';
import { made, newIntent } from '../test/core/payments/payment_intent/intent_ledger.js';
import { type Engine, engines } from '../test/support/engines.js';
import type { FarRequest, FarResponse } from '../test/support/far_process.js';
import { FarProcessor, keyOf, takeLivePayments } from '../test/support/far_processor.js';

takeLivePayments();

const LIVE = 2;
const ASKS = fileURLToPath(new URL('../test/support/far_process.js', import.meta.url));
const QUESTIONS = 2;

for (const engine of engines()) {
  describe(`a process that is killed on ${engine.name}`, { skip: engine.skip }, () => {
    test('has its questions asked again under the same keys, and settled once', () => killed(engine));
  });
}

async function killed(engine: Engine): Promise<void> {
  const database = await engine.make();
  const processor = new FarProcessor();
  const children: ChildProcess[] = [];
  const asks = (ahead_ms: number): ChildProcess => {
    const child = fork(ASKS, [JSON.stringify(database.location), String(ahead_ms)]);
    children.push(child);
    return child;
  };
  const ledger = await openInline(database.location, machineClock);
  try {
    await begin(ledger);
    const first = asks(0);
    // The processor does what it is asked, and its answers find nobody.
    const asked = await requestsOf(first, ({ request }) => void processor.respond(request));
    first.kill('SIGKILL');
    await once(first, 'exit');
    const next = asks(LEASE_SECONDS * 1000);
    const asked_again = await requestsOf(next, ({ number, request }) => {
      next.send({ number, response: processor.respond(request) } satisfies FarResponse);
    });
    assert.deepEqual(asked_again, asked);
    assert.equal(new Set(asked).size, QUESTIONS);
    const settled = async () =>
      (await ledger.store.journal(0, 100)).filter(({ command }) => command.endsWith('.settle'));
    while ((await settled()).length < QUESTIONS) await delay(5);
    next.kill();
    await once(next, 'exit');
    assert.equal((await settled()).length, QUESTIONS);
    const { items } = await ledger.store.list({ scope: LIVE, kind: 'balance_transaction', limit: 10, where: [] });
    assert.equal(items.length, 1);
    assert.deepEqual(
      [...processor.accounts.values()].map(({ taken }) => taken),
      [1_000],
    );
    for (const kind of ['payment_intent', 'setup_intent'] as const) {
      const [row] = (await ledger.store.list({ scope: LIVE, kind, limit: 10, where: [] })).items;
      assert.equal(JSON.parse(row?.document ?? '{}').status, 'succeeded', kind);
    }
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await ledger.close();
    await database.remove();
  }
}

/** A payment, and a card that is saved. */
async function begin(ledger: Ledger): Promise<void> {
  const submit = async <N extends CommandName>(name: N, input: CommandInput<N>): Promise<void> => {
    const envelope = { name, input, scope: LIVE, livemode: true, actor: 'test', request_id: null, api_version: '' };
    const outcome = await ledger.committer.submit(envelope);
    assert.equal(outcome.status, 'done', JSON.stringify(outcome));
  };
  await submit('payment_intent.create', newIntent({ payment_method: made('visa'), confirmation: {} }));
  await submit('setup_intent.create', {
    members: { payment_method: made('visa') },
    automatic_payment_methods: undefined,
    confirmation: { never_redirects: true, uses_stripe_sdk: false },
    description: undefined,
    metadata: undefined,
    usage: undefined,
  });
}

/** The keys of all that it asks, once it has asked that much. */
async function requestsOf(child: ChildProcess, heard: (asked: FarRequest) => void): Promise<string[]> {
  const keys: string[] = [];
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the process has ended with ${code}`)));
    child.on('message', (asked: FarRequest) => {
      keys.push(keyOf(asked.request));
      heard(asked);
      if (keys.length === QUESTIONS) resolve();
    });
  });
  return keys.sort();
}
