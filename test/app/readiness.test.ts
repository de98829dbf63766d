/** When a server says that it is ready, by what its store and its committer say. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkReadiness } from '../../src/app/readiness.js';
import { StorageFullError } from '../../src/store/port.js';

const silent = () => new Promise<never>(() => undefined);
const failing = (error: Error) => () => Promise.reject(error);
const answering = async () => undefined;

function asked(parts: { found_full_ms?: number; ready?: () => Promise<void>; probe?: () => Promise<void> }) {
  const committer = {
    found_full_ms: parts.found_full_ms,
    foundRoom() {
      this.found_full_ms = undefined;
    },
  };
  const store = { ready: parts.ready ?? answering, probe: parts.probe ?? (() => assert.fail('probed')) };
  return { committer, store };
}

test('a store that answers is ready', () => checkReadiness(asked({})));

test('one that cannot be reached is not, for its own reason', () =>
  assert.rejects(checkReadiness(asked({ ready: failing(new Error('refused')) })), /refused/));

test('one that does not answer is not, within two seconds', async () => {
  const began_ms = performance.now();
  await assert.rejects(checkReadiness(asked({ ready: silent })), /did not answer/);
  const ago = asked({ found_full_ms: performance.now() - 60_000, probe: silent });
  await assert.rejects(checkReadiness(ago), /did not answer/);
  assert.ok(performance.now() - began_ms < 4_000);
});

test('right after a commit that found no room it is not, whatever else could be written', async () => {
  await assert.rejects(checkReadiness(asked({ found_full_ms: performance.now() })), StorageFullError);
});

test('later it is when something can be written, and stays so; and is not where nothing can', async () => {
  const full = new StorageFullError('full');
  const still = asked({ found_full_ms: performance.now() - 60_000, probe: failing(full) });
  await assert.rejects(checkReadiness(still), full);
  let probes = 0;
  const again = asked({
    found_full_ms: performance.now() - 60_000,
    probe: async () => {
      probes += 1;
    },
  });
  await checkReadiness(again);
  await checkReadiness(again);
  assert.deepEqual([probes, again.committer.found_full_ms], [1, undefined]);
});
