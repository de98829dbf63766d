/** Several writers at once, conflicts at random: nothing that was answered is lost, nothing is done twice. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BatchRunner } from '../../src/app/batch_runner.js';
import { machineClock } from '../../src/app/clock.js';
import type { CommandEnvelope, Outcome } from '../../src/app/command_envelope.js';
import { Committer } from '../../src/app/committer.js';
import type { PaymentRecord } from '../../src/core/payments/payment_record/types.js';
import { OutdatedError } from '../../src/store/migration.js';
import { ConflictError } from '../../src/store/port.js';
import { capturePayment, command, heldPayment, newPayment, oneUnitBack, SCOPE } from './commands.js';
import { MemoryWriter } from './memory_writer.js';

const RUNS = process.env['DAYBOOK_SLOW'] === '1' ? 400 : 25;

async function guaranteedRecord(writer: MemoryWriter): Promise<string> {
  const [outcome] = await new BatchRunner(writer, machineClock).run([newPayment('guaranteed')]);
  assert.ok(outcome?.status === 'done');
  return outcome.row.id;
}

function refundedOf(writer: MemoryWriter, id: string): number {
  const row = writer.rows(SCOPE, 'payment_record').find((each) => each.id === id);
  return (JSON.parse(row?.document ?? '{}') as PaymentRecord).amounts.refunded ?? 0;
}

/** A generator of 0 ≤ x < 1 from a seed, so that a failing run can be repeated. */
function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

test('three processes refund the same payment: every accepted refund counts once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.array(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 12 }), { minLength: 3, maxLength: 3 }),
      async (seed, references) => {
        const writer = new MemoryWriter();
        const id = await guaranteedRecord(writer);
        const chance = chances(seed);
        writer.interfere = async (step) => {
          await turns(Math.floor(chance() * 3));
          if (step === 'commit' && chance() < 0.2) throw new ConflictError('injected');
        };
        const outcomes = await Promise.all(
          references.map(async (own) => {
            const runner = new BatchRunner(writer, machineClock);
            const committer = new Committer((commands) => runner.run(commands), machineClock);
            return Promise.all(
              own.map(async (reference) => {
                await turns(Math.floor(chance() * 4));
                return committer.submit(oneUnitBack(id, `r${reference}`));
              }),
            );
          }),
        );
        const distinct = new Set(references.flat()).size;
        const all: Outcome[] = outcomes.flat();
        const done = all.filter((outcome) => outcome.status === 'done');
        assert.equal(done.length, distinct, 'the first refund under each reference is accepted');
        for (const outcome of all) {
          if (outcome.status !== 'done')
            assert.ok(outcome.status === 'refused' && outcome.refusal.code === 'resource_already_exists');
        }
        assert.equal(refundedOf(writer, id), distinct);
        assert.equal(writer.rows(SCOPE, 'payment_record_refund').length, distinct);
        assert.equal(writer.journal.length, 1 + distinct);
        const versions = done.map((outcome) => (outcome.status === 'done' ? outcome.row.version : 0));
        assert.equal(new Set(versions).size, distinct, 'no two callers were shown the same version');
      },
    ),
    { numRuns: RUNS },
  );
});

test('the same request sent to three processes at once is carried out once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 5 }), async (seed, requests) => {
      const writer = new MemoryWriter();
      const id = await guaranteedRecord(writer);
      const chance = chances(seed);
      writer.interfere = () => turns(Math.floor(chance() * 4));
      const runners = [
        new BatchRunner(writer, machineClock),
        new BatchRunner(writer, machineClock),
        new BatchRunner(writer, machineClock),
      ];
      const outcomes = await Promise.all(
        runners.map((runner) =>
          runner.run(Array.from({ length: requests }, (_, index) => oneUnitBack(id, `r${index}`, `key ${index}`))),
        ),
      );
      for (let index = 0; index < requests; index += 1) {
        const statuses = outcomes.map((each) => each[index]?.status).sort();
        assert.deepEqual(statuses, ['done', 'replayed', 'replayed']);
      }
      assert.equal(refundedOf(writer, id), requests);
    }),
    { numRuns: RUNS },
  );
});

test('a refusal is for a state that there was, though another process writes between two reads', async () => {
  const writer = new MemoryWriter();
  const runner = new BatchRunner(writer, machineClock);
  const [made] = await runner.run([heldPayment()]);
  assert.ok(made?.status === 'done');
  const capture = () => capturePayment(made.row.id);
  let reads = 0;
  writer.interfere = async (step) => {
    reads += step === 'prefetch' ? 1 : 0;
    if (reads !== 2) return;
    // The intent has been read, and its charge not yet.
    writer.interfere = async () => undefined;
    const [captured] = await new BatchRunner(writer, machineClock).run([capture()]);
    assert.equal(captured?.status, 'done');
  };
  const [refused] = await runner.run([capture()]);
  assert.ok(refused?.status === 'refused', JSON.stringify(refused));
  assert.equal(refused.refusal.code, 'payment_intent_unexpected_state');
  assert.equal(reads, 2);
});

test('a command that always loses its race is refused after a bounded number of tries', async () => {
  const writer = new MemoryWriter();
  const id = await guaranteedRecord(writer);
  let tries = 0;
  writer.interfere = async (step) => {
    if (step === 'prefetch') return;
    tries += 1;
    throw new ConflictError('injected');
  };
  const [outcome] = await new BatchRunner(writer, machineClock).run([oneUnitBack(id, 'r')]);
  assert.ok(outcome?.status === 'refused');
  assert.equal(outcome.refusal.status, 429);
  assert.equal(outcome.refusal.code, 'lock_timeout');
  assert.equal(outcome.refusal.should_retry, true);
  assert.ok(tries > 10 && tries < 100, `${tries} tries`);
  assert.equal(refundedOf(writer, id), 0);
});

test('a store that fails rejects the batch, and nothing of it is written', async () => {
  const writer = new MemoryWriter();
  const id = await guaranteedRecord(writer);
  writer.interfere = async (step) => {
    if (step === 'commit') throw new Error('the disk is full');
  };
  await assert.rejects(new BatchRunner(writer, machineClock).run([oneUnitBack(id, 'r')]), /the disk is full/);
  writer.interfere = async () => undefined;
  assert.equal(refundedOf(writer, id), 0);
  const [outcome] = await new BatchRunner(writer, machineClock).run([oneUnitBack(id, 'r')]);
  assert.equal(outcome?.status, 'done');
});

test('the committer answers every caller with its own outcome, and runs one batch at a time', async () => {
  const sizes: number[] = [];
  let running = 0;
  const committer = new Committer(async (commands: readonly CommandEnvelope[]) => {
    running += 1;
    assert.equal(running, 1);
    sizes.push(commands.length);
    await turns(3);
    running -= 1;
    return commands.map(({ request_id }) => ({ status: 'broken', reason: request_id ?? '' }) as const);
  }, machineClock);
  const commands = Array.from({ length: 600 }, (_, index) => oneUnitBack('pr', `r${index}`));
  const outcomes = await Promise.all(commands.map((each) => committer.submit(each)));
  assert.deepEqual(
    outcomes.map((outcome) => outcome.status === 'broken' && outcome.reason),
    commands.map(({ request_id }) => request_id),
  );
  assert.ok(Math.max(...sizes) > 1 && Math.max(...sizes) <= 256, `batches of ${sizes}`);
  await committer.drained();
  assert.equal(running, 0);
});

test('a key that is in use is refused with 409, and free again afterwards', async () => {
  const committer = new Committer(async (commands) => {
    await turns(2);
    return commands.map(() => ({ status: 'broken', reason: 'done' }) as const);
  }, machineClock);
  const submit = (key: string) => committer.submit(oneUnitBack('pr', 'r', key));
  const other_mode = { ...oneUnitBack('pr', 'r', 'same'), scope: SCOPE + 1 };
  const [first, second, third, fourth] = await Promise.all([
    submit('same'),
    submit('same'),
    submit('other'),
    committer.submit(other_mode),
  ]);
  assert.deepEqual(
    [first, second, third, fourth].map((outcome) => outcome?.status),
    ['broken', 'refused', 'broken', 'broken'],
  );
  assert.ok(second?.status === 'refused');
  assert.equal(second.refusal.status, 409);
  assert.equal(second.refusal.code, 'idempotency_key_in_use');
  assert.equal((await submit('same')).status, 'broken');
});

test('a failing batch rejects its callers, frees their keys, and does not stop the next', async () => {
  let fails = true;
  const committer = new Committer(async (commands) => {
    if (fails) throw new Error('the store is gone');
    return commands.map(() => ({ status: 'broken', reason: 'done' }) as const);
  }, machineClock);
  await assert.rejects(committer.submit(oneUnitBack('pr', 'r', 'key')), /the store is gone/);
  fails = false;
  assert.equal((await committer.submit(oneUnitBack('pr', 'r', 'key'))).status, 'broken');
});

test('a newer schema refuses what waits, asks to try again, and is told of', async () => {
  const told: unknown[] = [];
  const committer = new Committer(async () => {
    throw new OutdatedError();
  }, machineClock);
  committer.onOutdated((error) => told.push(error));
  const outcomes = await Promise.all(['a', 'b'].map((key) => committer.submit(oneUnitBack('pr', 'r', key))));
  for (const outcome of outcomes) {
    assert.ok(outcome.status === 'refused');
    assert.equal(outcome.refusal.status, 429);
    assert.equal(outcome.refusal.should_retry, true);
  }
  assert.ok(told.length > 0 && told.every((error) => error instanceof OutdatedError));
});

test('more than 10,000 waiting commands are refused with 429 and not kept', async () => {
  const committer = new Committer(
    async (commands) => commands.map(() => ({ status: 'broken', reason: 'done' }) as const),
    machineClock,
  );
  const revoke = command('api_key.revoke', { id: 'key_1' } as never);
  const outcomes = await Promise.all(Array.from({ length: 10_050 }, () => committer.submit(revoke)));
  const refused = outcomes.filter((outcome) => outcome.status === 'refused');
  assert.equal(refused.length, 50);
  for (const outcome of refused) assert.equal(outcome.refusal.status, 429);
});
