/** Work that falls due: done once its time has come, once, whoever else looks for it, and never in a hot loop. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import type { CommandEnvelope, Outcome } from '../../src/app/command_envelope.js';
import { DueWork, type DueWorkOptions } from '../../src/app/due_work.js';
import { type Ledger, openInline } from '../../src/app/ledger.js';
import type { DueCommands } from '../../src/core/clockwork/due.js';
import { COMMANDS } from '../../src/core/commands.js';
import { type Command, created, updated } from '../../src/core/kernel/decision.js';
import { invalid } from '../../src/core/kernel/refusing.js';
import type { Refund } from '../../src/core/payments/refund/types.js';
import type { JournalEntry } from '../../src/store/port.js';
import { type Engine, engines, type TestDatabase } from '../support/engines.js';
import { PassingClock } from '../support/passing_clock.js';

/** What becomes of a refund that is due; it says so itself. */
type Behaviour = 'settles' | 'once more at once' | 'refused' | 'throws' | 'stays as it is';

interface Given {
  readonly due_at: number;
  readonly behaviour?: Behaviour;
}

const create: Command<Given> = {
  reads: () => [],
  decide(_state, { due_at, behaviour = 'settles' }, { now, newId }) {
    const id = newId('refund');
    const refund: Refund = {
      id,
      created: now,
      amount: 100,
      currency: 'usd',
      status: 'pending',
      charge: 'ch_1',
      payment_intent: 'pi_1',
      due_at,
      failure_reason: behaviour,
    };
    return { changes: [created('refund', refund)], events: [], reply: { kind: 'refund', id } };
  },
};

const due: Command<{ readonly id: string }> = {
  reads: ({ id }) => [{ kind: 'refund', id }],
  decide(state, { id }, { now }) {
    const row = state.get('refund', id);
    if (row === undefined) throw new Error(`${id} is not there`);
    const { due_at, failure_reason, ...refund } = row.document;
    const reply = { kind: 'refund', id } as const;
    if (due_at === undefined || due_at > now) return { changes: [], events: [], reply };
    switch (failure_reason as Behaviour) {
      case 'settles':
        return { changes: [updated(row, { ...refund, status: 'succeeded' })], events: [], reply };
      case 'once more at once':
        return {
          changes: [updated(row, { ...refund, due_at: due_at + 1, failure_reason: 'settles' })],
          events: [],
          reply,
        };
      case 'refused':
        return invalid('not now');
      case 'throws':
        throw new Error('a bug');
      case 'stays as it is':
        return { changes: [], events: [], reply };
    }
  },
};

// The runner finds rules by name; these are known in this process only.
Object.assign(COMMANDS, { 'test.create': create, 'test.due': due });
const TABLE = { refund: 'test.due' } as unknown as DueCommands;

const TEST = 1;
const LIVE = 2;

for (const engine of engines()) {
  describe(`due work on ${engine.name}`, { skip: engine.skip }, () => dueWork(engine));
}

function dueWork(engine: Engine): void {
  let database: TestDatabase;
  let clock: PassingClock;
  let ledger: Ledger;
  let lines: string[];
  let running: DueWork[];
  /** How often the store was asked what is due. */
  let asked: number;

  beforeEach(async () => {
    database = await engine.make();
    clock = new PassingClock();
    ledger = await openInline(database.location, clock);
    lines = [];
    running = [];
    asked = 0;
  });
  afterEach(async () => {
    for (const work of running) await work.stop();
    await ledger.close();
    await database.remove();
  });

  const start = (options: Partial<DueWorkOptions> = {}): DueWork => {
    const { store } = ledger;
    const note = (level: string) => (_fields: object, message: string) => {
      lines.push(`${level}: ${message}`);
    };
    const work = new DueWork({
      store: {
        scopes: store.scopes,
        due(query) {
          asked += 1;
          return store.due(query);
        },
      },
      committer: ledger.committer,
      clock,
      log: { debug: note('debug'), warn: note('warn'), error: note('error') },
      api_version: '2026-07-29.dahlia',
      commands: TABLE,
      ...options,
    });
    running.push(work);
    work.start();
    clock.pass(0);
    return work;
  };

  const submit = (name: string, input: object, scope: number): Promise<Outcome> =>
    ledger.committer.submit({
      name: name as CommandEnvelope['name'],
      input,
      scope,
      livemode: scope === LIVE,
      actor: 'test',
      request_id: null,
      api_version: '',
    });
  const given = async (refund: Given, scope = TEST): Promise<string> => {
    const outcome = await submit('test.create', refund, scope);
    assert.ok(outcome.status === 'done', JSON.stringify(outcome));
    assert.equal(outcome.due_at, refund.due_at);
    return outcome.row.id;
  };
  const statusOf = async (id: string, scope = TEST): Promise<string> => {
    const row = await ledger.store.get(scope, 'refund', id);
    return (JSON.parse(row?.document ?? '{}') as Refund).status;
  };
  const entriesOf = async (id: string): Promise<readonly JournalEntry[]> =>
    (await ledger.store.history({ scope: TEST, id, limit: 100 })).items;
  const now = (): number => Math.floor(clock.wallMs() / 1000);
  /** Without any time passing by the clock that the work has. */
  const until = async (condition: () => boolean | Promise<boolean>, what: string): Promise<void> => {
    const end_ms = performance.now() + 30_000;
    while (!(await condition())) {
      assert.ok(performance.now() < end_ms, `${what} did not happen: ${lines.join('; ')}`);
      clock.pass(0);
      await delay(1);
    }
  };

  test('what is due already is done at the start, each once, in both modes', async () => {
    const count = 150;
    const ids = await Promise.all(Array.from({ length: count }, (_, index) => given({ due_at: 1_000 + (index % 7) })));
    const live = await given({ due_at: 1_000 }, LIVE);
    const later = await given({ due_at: now() + 1_000 });
    const work = start();
    await until(() => work.counts.last_run_ms !== undefined, 'a first run');
    assert.deepEqual({ ...work.counts, last_run_ms: 0 }, { done: count + 1, refused: 0, failed: 0, last_run_ms: 0 });
    for (const id of ids) {
      const [entry, ...before] = await entriesOf(id);
      assert.equal(before.length, 1);
      assert.deepEqual(
        [entry?.command, entry?.actor, entry?.request_id, entry?.idempotency_key, entry?.api_version],
        ['test.due', 'daybook', null, null, '2026-07-29.dahlia'],
      );
    }
    assert.deepEqual([await statusOf(live, LIVE), await statusOf(later)], ['succeeded', 'pending']);
    assert.deepEqual(lines, ['debug: due work']);
  });

  test('it sleeps until the time that a commit told of', async () => {
    const work = start();
    await until(() => work.counts.last_run_ms !== undefined, 'a first run');
    const due_at = now() + 2;
    const id = await given({ due_at });
    await given({ due_at: due_at + 1_000 });
    const asked_before = asked;
    clock.pass(1_999);
    assert.deepEqual([asked, await statusOf(id)], [asked_before, 'pending']);
    clock.pass(1);
    await until(async () => (await statusOf(id)) === 'succeeded', 'the refund');
    // It is counted when the answer has come back, which is later than others can read it.
    await until(() => work.counts.done === 1, 'its count');
  });

  test('it sleeps until the time that it found at the start', async () => {
    const id = await given({ due_at: now() + 1 });
    const work = start();
    await until(() => work.counts.last_run_ms !== undefined, 'a first run');
    assert.equal(await statusOf(id), 'pending');
    clock.pass(1_000);
    await until(() => work.counts.done === 1, 'the refund');
    assert.equal(await statusOf(id), 'succeeded');
  });

  test('what is due again at once is done again at once', async () => {
    const id = await given({ due_at: 1_000, behaviour: 'once more at once' });
    start();
    await until(async () => (await statusOf(id)) === 'succeeded', 'both steps');
    assert.equal((await entriesOf(id)).length, 3);
  });

  test('what its command does not help is tried again later, and holds up nothing else', async () => {
    await given({ due_at: 1_000, behaviour: 'refused' });
    await given({ due_at: 1_000, behaviour: 'throws' });
    await given({ due_at: 1_000, behaviour: 'stays as it is' });
    // More than are looked at together, and before everything else.
    await Promise.all(Array.from({ length: 70 }, () => given({ due_at: 999, behaviour: 'refused' })));
    const work = start();
    await until(() => work.counts.last_run_ms !== undefined, 'a first run');
    assert.deepEqual({ ...work.counts, last_run_ms: 0 }, { done: 0, refused: 71, failed: 2, last_run_ms: 0 });
    assert.equal(lines.filter((line) => line === 'warn: due work was refused').length, 71);
    assert.equal(lines.filter((line) => line === 'error: due work broke').length, 1);
    assert.equal(lines.filter((line) => line === 'error: due work left its object as it was').length, 1);
    // Being woken does not shorten the wait.
    const good = await given({ due_at: 1_001 });
    await until(async () => (await statusOf(good)) === 'succeeded', 'the other refund');
    await until(() => work.counts.done === 1, 'its count');
    const counts = () => ({ ...work.counts, last_run_ms: 0 });
    assert.deepEqual(counts(), { done: 1, refused: 71, failed: 2, last_run_ms: 0 });
    // The second try comes one second after the first, the third two seconds after the second.
    const asked_before = asked;
    clock.pass(999);
    assert.equal(asked, asked_before);
    clock.pass(1);
    await until(() => work.counts.refused === 142 && work.counts.failed === 4, 'the second tries');
    await until(() => clock.waiting > 0, 'the rest after them');
    const asked_twice = asked;
    clock.pass(1_999);
    assert.equal(asked, asked_twice);
    clock.pass(1);
    await until(() => work.counts.refused === 213 && work.counts.failed === 6, 'the third tries');
    assert.equal(work.counts.done, 1);
  });

  test('an account has its own clock', async () => {
    let account = 5_000;
    const work = start({ nowOf: (scope) => (scope === TEST ? account * 1000 : clock.wallMs()) });
    const id = await given({ due_at: 5_100 });
    const live = await given({ due_at: 5_100 }, LIVE);
    await until(async () => (await statusOf(live, LIVE)) === 'succeeded', 'the refund in live mode');
    assert.equal(await statusOf(id), 'pending');
    account = 5_100;
    await given({ due_at: 5_101 });
    clock.pass(1_000);
    await until(async () => (await statusOf(id)) === 'succeeded', 'the refund in test mode');
    await until(() => work.counts.done === 2, 'both counts');
  });

  test('two processes at once do the work once', async () => {
    const ids = await Promise.all(Array.from({ length: 100 }, () => given({ due_at: 1_000 })));
    const other = await openInline(database.location, clock);
    try {
      const works = [start(), start({ store: other.store, committer: other.committer })];
      await until(() => works.every((work) => work.counts.last_run_ms !== undefined), 'both runs');
      for (const id of ids) assert.equal((await entriesOf(id)).length, 2);
      assert.deepEqual(
        works.map(({ counts }) => counts.refused + counts.failed),
        [0, 0],
      );
    } finally {
      for (const work of running) await work.stop();
      await other.close();
    }
  });

  test('a store that fails is asked again, and said so once', async () => {
    let fails = true;
    const work = start({
      store: {
        scopes: ledger.store.scopes,
        due: (query) => (fails ? Promise.reject(new Error('gone')) : ledger.store.due(query)),
      },
    });
    await until(() => lines.length > 0, 'a line');
    await until(() => clock.waiting > 0, 'a rest');
    clock.pass(29_000);
    assert.deepEqual(lines, ['error: what is due could not be looked up']);
    fails = false;
    const id = await given({ due_at: 1_000 });
    await until(async () => (await statusOf(id)) === 'succeeded', 'the refund');
    await until(() => work.counts.done === 1, 'its count');
  });

  test('stopping finishes what runs and starts nothing', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let submitted = 0;
    const work = start({
      committer: {
        onOutcome: (listener) => ledger.committer.onOutcome(listener),
        async submit(command) {
          submitted += 1;
          await held;
          return ledger.committer.submit(command);
        },
      },
    });
    const id = await given({ due_at: 1_000 });
    await until(() => submitted === 1, 'a command');
    const next = await given({ due_at: 1_001 });
    let is_stopped = false;
    const stopped = work.stop().then(() => {
      is_stopped = true;
    });
    for (let turn = 0; turn < 3; turn += 1) await nextTurn();
    assert.equal(is_stopped, false);
    release();
    await stopped;
    assert.deepEqual([await statusOf(id), await statusOf(next)], ['succeeded', 'pending']);
    clock.pass(60_000);
    assert.deepEqual([submitted, clock.waiting], [1, 0]);
  });
}
