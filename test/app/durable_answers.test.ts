import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchRunner } from '../../src/app/batch_runner.js';
import type { CommandEnvelope } from '../../src/app/command_envelope.js';
import { ConflictError, type WriteBatch, type Writer } from '../../src/store/port.js';
import { PassingClock } from '../support/passing_clock.js';

/** A store with nothing in it, whose commits end as the test says. */
function writerWith(commit: (batch: WriteBatch) => void, pruneReplies = () => Promise.resolve(0)): Writer {
  return {
    prefetch: async ({ references, reply_keys }) => ({
      rows: references.map(() => []),
      replies: reply_keys.map(() => undefined),
    }),
    commit: async (batch) => commit(batch),
    pruneReplies,
    latestTime: async () => 0,
  };
}

function makeKey(hash: string): CommandEnvelope {
  return {
    name: 'api_key.create',
    input: { type: 'secret', hash, last4: 'aaaa', name: undefined, permissions: undefined },
    scope: 1,
    livemode: false,
    actor: 'test',
    request_id: null,
    api_version: '',
  };
}

const statuses = (outcomes: readonly { readonly status: string }[]) => outcomes.map(({ status }) => status);

test('what is durable is answered, even if old replies cannot be forgotten', async () => {
  const full = writerWith(
    () => {},
    () => Promise.reject(new Error('the disk is full')),
  );
  const runner = new BatchRunner(full, new PassingClock());
  assert.deepEqual(statuses(await runner.run([makeKey('a')])), ['done']);
});

test('after a conflict every command is decided alone; one that cannot be written takes no other with it', async () => {
  const sizes: number[] = [];
  const runner = new BatchRunner(
    writerWith(({ rows }) => {
      sizes.push(rows.length);
      if (rows.length > 1) throw new ConflictError('somebody was faster');
      if (rows[0]?.columns['hash'] === 'b') throw new Error('the connection was lost');
    }),
    new PassingClock(),
  );
  const outcomes = await runner.run([makeKey('a'), makeKey('b'), makeKey('c')]);
  assert.deepEqual(statuses(outcomes), ['done', 'broken', 'done']);
  assert.deepEqual(sizes, [3, 1, 1, 1]);
});

test('a store that fails without a conflict fails the whole batch, of which nothing is written', async () => {
  const runner = new BatchRunner(
    writerWith(() => {
      throw new Error('the disk is full');
    }),
    new PassingClock(),
  );
  await assert.rejects(runner.run([makeKey('a'), makeKey('b')]), /the disk is full/);
});

test('a command that always loses its race is refused in the end', async () => {
  const clock = new PassingClock();
  const waits: number[] = [];
  clock.after = (wait_ms, action) => {
    waits.push(wait_ms);
    action();
    return { cancel: () => undefined };
  };
  const runner = new BatchRunner(
    writerWith(() => {
      throw new ConflictError('somebody was faster');
    }),
    clock,
  );
  const [outcome] = await runner.run([makeKey('a')]);
  assert.ok(outcome?.status === 'refused' && outcome.refusal.code === 'lock_timeout');
  assert.ok(waits.length === 50 && Math.max(...waits) <= 50, `it waited ${waits.join(', ')} ms`);
});

test('replies are forgotten once they are 25 hours old, in portions until none is left', async () => {
  const hour_ms = 3_600_000;
  const clock = new PassingClock();
  const limits: number[] = [];
  let kept = 3_000;
  const runner = new BatchRunner(
    writerWith(
      () => {},
      (...[before_ms, limit]: [before_ms?: number, limit?: number]) => {
        limits.push(clock.wallMs() - Number(before_ms));
        const pruned = Math.min(kept, Number(limit));
        kept -= pruned;
        return Promise.resolve(pruned);
      },
    ),
    clock,
  );
  for (const hash of ['a', 'b', 'c']) await runner.run([makeKey(hash)]);
  assert.deepEqual(limits, [25 * hour_ms, 25 * hour_ms], 'two portions, and then a minute of rest');
  clock.pass(60_000);
  await runner.run([makeKey('d')]);
  assert.equal(limits.length, 3);
});
