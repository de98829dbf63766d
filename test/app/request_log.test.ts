/** The log of requests as it gathers and writes: in batches, within bounds, and whatever the store does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RequestLog } from '../../src/app/request_log.js';
import type { LoggedRequest, RequestLogStore } from '../../src/store/request_log_port.js';
import { PassingClock } from '../support/passing_clock.js';

function request(id: number): LoggedRequest {
  return { scope: 1, id: `req_${id}`, method: 'GET', path: '/', status: 200, key: 'key_1', details: '{}' };
}

function logOver(change: Partial<RequestLogStore> = {}, days = 30) {
  const batches: number[] = [];
  const pruned: [number, string][] = [];
  const warnings: string[] = [];
  const requests: RequestLogStore = {
    list: async () => ({ items: [], has_more: false }),
    get: async () => undefined,
    write: async (all) => void batches.push(all.length),
    prune: async (scope, below) => {
      pruned.push([scope, below]);
      return 0;
    },
    ...change,
  };
  const clock = new PassingClock();
  const log = new RequestLog({
    clock,
    requests,
    scopes: [1, 2],
    days,
    warn: (_error, message) => warnings.push(message),
  });
  return { clock, log, batches, pruned, warnings };
}

test('what was noted is described at once, and written when it is time or when the server ends', async () => {
  const { log, batches } = logOver();
  let described = 0;
  for (let id = 0; id < 3; id += 1) {
    log.add(() => {
      described += 1;
      return request(id);
    });
  }
  assert.deepEqual([described, batches], [3, []]);
  await log.close();
  assert.deepEqual(batches, [3]);
});

test('what was noted is written within about a second', async () => {
  const { clock, log, batches } = logOver();
  log.add(() => request(1));
  clock.pass(500);
  assert.deepEqual(batches, []);
  clock.pass(500);
  assert.deepEqual(batches, [1]);
  await log.close();
});

test('batches are of 500, and of more than 5,000 that wait the rest is given up, which is said once', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const batches: number[] = [];
  const { log, warnings } = logOver({
    write: async (all) => {
      await held;
      batches.push(all.length);
    },
  });
  for (let id = 0; id < 6_000; id += 1) log.add(() => request(id));
  release();
  await log.close();
  // The first batch was under way when the others were noted.
  assert.deepEqual(
    batches,
    Array.from({ length: 11 }, () => 500),
  );
  assert.deepEqual(warnings, ['500 requests came too fast for the log of requests']);
});

test('what waits is bounded in bytes, and so is what is written at once; the rest is not even described', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const batches: number[] = [];
  const { log, warnings } = logOver({
    write: async (all) => {
      await held;
      batches.push(all.length);
    },
  });
  const details = 'x'.repeat(100_000);
  let described = 0;
  for (let id = 0; id < 1_000; id += 1) {
    log.add(() => {
      described += 1;
      return { ...request(id), details };
    });
  }
  assert.ok(described * details.length < 20 * 1024 * 1024, `${described} were described`);
  release();
  await log.close();
  assert.equal(
    batches.reduce((sum, count) => sum + count, 0),
    described,
  );
  assert.ok(Math.max(...batches) * details.length < 2 * 1024 * 1024, batches.join());
  assert.deepEqual(warnings, [`${1_000 - described} requests came too fast for the log of requests`]);
  // There is room again.
  log.add(() => request(0));
  await log.written();
  assert.equal(batches.at(-1), 1);
});

test('a store that fails costs the batch and nothing else', async () => {
  let fails = true;
  const { log, warnings, batches } = logOver({
    write: async (all) => {
      if (fails) throw new Error('the disk is full');
      batches.push(all.length);
    },
    prune: async () => {
      throw new Error('the disk is full');
    },
  });
  log.add(() => request(1));
  await log.written();
  fails = false;
  log.add(() => request(2));
  await log.prune(0);
  await log.close();
  assert.deepEqual(batches, [1]);
  assert.deepEqual(warnings, [
    '1 requests could not be written to the log of requests',
    'old requests could not be taken from the log of requests; they will be later',
  ]);
});

test('what is older than it may be is forgotten in both modes, until none is left', async () => {
  const left = [2_000, 2_000, 5, 7];
  const { log, pruned } = logOver({
    prune: async (scope, below) => {
      pruned.push([scope, below]);
      return left.shift() ?? 0;
    },
  });
  const day_ms = 86_400_000;
  await log.prune(40 * day_ms);
  assert.deepEqual(
    pruned.map(([scope]) => scope),
    [1, 1, 1, 2],
  );
  const other = logOver();
  await other.log.prune(40 * day_ms + 1);
  assert.ok((other.pruned[0]?.[1] ?? '') > (pruned[0]?.[1] ?? ''), 'later, more is too old');
  await Promise.all([log.close(), other.log.close()]);
});

test('switched off it keeps nothing', async () => {
  const { log, batches } = logOver({}, 0);
  log.add(() => assert.fail('described'));
  await log.close();
  assert.deepEqual(batches, []);
});
